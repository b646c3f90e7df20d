package io.cosmosdataflow.store.cosmos.write.bulk;

import java.io.Serializable;
import java.time.Duration;

/**
 * Bounds of one task's writes.
 *
 * @param operations how many may be in flight at a time
 * @param bytes how much text they may hold, UTF-8; one larger document still goes
 * @param patience how long an operation is tried again without anything else getting through
 * @param failures after how many documents that cannot be written a task stops trying the rest
 * @param budget of the whole write, shared by its tasks
 */
public record WriteLimits(int operations, long bytes, Duration patience, int failures, WriteBudget budget)
        implements Serializable {

    private static final long IN_FLIGHT_BYTES = 8L << 20;
    private static final int FAILURES = 1_000;
    /** What the service takes. */
    private static final int OPERATIONS_OF_A_REQUEST = 100;

    public WriteLimits {
        if (operations < 1 || bytes < 1 || failures < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    public static WriteLimits of(int writeBatchSize, Duration patience) {
        return new WriteLimits(writeBatchSize, IN_FLIGHT_BYTES, patience, FAILURES, WriteBudget.of(0));
    }

    /** @param unitsPerSecond RU/s that the whole write may spend, over all its tasks, whatever the offer allows */
    public WriteLimits withBudget(int unitsPerSecond) {
        return new WriteLimits(operations, bytes, patience, failures, WriteBudget.of(unitsPerSecond));
    }

    /**
     * For one write.
     *
     * @param tasks see {@link WriteBudget#shares()}
     */
    public WriteLimits sharedBy(int tasks) {
        WriteBudget ofOneWrite = WriteBudget.of(budget.unitsPerSecond()).sharedBy(tasks);
        return new WriteLimits(operations, bytes, patience, failures, ofOneWrite);
    }

    /**
     * How many operations of one range make a request. With this many for each range some range always has a
     * full request, so that operations never wait for others that the limits keep out.
     */
    int operationsOfARequest(int ranges) {
        return Math.max(1, Math.min(operations / ranges, OPERATIONS_OF_A_REQUEST));
    }

    /** With room for two full requests of each range. */
    WriteLimits over(int ranges) {
        return new WriteLimits(
                operations, Math.max(bytes, ranges * 2L * PartitionQueue.MOST_BYTES), patience, failures, budget);
    }
}
