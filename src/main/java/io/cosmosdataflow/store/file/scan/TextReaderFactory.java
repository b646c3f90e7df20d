package io.cosmosdataflow.store.file.scan;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** What executors need to read slices; it travels once per stage, the slices with each task. */
record TextReaderFactory(TextSource source, List<String> columns, List<String> partitionColumns)
        implements PartitionReaderFactory {

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new TextReader(this, ((Slices) partition).slices());
    }

    /** Those of one task. */
    record Slices(List<FileSlice> slices) implements InputPartition {}
}
