package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.project.ExactNames;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code partitionBy} of a script's sink. Source: Microsoft Learn, concepts-data-flow-performance, optimize tab.
 *
 * @param type {@code hash}, {@code roundRobin}, {@code key}, {@code dynamicRange}, {@code fixedRange}
 * @param count of partitions; 0 for Spark's default
 */
public record PartitionBy(String type, int count, List<String> columns) {

    public PartitionBy {
        Objects.requireNonNull(type, "type");
        columns = List.copyOf(columns);
    }

    /** Whether rows of one key share a folder named after it. */
    public boolean byKey() {
        return type.equals("key") && !columns.isEmpty();
    }

    /** @throws io.cosmosdataflow.diagnostic.JobException {@code SchemaMismatch} if a column does not reach the sink */
    public Dataset<Row> of(Dataset<Row> rows) {
        Column[] by =
                columns.stream().map(name -> ExactNames.column(rows, name)).toArray(Column[]::new);
        return switch (type) {
            case "hash" -> count == 0 && by.length == 0
                    ? rows
                    : count == 0 ? rows.repartition(by) : rows.repartition(count, by);
            case "roundRobin" -> count == 0 ? rows : rows.repartition(count);
            case "key" -> by.length == 0 ? rows : rows.repartition(by);
            case "dynamicRange", "fixedRange" -> by.length == 0 || count == 0
                    ? rows
                    : rows.repartitionByRange(count, by);
            default -> rows;
        };
    }
}
