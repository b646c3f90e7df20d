package io.cosmosdataflow.store.kept;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/** Reads {@link KeptFile}s, each as a partition. */
record KeptTable(String name, StructType schema, List<KeptFile> files, SerializableConfiguration configuration)
        implements SupportsRead, ScanBuilder, Scan, Batch {

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return this;
    }

    @Override
    public Scan build() {
        return this;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public StructType readSchema() {
        return schema;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return files.stream().map(Part::new).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new Readers(schema.size(), configuration);
    }

    @Override
    public String toString() {
        return name;
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
