package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.storage.ListedFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;

/** Files that are to be copied, as a table: a row is a file, a partition is the share of a task. Has no contents. */
final class FilesTable implements SupportsRead, Scan, Batch {

    static final StructType SCHEMA = new StructType()
            .add("uri", DataTypes.StringType)
            .add("relative", DataTypes.StringType)
            .add("length", DataTypes.LongType)
            .add("modified", DataTypes.LongType);

    private final List<List<ListedFile>> shares;

    FilesTable(List<List<ListedFile>> shares) {
        this.shares = shares;
    }

    /** The file of a row. */
    static ListedFile file(InternalRow row) {
        return new ListedFile(
                row.getUTF8String(0).toString(),
                row.getUTF8String(1).toString(),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Map.of());
    }

    @Override
    public String name() {
        return "files as they are";
    }

    @Override
    @SuppressWarnings("deprecation") // the only schema method of Table that Spark 3.4 knows everywhere
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return () -> this;
    }

    @Override
    public StructType readSchema() {
        return SCHEMA;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return shares.stream().map(Share::new).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new Readers();
    }

    private record Share(List<ListedFile> files) implements InputPartition {}

    private record Readers() implements PartitionReaderFactory {

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new Reader(((Share) partition).files());
        }
    }

    private static final class Reader implements PartitionReader<InternalRow> {

        private final List<ListedFile> files;
        private int place = -1;

        Reader(List<ListedFile> files) {
            this.files = files;
        }

        @Override
        public boolean next() {
            place++;
            return place < files.size();
        }

        @Override
        public InternalRow get() {
            ListedFile file = files.get(place);
            return new GenericInternalRow(new Object[] {
                UTF8String.fromString(file.uri()),
                UTF8String.fromString(file.relative()),
                file.length(),
                file.modified().toEpochMilli()
            });
        }

        @Override
        public void close() {
            // reads no store
        }
    }
}
