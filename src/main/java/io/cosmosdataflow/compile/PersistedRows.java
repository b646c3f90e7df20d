package io.cosmosdataflow.compile;

import io.cosmosdataflow.store.kept.RowKeeping;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are read more than once and must be the same each time; in memory as far as there is room, else on disk,
 * unless an executor could be lost with them and they would be others then.
 */
final class PersistedRows {

    private final RowKeeping keeping;
    private final Map<String, Dataset<Row>> views = new HashMap<>();

    /** @param keeping has what is persisted, to the end of the activity */
    PersistedRows(RowKeeping keeping) {
        this.keeping = keeping;
    }

    /** @param byPlace whether their places in partitions count, too */
    Dataset<Row> persist(Dataset<Row> rows, boolean byPlace) {
        return keeping.persisted(rows, StorageLevel.MEMORY_AND_DISK(), byPlace);
    }

    /** The rows can be named in a subquery. */
    void view(Dataset<Row> rows, String name) {
        rows.createOrReplaceTempView(name);
        views.put(name, rows);
    }

    void release() {
        views.forEach((name, rows) -> rows.sparkSession().catalog().dropTempView(name));
        views.clear();
    }
}
