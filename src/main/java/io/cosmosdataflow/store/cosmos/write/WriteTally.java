package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of one task; the client's threads add while the task's thread reads. */
final class WriteTally {

    private static final int REMEMBERED_REQUESTS = 256;

    private final Map<ErrorCode, Long> failed = new EnumMap<>(ErrorCode.class);
    private final List<WriteFailure> failures = new ArrayList<>();
    private final Map<String, Boolean> throttledRequests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_REQUESTS;
        }
    };
    private long written;
    private long bytes;
    private long throttled;
    private long retried;
    private long failedCount;
    private double charge;
    private boolean stopped;

    synchronized void written(int length) {
        written++;
        bytes += length;
    }

    synchronized void charged(double requestUnits) {
        charge += requestUnits;
    }

    synchronized void retried() {
        retried++;
    }

    /**
     * All operations of a request are answered one after the other; the request counts once.
     *
     * @return whether this is the first answer of the request
     */
    synchronized boolean throttled(String activity) {
        boolean first = throttledRequests.put(activity, Boolean.TRUE) == null;
        throttled += first ? 1 : 0;
        return first;
    }

    synchronized void failed(WriteFailure failure) {
        failedCount++;
        long count = failed.merge(failure.code(), 1L, Long::sum);
        if (count <= TaskOutcome.MOST_FAILURES) {
            failures.add(failure);
        }
    }

    synchronized void stopped() {
        stopped = true;
    }

    synchronized long failedCount() {
        return failedCount;
    }

    synchronized TaskOutcome outcome() {
        return new TaskOutcome(written, bytes, charge, throttled, retried, failed, failures, stopped);
    }
}
