package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.spark.Repeatability;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import io.cosmosdataflow.store.cosmos.reject.RejectDrafts;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import io.cosmosdataflow.store.provider.RowsSink;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where rows of {@link WriteRows} go, and within which limits.
 *
 * @param repeats whether an earlier run from the same start may have written some of the rows: an insert that
 *     meets an identical document then counts as written
 * @param columns whether documents are made of columns, where a null may be a member that is missing
 * @param absentDeletes whether a delete may find nothing; else it is refused, as Data Factory does
 * @param rejecting what happens to documents that the service refuses; if empty, they end the activity
 */
public record DocumentsToWrite(
        ContainerAddress address,
        PartitionKeyShape partitionKey,
        WriteLimits limits,
        boolean repeats,
        boolean columns,
        boolean absentDeletes,
        Optional<Rejecting> rejecting) {

    /** A first run, which a refused document ends. */
    public DocumentsToWrite(ContainerAddress address, PartitionKeyShape partitionKey, WriteLimits limits) {
        this(address, partitionKey, limits, false, false, false, Optional.empty());
    }

    public DocumentsToWrite withRejecting(Rejecting to) {
        return withRejecting(Optional.of(to));
    }

    public DocumentsToWrite withRejecting(Optional<Rejecting> to) {
        return new DocumentsToWrite(address, partitionKey, limits, repeats, columns, absentDeletes, to);
    }

    public DocumentsToWrite withRepeats(boolean may) {
        return new DocumentsToWrite(address, partitionKey, limits, may, columns, absentDeletes, rejecting);
    }

    /** Of rows of a data flow. */
    public DocumentsToWrite ofColumns() {
        return new DocumentsToWrite(address, partitionKey, limits, repeats, true, absentDeletes, rejecting);
    }

    public DocumentsToWrite withAbsentDeletes(boolean may) {
        return new DocumentsToWrite(address, partitionKey, limits, repeats, columns, may, rejecting);
    }

    /**
     * Writes all rows, in one Spark job. What is rejected is in its place when this returns or throws.
     *
     * @return what was done; documents that the service refuses are listed there and end nothing
     * @throws JobException {@link ErrorCode#TooManyRejects}; {@link ErrorCode#FileStoreFailed} if rejects cannot
     *     be kept
     * @throws RuntimeException if the job fails: the source cannot be read, or Cosmos DB cannot be reached
     */
    public TaskOutcome write(Dataset<Row> rows) {
        SparkContext spark = rows.sparkSession().sparkContext();
        Optional<RejectDrafts> drafts =
                rejecting.map(to -> new RejectDrafts(to, UUID.randomUUID().toString()));
        boolean ordered = Repeatability.of(rows).ordered();
        try (RequestCharge charge = new RequestCharge(spark)) {
            RowsSink<TaskOutcome> sink = new RowsSink<>(
                    "cosmos " + address.database() + "." + address.container(),
                    WriteRows.SCHEMA,
                    partitions -> writers(ConcurrentTasks.of(spark, partitions), drafts, ordered, charge),
                    WriteMetrics.all(),
                    TaskOutcome.NOTHING,
                    TaskOutcome::plus);
            write(rows, sink, drafts);
            TaskOutcome outcome = sink.outcome().withRequestCharge(charge.total());
            throwIfTooMany(outcome);
            return outcome;
        }
    }

    /**
     * For the executors.
     *
     * @param tasks that run at a time
     * @param ordered whether a task that runs again gets its rows in the same order
     * @param charge of all tasks
     */
    private DocumentWriterFactory writers(
            int tasks, Optional<RejectDrafts> drafts, boolean ordered, RequestCharge charge) {
        return new DocumentWriterFactory(
                address,
                partitionKey,
                limits.sharedBy(tasks),
                repeats,
                columns,
                absentDeletes,
                drafts.orElse(null),
                UUID.randomUUID().toString(),
                ordered,
                charge);
    }

    private static void write(Dataset<Row> rows, RowsSink<TaskOutcome> sink, Optional<RejectDrafts> drafts) {
        boolean decided;
        try {
            TaskOutcome outcome = sink.write(rows);
            decided = outcome.failed().count() == 0 && !outcome.stopped();
        } catch (Exception e) {
            // Spark throws checked exceptions without declaring them.
            keepInspiteOf(e, sink.outcome(), drafts);
            throw e;
        }
        keep(sink.outcome(), drafts, decided);
    }

    private static void keep(TaskOutcome outcome, Optional<RejectDrafts> drafts, boolean decided) {
        drafts.ifPresent(each -> {
            if (decided) {
                each.keep(outcome.rejectFiles());
            } else {
                each.keepAsFarAsItCame(outcome.rejectFiles());
            }
        });
    }

    private static void keepInspiteOf(Exception failure, TaskOutcome outcome, Optional<RejectDrafts> drafts) {
        try {
            keep(outcome, drafts, false);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Each task stops at the limit by itself; only here their sum is known. */
    private void throwIfTooMany(TaskOutcome outcome) {
        long rejected = outcome.rejected().count();
        if (rejecting.isPresent() && rejected > rejecting.get().maxErrors()) {
            throw JobException.of(
                    ErrorCode.TooManyRejects, WriteReport.tooManyRejects(outcome, address, rejecting.get()));
        }
    }
}
