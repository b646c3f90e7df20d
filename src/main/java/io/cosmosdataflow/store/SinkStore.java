package io.cosmosdataflow.store;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** One opened sink: a container, a file or a folder. */
public interface SinkStore extends AutoCloseable {

    /** Whether {@link #write} takes {@link Columns#DOCUMENT}s rather than named columns. */
    boolean hierarchical();

    /**
     * The columns of the table that is written to, with their interim types in the metadata of the fields; empty for a
     * sink without columns of its own, and for a table that {@link #write} will make. May ask the store.
     */
    default Optional<StructType> targetColumns() {
        return Optional.empty();
    }

    /**
     * The columns that must have the same values when Spark computes the rows of a task again, since the store knows
     * by them what an earlier attempt has written. Empty for a store that takes the rows of one attempt alone,
     * whatever their values.
     *
     * @param columns of the rows that will come
     */
    default List<String> identity(List<String> columns) {
        return List.of();
    }

    /**
     * Writes all of {@code data}, in one pass over it. {@link Columns#FILE_PATH}, where present, says which
     * source file a row comes from.
     *
     * @return {@code rows}, and what else the store has counted
     * @throws io.cosmosdataflow.diagnostic.JobException naming what could not be written
     */
    StoreMetrics write(Dataset<Row> data);

    @Override
    void close();
}
