package io.cosmosdataflow.store;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a write has made of the throughput that it was offered.
 *
 * @param offered RU/s; 0 if nobody knows, or nobody holds a client to it
 * @param operations that were answered, first tries and repeats alike
 * @param refused of these, for want of throughput
 * @param took from the first to the last
 */
public record ThroughputUse(double offered, long operations, long refused, Duration took) implements Serializable {

    public static final ThroughputUse NONE = new ThroughputUse(0, 0, 0, Duration.ZERO);

    /** Of tasks that ran at the same time. */
    public ThroughputUse plus(ThroughputUse other) {
        return new ThroughputUse(
                Math.max(offered, other.offered),
                operations + other.operations,
                refused + other.refused,
                took.compareTo(other.took) > 0 ? took : other.took);
    }

    public ThroughputUse in(Duration time) {
        return new ThroughputUse(offered, operations, refused, time);
    }

    /** From 0 to 1. */
    public double refusedShare() {
        return operations == 0 ? 0 : (double) refused / operations;
    }

    /**
     * RU/s.
     *
     * @param charge in request units
     */
    public double used(double charge) {
        return charge / Math.max(0.001, took.toMillis() / 1000.0);
    }
}
