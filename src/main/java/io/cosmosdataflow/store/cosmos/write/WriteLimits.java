package io.cosmosdataflow.store.cosmos.write;

import java.io.Serializable;
import java.time.Duration;

/**
 * Bounds of one task's writes.
 *
 * @param operations how many may be with the bulk executor at a time
 * @param bytes how much text they may hold, UTF-8; one larger document still goes
 * @param patience how long an operation is tried again without anything else getting through
 * @param failures after how many documents that cannot be written a task stops trying the rest
 */
public record WriteLimits(int operations, long bytes, Duration patience, int failures) implements Serializable {

    private static final long IN_FLIGHT_BYTES = 8L << 20;
    private static final int FAILURES = 1_000;

    public WriteLimits {
        if (operations < 1 || bytes < 1 || failures < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** The service takes at most 100 operations a request. */
    static final int OPERATIONS_OF_A_REQUEST = 100;

    public static WriteLimits of(int writeBatchSize, Duration patience) {
        return new WriteLimits(writeBatchSize, IN_FLIGHT_BYTES, patience, FAILURES);
    }

    int operationsOfARequest() {
        return Math.min(operations, OPERATIONS_OF_A_REQUEST);
    }
}
