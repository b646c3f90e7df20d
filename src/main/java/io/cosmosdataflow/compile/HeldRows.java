package io.cosmosdataflow.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Rows that are read more than once and must be the same each time; in memory as far as there is room, else on disk. */
final class HeldRows {

    private final List<Dataset<Row>> held = new ArrayList<>();
    private final Map<String, Dataset<Row>> views = new HashMap<>();

    /** Nothing is computed before the rows are read. */
    Dataset<Row> hold(Dataset<Row> rows) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.add(kept);
        return kept;
    }

    /** The rows can be named in a subquery. */
    void view(Dataset<Row> rows, String name) {
        rows.createOrReplaceTempView(name);
        views.put(name, rows);
    }

    void release() {
        views.forEach((name, rows) -> rows.sparkSession().catalog().dropTempView(name));
        views.clear();
        held.forEach(Dataset::unpersist);
        held.clear();
    }
}
