package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.ThroughputUse;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a task, or all of them, did.
 *
 * @param rows that are done: the service has confirmed them, or they were skipped; the rejected ones are counted apart
 * @param bytes UTF-8 length of the documents that were written
 * @param requests that were made for them
 * @param failed documents that end the activity
 * @param rejected documents that were refused and do not end it
 * @param rejectFiles names of the files that have the rejected ones
 * @param stopped whether the task left rows untried after too many failures or rejects
 */
public record TaskOutcome(
        RowCounts rows,
        long bytes,
        Requested requests,
        NotWritten failed,
        NotWritten rejected,
        List<String> rejectFiles,
        boolean stopped)
        implements WriterCommitMessage {

    public static final TaskOutcome NOTHING =
            new TaskOutcome(RowCounts.NONE, 0, Requested.NONE, NotWritten.NONE, NotWritten.NONE, List.of(), false);

    /**
     * @param charge request units, of failed and repeated requests too
     * @param throttled requests that were answered 429, in whole or in part
     * @param retried operations that were sent again
     * @param use of the container's throughput
     */
    public record Requested(double charge, long throttled, long retried, ThroughputUse use) implements Serializable {

        static final Requested NONE = new Requested(0, 0, 0, ThroughputUse.NONE);

        Requested plus(Requested other) {
            return new Requested(
                    charge + other.charge, throttled + other.throttled, retried + other.retried, use.plus(other.use));
        }
    }

    public TaskOutcome {
        rejectFiles = List.copyOf(rejectFiles);
    }

    /** Operations that the service has confirmed. */
    public long written() {
        return rows.written();
    }

    TaskOutcome plus(TaskOutcome other) {
        return new TaskOutcome(
                rows.plus(other.rows),
                bytes + other.bytes,
                requests.plus(other.requests),
                failed.plus(other.failed),
                rejected.plus(other.rejected),
                Stream.concat(rejectFiles.stream(), other.rejectFiles.stream()).toList(),
                stopped || other.stopped);
    }

    /** Of all tasks, that have taken so long. */
    TaskOutcome withRequestCharge(double requestUnits, Duration took) {
        Requested charged = new Requested(
                requestUnits,
                requests.throttled(),
                requests.retried(),
                requests.use().in(took));
        return new TaskOutcome(rows, bytes, charged, failed, rejected, rejectFiles, stopped);
    }

    /** @param unitsPerSecond RU/s */
    TaskOutcome withOffer(double unitsPerSecond) {
        ThroughputUse offered = requests.use().plus(new ThroughputUse(unitsPerSecond, 0, 0, Duration.ZERO));
        Requested made = new Requested(requests.charge(), requests.throttled(), requests.retried(), offered);
        return new TaskOutcome(rows, bytes, made, failed, rejected, rejectFiles, stopped);
    }

    TaskOutcome withRejectFiles(List<String> names) {
        return new TaskOutcome(rows, bytes, requests, failed, rejected, names, stopped);
    }
}
