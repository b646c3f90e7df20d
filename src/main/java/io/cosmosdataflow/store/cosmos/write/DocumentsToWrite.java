package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import io.cosmosdataflow.store.cosmos.reject.RejectDrafts;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.kept.Repeatability;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

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
        try (RequestCharge charge = new RequestCharge(rows.sparkSession().sparkContext())) {
            return write(rows, new OpenWrites.Write(this, Repeatability.of(rows).ordered(), charge));
        }
    }

    private TaskOutcome write(Dataset<Row> rows, OpenWrites.Write write) {
        String ticket = OpenWrites.add(write);
        boolean decided = false;
        try {
            rows.write()
                    .format(WritesProvider.class.getName())
                    .option(WritesProvider.TICKET, ticket)
                    .mode(SaveMode.Append)
                    .save();
            decided = write.outcome().failed().count() == 0 && !write.outcome().stopped();
        } catch (Exception e) {
            // Spark throws checked exceptions without declaring them.
            keepInspiteOf(e, write);
            throw e;
        } finally {
            OpenWrites.remove(ticket);
        }
        keep(write, decided);
        throwIfTooMany(write.outcome());
        return write.outcome();
    }

    private static void keep(OpenWrites.Write write, boolean decided) {
        if (write.drafts().isPresent()) {
            RejectDrafts drafts = write.drafts().get();
            if (decided) {
                drafts.keep(write.outcome().rejectFiles());
            } else {
                drafts.keepAsFarAsItCame(write.outcome().rejectFiles());
            }
        }
    }

    private static void keepInspiteOf(Exception failure, OpenWrites.Write write) {
        try {
            keep(write, false);
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
