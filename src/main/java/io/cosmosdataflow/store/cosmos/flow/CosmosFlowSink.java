package io.cosmosdataflow.store.cosmos.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.project.DocumentText;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.document.KeyPath;
import io.cosmosdataflow.store.cosmos.document.SystemProperties;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.write.DocumentsToWrite;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.store.cosmos.write.WriteReport;
import io.cosmosdataflow.store.cosmos.write.WriteRows;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import io.cosmosdataflow.store.kind.PartitionBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A container as a sink of a data flow: each row becomes a document, and its policy the operation. Inserts, updates,
 * upserts and deletes are one write, in which rows of one document keep their order.
 *
 * <p>Columns that are called like the service's own properties are not written.
 */
public final class CosmosFlowSink implements FlowSinkStore {

    private static final List<String> MARKS = List.of(RowPolicy.COLUMN, RowMark.SOURCE_KEY.column());
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String ADVICE =
            "Let alter row mark such rows as upserts, or take them as rejects with errorHandlingOption: 'allErrors'.";

    private final ContainerAddress address;
    private final CosmosFlowSinkSettings settings;
    private final Optional<PartitionBy> partitionBy;
    private final Optional<Rejecting> rejecting;
    private final Consumer<String> remark;
    private boolean absentDeletes;

    /**
     * @param rejecting what happens to documents that the service refuses; if empty, they end the activity
     * @param remark takes what the user should see
     */
    public CosmosFlowSink(
            ContainerAddress address,
            CosmosFlowSinkSettings settings,
            Optional<PartitionBy> partitionBy,
            Optional<Rejecting> rejecting,
            Consumer<String> remark) {
        this.address = address;
        this.settings = settings;
        this.partitionBy = partitionBy;
        this.rejecting = rejecting;
        this.remark = remark;
    }

    public ContainerAddress address() {
        return address;
    }

    /** RU/s that the container is to have at least while it is written. */
    public OptionalInt throughput() {
        return settings.throughput();
    }

    @Override
    public boolean recreates() {
        return settings.recreate();
    }

