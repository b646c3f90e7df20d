package io.cosmosdataflow.store.provider;

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

/** A table that Spark reads as it is: its own scan and batch, since there is nothing to push down. */
public class WholeTable implements SupportsRead, Scan, Batch {

    private final String name;
    private final StructType schema;
    private final List<? extends InputPartition> partitions;
    private final PartitionReaderFactory readers;

    /** @param partitions each of which a task reads */
    public WholeTable(
            String name, StructType schema, List<? extends InputPartition> partitions, PartitionReaderFactory readers) {
        this.name = name;
        this.schema = schema;
        this.partitions = partitions;
        this.readers = readers;
    }

    @Override
    public String name() {
        return name;
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
        return partitions.toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return readers;
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
