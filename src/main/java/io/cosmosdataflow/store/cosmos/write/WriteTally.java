package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.ThroughputUse;
import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts of one task; the client's threads add while the task's thread reads. */
final class WriteTally {

    private static final int REMEMBERED_REQUESTS = 256;

    /** Documents that were not written. */
    private static final class Failures {
        private final Map<ErrorCode, Long> counts = new EnumMap<>(ErrorCode.class);
        private final List<WriteFailure> some = new ArrayList<>();
        private long all;

        void add(WriteFailure failure) {
            all++;
            if (counts.merge(failure.code(), 1L, Long::sum) <= NotWritten.MOST_NAMED) {
                some.add(failure);
            }
        }

        NotWritten toNotWritten() {
            return new NotWritten(counts, some);
        }
    }

    private final Optional<RequestCharge> ofAllTasks;
    private final Map<RowOperation, Long> rows = new EnumMap<>(RowOperation.class);
    private final Failures failed = new Failures();
    private final Failures rejected = new Failures();
    private final Map<String, Boolean> throttledRequests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_REQUESTS;
        }
    };
    private long unmatched;
    private long bytes;
    private long throttled;
    private long retried;
    private long answered;
    private long refused;
    private double charge;
    private boolean stopped;

    /** Of a task that nobody else counts. */
    WriteTally() {
        this.ofAllTasks = Optional.empty();
    }

    WriteTally(RequestCharge ofAllTasks) {
        this.ofAllTasks = Optional.of(ofAllTasks);
    }

    synchronized void written(RowOperation operation, int length) {
        rows.merge(operation, 1L, Long::sum);
        bytes += length;
    }

    synchronized void skipped() {
        rows.merge(RowOperation.SKIP, 1L, Long::sum);
    }

    /** A delete that found nothing. */
    synchronized void unmatched() {
        unmatched++;
    }

    synchronized void charged(double requestUnits) {
        charge += requestUnits;
        ofAllTasks.ifPresent(all -> all.add(requestUnits));
    }

    /**
     * An operation has come back.
     *
     * @param forWant whether it was refused for want of throughput
     */
    synchronized void answered(boolean forWant) {
        answered++;
        refused += forWant ? 1 : 0;
    }

    synchronized void retried() {
        retried++;
    }

    /**
     * All operations of a request are answered one after the other; the request counts once.
     *
     * @param activity of the request
     */
    synchronized void throttled(String activity) {
        throttled += throttledRequests.put(activity, Boolean.TRUE) == null ? 1 : 0;
    }

    synchronized void failed(WriteFailure failure) {
        failed.add(failure);
    }

    synchronized void rejected(WriteFailure failure) {
        rejected.add(failure);
    }

    synchronized void stopped() {
        stopped = true;
    }

    synchronized long failedCount() {
        return failed.all;
    }

    synchronized long rejectedCount() {
        return rejected.all;
    }

    synchronized TaskOutcome outcome() {
        return new TaskOutcome(
                new RowCounts(rows, unmatched, 0),
                bytes,
                new TaskOutcome.Requested(
                        charge, throttled, retried, new ThroughputUse(0, answered, refused, Duration.ZERO)),
                failed.toNotWritten(),
                rejected.toNotWritten(),
                List.of(),
                stopped);
    }
}
