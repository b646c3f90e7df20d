package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.store.StoreMetrics;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A store behind a sink of a data flow. Making one does no I/O. */
public interface FlowSinkStore {

    /** Whether {@link #recreate} comes before {@link #write}. */
    default boolean recreates() {
        return false;
    }

    /** Drops what is written to and makes it again, with all its settings. */
    default void recreate() {
        throw new UnsupportedOperationException("This sink makes nothing anew.");
    }

    /** Before {@link #write}: rows come from changes, so that a delete may be of what was never here. */
    default void takesChanges() {}

    /** Whether it wants to know what rows were read from, as {@link RowMark#SOURCE_KEY}. */
    default boolean asksForSourceKeys() {
        return false;
    }

    /**
     * Called before anything is written to any sink.
     *
     * @param columns of the rows that will come
     * @param marked whether the rows carry policies; else each is an insert, whatever the sink allows
     * @throws io.cosmosdataflow.diagnostic.JobException if such rows cannot be written
     */
    default void prepare(StructType columns, boolean marked) {}

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
     * One pass over the rows. A column {@link io.cosmosdataflow.demand.RowPolicy#COLUMN} says what is to be done
     * with a row, and is not written.
     *
     * @param repeats whether an earlier attempt may have written some of the rows already
     * @return {@code rows}, and what else the store has counted
     * @throws io.cosmosdataflow.diagnostic.JobException what the store fails with
     */
    StoreMetrics write(Dataset<Row> rows, boolean repeats);
}
