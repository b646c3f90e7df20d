package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.Patience;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.sdk.ConnectorOptions;
import io.cosmosdataflow.store.cosmos.sdk.RememberedRanges;
import java.util.Map;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Reads range by range through the Spark connector. */
final class PartitionedScan implements DocumentsScan {

    private final DocumentsToRead documents;
    private final ReadMeter meter;
    private Batch inner;
    /** Null until partitions are planned. */
    private PhysicalRanges ranges;

    PartitionedScan(DocumentsToRead documents, ReadMeter meter) {
        this.documents = documents;
        this.meter = meter;
    }

    @Override
    public String description() {
        return "cosmos " + documents.shown();
    }

    @Override
    public InputPartition[] planInputPartitions() {
        try {
            return Patience.ask(() -> {
                RememberedRanges.forget();
                ranges = PhysicalRanges.of(documents.address());
                return inner().planInputPartitions();
            });
        } catch (Exception e) {
            throw ServiceFaults.reading(e, documents.address());
        }
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        if (ranges == null) {
            planInputPartitions();
        }
        return new PartitionedReaderFactory(
                new PatientReaderFactory(inner().createReaderFactory()),
                documents.address(),
                documents.systemProperties(),
                meter,
                ranges);
    }

    private Batch inner() {
        if (inner == null) {
            Map<String, String> options = ConnectorOptions.of(documents.address());
            ConnectorOptions.readInParallel(options);
            documents.query().ifPresent(query -> options.put("spark.cosmos.read.customQuery", query));
            documents
                    .pageSize()
                    .ifPresent(size -> options.put("spark.cosmos.read.maxItemCount", Integer.toString(size)));
            inner = ConnectorOptions.scan(options).toBatch();
        }
        return inner;
    }
}
