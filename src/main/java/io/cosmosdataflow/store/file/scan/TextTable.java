package io.cosmosdataflow.store.file.scan;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Text files as a table that Spark scans; its own scan and batch, since there is nothing to push down. */
final class TextTable implements SupportsRead, Scan, Batch {

    private final TextReaderFactory readers;
    private final StructType schema;
    private final List<List<FileSlice>> partitions;

    TextTable(TextReaderFactory readers, StructType schema, List<List<FileSlice>> partitions) {
        this.readers = readers;
        this.schema = schema;
        this.partitions = partitions;
    }

    @Override
    public String name() {
        return "text files";
    }

    @Override
    @SuppressWarnings("deprecation") // the only schema method of Table that Spark 3.4 knows everywhere
    public StructType schema() {
        return schema;
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
        return schema;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return partitions.stream().map(TextPartition::new).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return readers;
    }

    /** The slices of one task. */
    record TextPartition(List<FileSlice> slices) implements InputPartition {}
}
