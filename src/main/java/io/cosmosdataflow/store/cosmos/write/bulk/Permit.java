package io.cosmosdataflow.store.cosmos.write.bulk;

import java.time.Duration;

/** The right to make one request to a physical partition. It is used or given back, and then settled. */
interface Permit {

    /** What the request may cost: one operation may go that costs more. */
    double units();

    /** Whether somebody counts what it costs. */
    default boolean isMetered() {
        return Double.isFinite(units());
    }

    /** @param estimate of what it costs, in request units */
    void sends(double estimate);

    /**
     * @param charge of all operations, in request units
     * @param refused what those would have cost that were answered 429
     * @param retryAfter the longest that they were told to wait
     */
    void answered(double charge, double refused, Duration retryAfter);

    /** Nobody knows what became of the request: it counts as what was estimated. */
    void unanswered();

    /** No request is made. */
    default void giveBack() {
        sends(0);
        unanswered();
    }
}
