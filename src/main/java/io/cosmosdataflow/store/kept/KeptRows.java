package io.cosmosdataflow.store.kept;

import io.cosmosdataflow.store.provider.OpenTables;
import io.cosmosdataflow.store.provider.RowsSink;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Rows of a Dataset in files of one folder, a file for each partition with rows, to be read again with the same
 * partitions, order and values.
 */
final class KeptRows {

    private KeptRows() {}

    /**
     * Computes the rows once, in a Spark job.
     *
     * @param folder URI that all executors reach; made if it is missing
     */
    static Dataset<Row> write(Dataset<Row> rows, String folder, Configuration configuration) {
        SerializableConfiguration files = new SerializableConfiguration(configuration);
        StructType schema = rows.schema();
        String name = "rows kept in " + folder;
        RowsSink<KeptWriters.Written> sink = new RowsSink<>(
                name,
                schema,
                partitions -> new KeptWriters(folder, schema.size(), files),
                KeptWriters.Written.NOTHING,
                KeptWriters.Written::plus);
        List<KeptFile> written = sink.write(rows).files();
        return OpenTables.read(rows.sparkSession(), new KeptTable(name, schema, written, files));
    }
}
