package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.spark.UnorderedRows;
import io.cosmosdataflow.store.Columns;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The documents of all pages as a table of Spark. Pages follow from each other, so that one task reads them. */
record RestTable(RestRead read) implements SupportsRead, UnorderedRows {

    private static final StructType SCHEMA = new StructType().add(Columns.DOCUMENT, DataTypes.StringType, false);

    @Override
    public String name() {
        return "rest, " + read.linkedService();
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
        return () -> new Pages(read);
    }

    @Override
    public String toString() {
        return name();
    }

    private record Pages(RestRead read) implements Scan, Batch {

        @Override
        public StructType readSchema() {
            return SCHEMA;
        }

        @Override
        public String description() {
            return "rest, " + read.linkedService();
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return new InputPartition[] {new Whole()};
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return new Factory(read);
        }

        @Override
        public String toString() {
            return description();
        }
    }

    private record Whole() implements InputPartition {}

    private record Factory(RestRead read) implements PartitionReaderFactory {

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new PageReader(read);
        }

        @Override
        public String toString() {
            return "rest, " + read.linkedService();
        }
    }
}
