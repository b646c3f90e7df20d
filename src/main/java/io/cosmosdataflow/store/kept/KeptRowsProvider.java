package io.cosmosdataflow.store.kept;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/** The DataSource V2 that writes and reads {@link KeptRows}. Its only option is a ticket of this driver. */
public final class KeptRowsProvider implements TableProvider {

    static final String TICKET = "ticket";

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return KeptRows.get(options.get(TICKET)).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new KeptTable(KeptRows.get(new CaseInsensitiveStringMap(properties).get(TICKET)));
    }

    private record KeptTable(KeptRows rows)
            implements SupportsWrite, WriteBuilder, Write, BatchWrite, SupportsRead, ScanBuilder, Scan, Batch {

        @Override
        public String name() {
            return "rows kept in " + rows.folder();
        }

        @Override
        @SuppressWarnings("deprecation") // the only schema method of Table that Spark 3.4 knows everywhere
        public StructType schema() {
            return rows.schema();
        }

        @Override
        public Set<TableCapability> capabilities() {
            return EnumSet.of(
                    TableCapability.BATCH_WRITE, TableCapability.BATCH_READ, TableCapability.ACCEPT_ANY_SCHEMA);
        }

        @Override
        public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
            return this;
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return this;
        }

        @Override
        public KeptTable build() {
            return this;
        }

        @Override
        public KeptTable toBatch() {
            return this;
        }

        @Override
        public String description() {
            return name();
        }

        /** Both a write and a scan have some, and this has none. */
        @Override
        public CustomMetric[] supportedCustomMetrics() {
            return new CustomMetric[0];
        }

        @Override
        public StructType readSchema() {
            return rows.schema();
        }

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            return new Writers(rows.folder(), rows.schema().size(), rows.configuration());
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {
            KeptFile[] files = new KeptFile[messages.length];
            for (int i = 0; i < files.length; i++) {
                files[i] = ((Written) messages[i]).file();
            }
            rows.written(files);
        }

        /** The folder goes with the activity. */
        @Override
        public void abort(WriterCommitMessage[] messages) {}

        @Override
        public InputPartition[] planInputPartitions() {
            return rows.files().stream().map(Part::new).toArray(InputPartition[]::new);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return new Readers(rows.schema().size(), rows.configuration());
        }

        @Override
        public String toString() {
            return name();
        }
    }

    private record Part(KeptFile file) implements InputPartition {}

    /** @param file null if the partition has no rows */
    private record Written(KeptFile file) implements WriterCommitMessage {}

    private record Writers(String folder, int columns, SerializableConfiguration configuration)
            implements DataWriterFactory {

        @Override
        public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
            return new PartitionWriter(
                    KeptFile.in(folder, "part-" + partitionId + "-" + taskId), columns, configuration);
        }
    }

    /** A file for each attempt at a partition; the driver takes that of the attempt that has succeeded. */
    private static final class PartitionWriter implements DataWriter<InternalRow> {

        private final KeptFile file;
        private final int columns;
        private final SerializableConfiguration configuration;
        private KeptFile.Writer writer;

        PartitionWriter(KeptFile file, int columns, SerializableConfiguration configuration) {
            this.file = file;
            this.columns = columns;
            this.configuration = configuration;
        }

        @Override
        public void write(InternalRow row) throws IOException {
            if (writer == null) {
                writer = file.writer(configuration.value(), columns);
            }
            writer.write(row);
        }

        @Override
        public WriterCommitMessage commit() throws IOException {
            if (writer == null) {
                return new Written(null);
            }
            writer.finish();
            close();
            return new Written(file);
        }

        @Override
        public void abort() throws IOException {
            close();
            Path path = new Path(file.path());
            path.getFileSystem(configuration.value()).delete(path, false);
        }

        @Override
        public void close() throws IOException {
            if (writer != null) {
                KeptFile.Writer open = writer;
                writer = null;
                open.close();
            }
        }
    }

    private record Readers(int columns, SerializableConfiguration configuration) implements PartitionReaderFactory {

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            try {
                return new PartitionOfFile(((Part) partition).file().reader(configuration.value(), columns));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record PartitionOfFile(KeptFile.Reader rows) implements PartitionReader<InternalRow> {

        @Override
        public boolean next() throws IOException {
            return rows.next();
        }

        @Override
        public InternalRow get() {
            return rows.row();
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
