package io.cosmosdataflow.emulator.meter;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Request units by the time at which they were charged, in steps of {@link #STEP_MILLIS} of the monotonic clock,
 * for the last ten minutes.
 */
final class ChargeTimeline {

    static final long STEP_MILLIS = 100;

    private static final int STEPS = 6_000;
    private static final long NANOS_OF_A_STEP = STEP_MILLIS * 1_000_000;

    private final LongSupplier clock;
    private final double[] units = new double[STEPS];
    private long first;
    private long last = -1;

    ChargeTimeline(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized void add(double charge) {
        long step = clock.getAsLong() / NANOS_OF_A_STEP;
        if (last < 0) {
            first = step;
            last = step;
        }
        while (last < step) {
            last = step - last > STEPS ? step - STEPS : last + 1;
            units[(int) (last % STEPS)] = 0;
        }
        first = Math.max(first, last - STEPS + 1);
        units[(int) (step % STEPS)] += charge;
    }

    /** From the first step with a charge to the last; steps between them may be 0. */
    synchronized double[] steps() {
        if (last < 0) {
            return new double[0];
        }
        double[] copy = new double[(int) (last - first + 1)];
        Arrays.setAll(copy, i -> units[(int) ((first + i) % STEPS)]);
        return copy;
    }
}
