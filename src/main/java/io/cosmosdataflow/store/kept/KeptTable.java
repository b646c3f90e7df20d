package io.cosmosdataflow.store.kept;

import io.cosmosdataflow.store.provider.WholeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** {@link KeptFile}s as a table, each a partition. */
final class KeptTable extends WholeTable {

    KeptTable(String name, StructType schema, List<KeptFile> files, SerializableConfiguration configuration) {
        super(name, schema, files.stream().map(Part::new).toList(), new Readers(schema.size(), configuration));
    }

    private record Part(KeptFile file) implements InputPartition {}

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
