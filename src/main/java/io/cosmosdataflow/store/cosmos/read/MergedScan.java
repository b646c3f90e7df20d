package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Reads a query whose result is merged from all ranges of the container: one task, which streams the pages of
 * the SDK's cross-partition query and keeps their order.
 */
record MergedScan(DocumentsToRead documents, ReadMeter meter) implements DocumentsScan {

    @Override
    public String description() {
        return "cosmos, merged, " + documents.shown();
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return new InputPartition[] {new Whole()};
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new Factory(
                documents.address(),
                documents.query().orElseThrow(),
                documents.pageSize().orElse(0),
                documents.systemProperties(),
                meter);
    }

    private record Whole() implements InputPartition {}

    private record Factory(
            ContainerAddress address, String query, int pageSize, boolean systemProperties, ReadMeter meter)
            implements PartitionReaderFactory {

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new MergedReader(address, query, pageSize, systemProperties, meter);
        }
    }
}
