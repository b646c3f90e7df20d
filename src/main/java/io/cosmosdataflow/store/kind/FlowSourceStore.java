package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.SourceDemand;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.store.StoreMetrics;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A store behind a source of a data flow. Making one does no I/O. Not thread-safe. */
public interface FlowSourceStore extends AutoCloseable {

    /** Whether it gives what has changed since an earlier run; then {@link #follow} comes before {@link #read}. */
    default boolean followsChanges() {
        return false;
    }

    /**
     * Fixes what {@link #read} gives: the changes from where an earlier run has stopped to the last one of now.
     *
     * @param source name in the data flow
     * @param from empty for the first run
     */
    default FeedRange follow(String source, Optional<FeedPosition> from) {
        throw new UnsupportedOperationException("This source does not follow changes.");
    }

    /**
     * Before {@link #read}: a sink wants to know what rows were read from, as {@link RowMark#SOURCE_KEY}, if the store
     * can tell.
     */
    default void keepKeys() {}

    /**
     * @return projected columns in their order and types, then drifted ones; lazily but for looks at a sample
     * @throws io.cosmosdataflow.diagnostic.JobException what the store says at once; while the Dataset is used, in
     *     the causes of Spark's exception
     */
    Dataset<Row> read(SparkSession spark, Projection projection);

    /**
     * Leaves out what the data flow does not need, if the store can: other columns may be NULL, and other rows
     * missing. Called at most once, before a sink is written.
     *
     * @param rows what {@link #read} has given
     * @return the same columns in the same order and types; lazily
     */
    default Dataset<Row> narrow(Dataset<Row> rows, SourceDemand demand) {
        return rows;
    }

    /** Called once all sinks have their rows. */
    void finishAfterSuccess(SparkSession spark);

    /** What the store knows of the read once the data has been used. */
    StoreMetrics metrics();

    /** Lets go of what the Dataset needed on the driver. */
    @Override
    default void close() {}
}
