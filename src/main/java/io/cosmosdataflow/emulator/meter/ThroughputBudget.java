package io.cosmosdataflow.emulator.meter;

import java.util.function.LongSupplier;

/**
 * The request units that an offer allows a physical partition each second, as a token bucket of one second's worth.
 *
 * <p>As in the service, a request is let in while anything is left and its charge is taken afterwards, so a large
 * one runs the bucket into debt that the following requests wait for.
 */
public final class ThroughputBudget {

    private static final double NANOS = 1e9;

    private final LongSupplier clock;
    private double perSecond;
    private double left;
    private long at;

    public ThroughputBudget(double perSecond) {
        this(perSecond, System::nanoTime);
    }

    ThroughputBudget(double perSecond, LongSupplier clock) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.left = perSecond;
        this.at = clock.getAsLong();
    }

    /** 0 when a request may run now, else the milliseconds after which it may. */
    public synchronized long waitMillis() {
        refill();
        return left > 0 ? 0 : Math.max(1, (long) Math.ceil(1000 * -left / perSecond));
    }

    /**
     * Lets a request in and takes what it costs at least, if anything is left.
     *
     * @return 0 if it is let in, else the milliseconds after which it may
     */
    public synchronized long admit(double units) {
        long wait = waitMillis();
        if (wait == 0) {
            spend(units);
        }
        return wait;
    }

    /** Takes the charge of a request that has run, or gives back what was taken too much. */
    public synchronized void spend(double units) {
        refill();
        left -= units;
    }

    public synchronized void change(double newPerSecond) {
        if (newPerSecond == perSecond) {
            return;
        }
        refill();
        perSecond = newPerSecond;
        left = Math.min(left, newPerSecond);
    }

    private void refill() {
        long now = clock.getAsLong();
        left = Math.min(perSecond, left + (now - at) / NANOS * perSecond);
        at = now;
    }
}
