package io.cosmosdataflow.store;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One opened source: a container, or a set of files. */
public interface SourceStore extends AutoCloseable {

    /** Whether {@link #read} gives {@link Columns#DOCUMENT}s rather than named columns. */
    boolean hierarchical();

    /** The data, lazily. Called once. */
    Dataset<Row> read(SparkSession spark);

    /**
     * What the store knows of the read once the data has been used.
     */
    StoreMetrics metrics();

    @Override
    void close();
}
