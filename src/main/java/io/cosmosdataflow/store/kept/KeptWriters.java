package io.cosmosdataflow.store.kept;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.util.SerializableConfiguration;

/** Writes {@link KeptFile}s: one for each attempt at a partition; the driver takes that of the one that succeeds. */
record KeptWriters(String folder, int columns, SerializableConfiguration configuration) implements DataWriterFactory {

    /** @param files in the order of their partitions; none for a partition without rows */
    record Written(List<KeptFile> files) implements WriterCommitMessage {

        static final Written NOTHING = new Written(List.of());

        Written plus(Written other) {
            return new Written(
                    Stream.concat(files.stream(), other.files.stream()).toList());
        }
    }

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        return new PartitionWriter(KeptFile.in(folder, "part-" + partitionId + "-" + taskId), columns, configuration);
    }

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
                return Written.NOTHING;
            }
            writer.finish();
            close();
            return new Written(List.of(file));
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
}
