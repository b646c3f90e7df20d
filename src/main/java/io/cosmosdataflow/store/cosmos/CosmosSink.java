package io.cosmosdataflow.store.cosmos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.PartlyWritten;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.write.DocumentsToWrite;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.store.cosmos.write.WriteReport;
import io.cosmosdataflow.store.cosmos.write.WriteRows;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A container as a sink; takes {@link Columns#DOCUMENT}s and sends their text as it is. */
public final class CosmosSink implements SinkStore {

    private final ContainerAddress address;
    private final CosmosSinkSettings settings;
    private final Optional<Rejecting> rejecting;
    private final Consumer<String> remark;

    /** Documents that the service refuses end the activity. */
    public CosmosSink(ContainerAddress address, CosmosSinkSettings settings) {
        this(address, settings, Optional.empty(), nothing -> {});
    }

    /**
     * @param rejecting what happens to documents that the service refuses; if empty, they end the activity
     * @param remark takes what the user should see
     */
    public CosmosSink(
            ContainerAddress address,
            CosmosSinkSettings settings,
            Optional<Rejecting> rejecting,
            Consumer<String> remark) {
        this.address = address;
        this.settings = settings;
        this.rejecting = rejecting;
        this.remark = remark;
    }

    public ContainerAddress address() {
        return address;
    }

    @Override
    public boolean hierarchical() {
        return true;
    }

    /** {@inheritDoc} An insert that meets what an earlier attempt has written must be equal to it. */
    @Override
    public List<String> identity(List<String> columns) {
        return columns;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A document without an id gets one, which stays the same when Spark runs a task again. Documents that
     * the service refuses do not keep the others from being written; the activity then fails, naming up to
     * twenty of each kind and their number. With rejecting they are {@code skipped} instead, unless somebody else
     * is told of each of them and counts.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CosmosConflict}, {@code CosmosRequestTooLarge},
     *     {@code CosmosDocumentInvalid}, {@code CosmosWriteFailed} for documents; {@code TooManyRejects}; {@code CosmosUnreachable},
     *     {@code CosmosUnauthorized}, {@code CosmosNotFound} at once
     */
    @Override
    public StoreMetrics write(Dataset<Row> data) {
        RowOperation operation =
                switch (settings.writeBehavior()) {
                    case INSERT -> RowOperation.INSERT;
                    case UPSERT -> RowOperation.UPSERT;
                };
        Dataset<Row> rows = data.select(
                lit(operation.name()).as(WriteRows.OPERATION),
                col(Columns.DOCUMENT).as(WriteRows.DOCUMENT));
        TaskOutcome outcome = written(rows);
        WriteReport.throwIfFailed(outcome, address);
        rejecting.flatMap(to -> WriteReport.rejected(outcome, address, to)).ifPresent(remark);
        return metrics(outcome);
    }

    private TaskOutcome written(Dataset<Row> rows) {
        PartitionKeyShape partitionKey;
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            partitionKey = containers.partitionKey(address.database(), address.container());
        }
        WriteLimits limits = WriteLimits.of(settings.writeBatchSize(), settings.writeBatchTimeout());
        try {
            return new DocumentsToWrite(address, partitionKey, limits)
                    .withRejecting(rejecting)
                    .write(rows);
        } catch (Exception e) {
            // Spark throws checked exceptions without declaring them.
            throw ServiceFaults.ours(e)
                    .<RuntimeException>map(ours -> ours)
                    .orElseGet(() -> new PartlyWritten(
                            "Documents may have been written to " + address + " before it, and they stay.", e));
        }
    }

    private StoreMetrics metrics(TaskOutcome outcome) {
        StoreMetrics metrics = StoreMetrics.ofRows(outcome.written()).withBytes(outcome.bytes());
        if (rejecting.isPresent() && rejecting.get().skipped().isEmpty()) {
            metrics = metrics.withSkipped(outcome.rejected().count());
        }
        return settings.disableMetricsCollection()
                ? metrics
                : metrics.withRequests(
                                outcome.requests().charge(), outcome.requests().throttled())
                        .withUse(outcome.requests().use());
    }

    @Override
    public void close() {
        // Nothing is held between writes: clients belong to the JVM.
    }
}
