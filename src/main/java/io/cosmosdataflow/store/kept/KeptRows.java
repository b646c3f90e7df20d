package io.cosmosdataflow.store.kept;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Rows of a Dataset in files of one folder, a file for each partition with rows, to be read again with the same
 * partitions, order and values.
 */
final class KeptRows {

    /** Those that this driver writes or has planned to read, by ticket: options of a DataSource show up in plans. */
    private static final Map<String, KeptRows> OPEN = new ConcurrentHashMap<>();

    private final StructType schema;
    private final String folder;
    private final SerializableConfiguration configuration;
    private volatile List<KeptFile> files = List.of();

    private KeptRows(StructType schema, String folder, Configuration configuration) {
        this.schema = schema;
        this.folder = folder;
        this.configuration = new SerializableConfiguration(configuration);
    }

    /**
     * Computes the rows once, in a Spark job.
     *
     * @param folder URI that all executors reach; made if it is missing
     */
    static Dataset<Row> write(Dataset<Row> rows, String folder, Configuration configuration) {
        KeptRows kept = new KeptRows(rows.schema(), folder, configuration);
        String ticket = UUID.randomUUID().toString();
        OPEN.put(ticket, kept);
        try {
            rows.write()
                    .format(KeptRowsProvider.class.getName())
                    .option(KeptRowsProvider.TICKET, ticket)
                    .mode(SaveMode.Append)
                    .save();
            return kept.read(rows.sparkSession(), ticket);
        } finally {
            OPEN.remove(ticket);
        }
    }

    /** The relation that Spark plans has the object itself, and needs the ticket no more. */
    private Dataset<Row> read(SparkSession spark, String ticket) {
        return spark.read()
                .format(KeptRowsProvider.class.getName())
                .option(KeptRowsProvider.TICKET, ticket)
                .load();
    }

    static KeptRows get(String ticket) {
        KeptRows kept = OPEN.get(ticket);
        if (kept == null) {
            throw new IllegalStateException("These rows are planned already, or were kept by another driver.");
        }
        return kept;
    }

    StructType schema() {
        return schema;
    }

    String folder() {
        return folder;
    }

    SerializableConfiguration configuration() {
        return configuration;
    }

    List<KeptFile> files() {
        return files;
    }

    /** @param written by partition; null where there are no rows */
    void written(KeptFile[] written) {
        files = Arrays.stream(written).filter(each -> each != null).toList();
    }
}
