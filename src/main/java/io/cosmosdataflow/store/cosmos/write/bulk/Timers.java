package io.cosmosdataflow.store.cosmos.write.bulk;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongSupplier;

/** What is to be done later, the earliest first. Guarded by the pipeline's lock. */
final class Timers {

    private final LongSupplier clock;
    private final Queue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));

    /** @param due time of the clock */
    private record Timer(Runnable action, long due) {}

    /** @param clock {@link System#nanoTime()} */
    Timers(LongSupplier clock) {
        this.clock = clock;
    }

    /** At once if there is nothing to wait for. */
    void after(long nanos, Runnable action) {
        if (nanos <= 0) {
            action.run();
        } else {
            timers.add(new Timer(action, clock.getAsLong() + nanos));
        }
    }

    /** @return whether anything was due */
    boolean runDue() {
        boolean any = false;
        while (!timers.isEmpty() && timers.peek().due() <= clock.getAsLong()) {
            timers.remove().action().run();
            any = true;
        }
        return any;
    }
}