    /**
     * {@inheritDoc} Makes a container that is missing.
     *
     * @throws JobException {@link ErrorCode#CosmosKeyInvalid} if it is missing, and no partition key is set
     */
    @Override
    public void recreate() {
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            boolean exists = containers.exists(address.database(), address.container());
            containers.recreate(
                    address.database(),
                    address.container(),
                    settings.partitionKey(),
                    exists ? OptionalInt.empty() : settings.throughput());
        }
    }

    /** @throws JobException {@link ErrorCode#CosmosKeyInvalid}, {@link ErrorCode#CosmosNotFound} */
    @Override
    public void prepare(StructType columns, boolean marked) {
        KeyColumns.noId(columns).ifPresent(why -> {
            throw JobException.of(ErrorCode.CosmosKeyInvalid, why + " in " + address + ". Write id = toString(id).");
        });
        KeyColumns.missing(settings, columns, marked).ifPresent(why -> {
            throw JobException.of(ErrorCode.CosmosKeyInvalid, why + " in " + address + ". Map the column in the sink.");
        });
        boolean unsaid = settings.partitionKey().isEmpty() && CosmosFlowSinkSettings.needsKey(settings.allowed());
        if (!settings.recreate() || unsaid) {
            PartitionKeyShape key = requirePartitionKey();
            if (marked && CosmosFlowSinkSettings.needsKey(settings.allowed())) {
                KeyColumns.unmapped(key.paths(), columns).ifPresent(why -> {
                    throw JobException.of(
                            ErrorCode.CosmosKeyInvalid, why + " of " + address + ". Map the column in the sink.");
                });
            }
        }
    }

    private PartitionKeyShape requirePartitionKey() {
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            PartitionKeyShape key = containers.partitionKey(address.database(), address.container());
            List<String> written = settings.partitionKey();
            if (written.isEmpty() && !key.hierarchical() && CosmosFlowSinkSettings.needsKey(settings.allowed())) {
                throw JobException.of(
                        ErrorCode.CosmosKeyInvalid,
                        CosmosFlowSinkSettings.PARTITION_KEY_MISSED + ": the sink updates or deletes in " + address
                                + ", and has no partition key. Set partitionKey: ['"
                                + key.paths().get(0) + "'].");
            }
            if (!written.isEmpty() && !key.paths().equals(written)) {
                throw JobException.of(
                        ErrorCode.CosmosKeyInvalid,
                        "DF-Cosmos-InvalidPartitionKey: the sink's partition key is '" + String.join("', '", written)
                                + "', that of " + address + " is '" + String.join("', '", key.paths())
                                + "'. Write it as the container has it, upper and lower case too.");
            }
            return key;
        }
    }

    @Override
    public void takesChanges() {
        absentDeletes = true;
    }

    /** {@inheritDoc} Those are the documents that updates and deletes are about. */
    @Override
    public boolean asksForSourceKeys() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>An insert that meets what an earlier attempt has written must be equal to it; all else goes by id and
     * partition key.
     */
    @Override
    public List<String> identity(List<String> columns) {
        boolean keyed = columns.contains(RowPolicy.COLUMN)
                && !settings.allowed().contains(RowPolicy.INSERT)
                && !settings.partitionKey().isEmpty()
                && partitionBy.isEmpty();
        if (!keyed) {
            return columns;
        }
        return Stream.concat(
                        Stream.concat(Stream.of("id"), MARKS.stream().filter(columns::contains)),
                        settings.partitionKey().stream()
                                .map(path -> KeyPath.names(path).get(0)))
                .distinct()
                .toList();
    }

    /**
     * {@inheritDoc}
     *
     * @return rows by operation, and requests
     * @throws JobException {@code CosmosConflict}, {@code CosmosNotFound}, {@code CosmosRequestTooLarge}, {@code
     *     CosmosDocumentInvalid}, {@code CosmosWriteFailed} for documents that are no rejects; {@code TooManyRejects};
     *     {@code CosmosUnreachable}, {@code CosmosUnauthorized} at once
     */
    @Override
    public StoreMetrics write(Dataset<Row> rows, boolean repeats) {
        PartitionKeyShape partitionKey = requirePartitionKey();
        WriteLimits usual = WriteLimits.of(settings.batchSize(), PATIENCE);
        WriteLimits limits = settings.budget().isPresent()
                ? usual.withBudget(settings.budget().getAsInt())
                : usual;
        DocumentsToWrite documents = new DocumentsToWrite(address, partitionKey, limits)
                .ofColumns()
                .withRepeats(repeats)
                .withAbsentDeletes(absentDeletes)
                .withRejecting(rejecting);
        TaskOutcome outcome;
        try {
            outcome = documents.write(operations(rows));
        } catch (Exception e) {
            // Spark throws checked exceptions without declaring them.
            throw ServiceFaults.ours(e).orElseGet(() -> ExceptionUtils.rethrow(e));
        }
        WriteReport.throwIfFailed(outcome, address, ADVICE);
        report(outcome);
        return StoreMetrics.ofRows(
                        outcome.rows().withRejected(outcome.rejected().count()))
                .withRequests(outcome.requests().charge(), outcome.requests().throttled())
                .withUse(outcome.requests().use());
    }

    private void report(TaskOutcome outcome) {
        Optional<String> rejected = rejecting.flatMap(to -> WriteReport.rejected(outcome, address, to));
        if (rejected.isPresent() && !settings.refused().success()) {
            throw JobException.of(
                    ErrorCode.TooManyRejects,
                    rejected.get() + " All other rows are written; the activity fails because of"
                            + " reportSuccessOnError: false.");
        }
        rejected.ifPresent(remark);
        long skipped = outcome.rows().of(RowOperation.SKIP);
        if (skipped > 0) {
            remark.accept(skipped + (skipped == 1 ? " row was" : " rows were") + " not written to " + address
                    + ": the update method of the sink does not allow their policy.");
        }
    }

    private Dataset<Row> operations(Dataset<Row> given) {
        Dataset<Row> rows = partitionBy.map(by -> by.of(given)).orElse(given);
        List<String> columns = Arrays.stream(rows.columns())
                .filter(name -> !MARKS.contains(name) && !SystemProperties.NAMES.contains(name))
                .toList();
        List<String> all = Arrays.asList(rows.columns());
        List<Column> written = new ArrayList<>();
        written.add(
                all.contains(RowPolicy.COLUMN)
                        ? operation(col(RowPolicy.COLUMN))
                        : lit(operation(RowPolicy.INSERT).name()).as(WriteRows.OPERATION));
        written.add(new DocumentText(!settings.ignoreNullValues(), "", "")
                .of(rows, columns)
                .as(WriteRows.DOCUMENT));
        if (all.contains(RowMark.SOURCE_KEY.column())) {
            written.add(col(RowMark.SOURCE_KEY.column()).as(WriteRows.SOURCE_KEY));
        }
        return rows.select(written.toArray(Column[]::new));
    }

    private Column operation(Column policy) {
        Column operation = lit(operation(RowPolicy.INSERT).name());
        for (RowPolicy each : List.of(RowPolicy.UPDATE, RowPolicy.UPSERT, RowPolicy.DELETE)) {
            operation =
                    when(policy.equalTo(each.code()), operation(each).name()).otherwise(operation);
        }
        return operation.as(WriteRows.OPERATION);
    }

    private RowOperation operation(RowPolicy policy) {
        if (!settings.allowed().contains(policy)) {
            return RowOperation.SKIP;
        }
        return switch (policy) {
            case INSERT -> RowOperation.INSERT;
            case UPDATE -> RowOperation.UPDATE;
            case UPSERT -> RowOperation.UPSERT;
            case DELETE -> RowOperation.DELETE;
        };
    }
}
