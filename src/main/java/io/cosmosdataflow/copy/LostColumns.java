package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/**
 * Notes, while documents pass by, which top-level members they have beyond the known ones. Names fall into
 * a fixed number of buckets that keep two each, so that documents with ever new names cost no more memory
 * than others; a few names are all that a log line needs.
 */
final class LostColumns {

    private static final int BUCKETS = 8;

    private final List<String> known;
    private final Observation observation = new Observation("lost columns " + UUID.randomUUID());

    LostColumns(List<String> known) {
        this.known = List.copyOf(known);
    }

    Dataset<Row> observe(Dataset<Row> documents) {
        Column knownNames =
                known.isEmpty() ? expr("cast(array() as array<string>)") : lit(known.toArray(String[]::new));
        Column lost = array_except(expr("json_object_keys(document)"), knownNames);
        List<Column> seen = new ArrayList<>();
        for (int each = 0; each < BUCKETS; each++) {
            int bucket = each;
            Column inBucket =
                    filter(lost, name -> pmod(hash(name), lit(BUCKETS)).equalTo(bucket));
            seen.add(min(array_min(inBucket)).as("least" + bucket));
            seen.add(max(array_max(inBucket)).as("most" + bucket));
        }
        return documents.observe(
                observation, seen.get(0), seen.subList(1, seen.size()).toArray(Column[]::new));
    }

    /** Sorted; waits for the write to have ended. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        ObservedValues.of(observation).values().stream()
                .filter(Objects::nonNull)
                .forEach(name -> names.add((String) name));
        return List.copyOf(names);
    }
}
