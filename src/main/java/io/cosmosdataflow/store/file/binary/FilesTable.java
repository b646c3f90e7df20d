package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.provider.WholeTable;
import io.cosmosdataflow.store.storage.ListedFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Files that are to be copied, as a table: a row is a file, a partition is the share of a task. Has no contents. */
final class FilesTable {

    static final StructType SCHEMA = new StructType()
            .add("uri", DataTypes.StringType)
            .add("relative", DataTypes.StringType)
            .add("length", DataTypes.LongType)
            .add("modified", DataTypes.LongType);

    private FilesTable() {}

    /** @param shares of each task */
    static WholeTable of(List<List<ListedFile>> shares) {
        return new WholeTable(
                "files as they are", SCHEMA, shares.stream().map(Share::new).toList(), new Readers());
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
