package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.store.storage.ListedFile;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Text files whose starts have been looked at. */
public final class TextRows {

    private final SparkSession spark;
    private final TextSource source;
    private final List<ListedFile> files;
    private final Slicing slicing;

    TextRows(SparkSession spark, TextSource source, List<ListedFile> files, Slicing slicing) {
        this.spark = spark;
        this.source = source;
        this.files = files;
        this.slicing = slicing;
    }

    public Dataset<Row> all() {
        return source.table(spark, files, slicing);
    }

    /**
     * Rows from all over the files, the same in each run.
     *
     * @param bytes of the files, about; a file that cannot be cut is read as a whole
     */
    public Dataset<Row> sample(long bytes) {
        return source.table(spark, files, slicing.sampled(bytes));
    }
}
