package io.cosmosdataflow.store.local;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads the files that stand-ins begin with, as sources read them. */
@FunctionalInterface
public interface SeedFiles {

    /**
     * The rows of a file: of {@code .csv} columns of text with the names of its first line, of other files {@link
     * io.cosmosdataflow.store.Columns#DOCUMENT}s.
     *
     * @param file in a folder of a folder
     */
    Dataset<Row> rows(Path file, SparkSession spark);
}
