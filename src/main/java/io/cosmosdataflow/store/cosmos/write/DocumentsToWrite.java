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
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where rows of {@link WriteRows} go, and within which limits.
 *
 * @param rejecting what happens to documents that the service refuses; if empty, they end the activity
 */
public record DocumentsToWrite(ContainerWrite to, Optional<Rejecting> rejecting) {

    /** A first run, which a refused document ends. */
    public DocumentsToWrite(ContainerAddress address, PartitionKeyShape partitionKey, WriteLimits limits) {
        this(new ContainerWrite(address, partitionKey, limits), Optional.empty());
    }

    public DocumentsToWrite withRejecting(Rejecting wanted) {
        return withRejecting(Optional.of(wanted));
    }

    public DocumentsToWrite withRejecting(Optional<Rejecting> wanted) {
        return new DocumentsToWrite(to, wanted);
    }

    public DocumentsToWrite withRepeats(boolean may) {
        return new DocumentsToWrite(to.withRepeats(may), rejecting);
    }

    /** Of rows of a data flow. */
    public DocumentsToWrite ofColumns() {
        return new DocumentsToWrite(to.ofColumns(), rejecting);
    }

    public DocumentsToWrite withAbsentDeletes(boolean may) {
        return new DocumentsToWrite(to.withAbsentDeletes(may), rejecting);
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
                rejecting.map(each -> new RejectDrafts(each, UUID.randomUUID().toString()));
        boolean ordered = Repeatability.of(rows).ordered();
        try (RequestCharge charge = new RequestCharge(spark)) {
            RowsSink<TaskOutcome> sink = new RowsSink<>(
                    "cosmos " + to.address().database() + "." + to.address().container(),
                    WriteRows.SCHEMA,
                    partitions -> new DocumentWriterFactory(
                            to.sharedBy(ConcurrentTasks.of(spark, partitions)),
                            drafts.orElse(null),
                            UUID.randomUUID().toString(),
                            ordered,
                            charge),
                    WriteMetrics.all(),
                    TaskOutcome.NOTHING,
                    TaskOutcome::plus);
            long begin = System.nanoTime();
            write(rows, sink, drafts);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            TaskOutcome outcome = sink.outcome().withRequestCharge(charge.total(), took);
            throwIfTooMany(outcome);
            return outcome;
        }
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
                    ErrorCode.TooManyRejects, WriteReport.tooManyRejects(outcome, to.address(), rejecting.get()));
        }
    }
}
