package io.cosmosdataflow.store.cosmos.write.bulk;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The throughput that a container is offered now: asked for when a write begins, and again every few seconds while it is
 * what holds the write back, as somebody may have changed it.
 */
final class OfferWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** So many tasks of a write ask as often as that; more of them more rarely, as it is one partition that answers. */
    private static final int TASKS_THAT_ASK_OFTEN = 8;

    private final LongSupplier clock;
    private final long interval;
    private final Runnable changed;
    /** Who can ask. */
    private final Set<Transport> tasks = new LinkedHashSet<>();

    private Optional<Offered> offered = Optional.empty();
    private boolean asking;
    private long answeredAt;

    /**
     * @param tasks of the write, in all JVMs
     * @param changed called on any thread when something else is offered
     */
    OfferWatch(int tasks, LongSupplier clock, Runnable changed) {
        this.clock = clock;
        this.interval = INTERVAL_NANOS * Math.max(1, tasks / TASKS_THAT_ASK_OFTEN);
        this.changed = changed;
    }

    /** Empty until somebody has answered. */
    synchronized Optional<Offered> offered() {
        return offered;
    }

    synchronized void join(Transport task) {
        tasks.add(task);
    }

    synchronized void leave(Transport task) {
        tasks.remove(task);
    }

    synchronized int tasks() {
        return tasks.size();
    }

    /** To be called without locks; nothing happens if the last answer is new enough. */
    void ask() {
        Transport task;
        synchronized (this) {
            boolean due = offered.isEmpty()
                    || offered.get().known() && offered.get().metered() && clock.getAsLong() - answeredAt >= interval;
            if (!due || asking || tasks.isEmpty()) {
                return;
            }
            asking = true;
            task = tasks.iterator().next();
        }
        task.offered()
                .timeout(PATIENCE)
                .onErrorReturn(Offered.UNKNOWN)
                .defaultIfEmpty(Offered.UNKNOWN)
                .subscribe(this::answered);
    }

    private void answered(Offered answer) {
        synchronized (this) {
            asking = false;
            answeredAt = clock.getAsLong();
            boolean news = offered.isEmpty() || answer.known() && !answer.equals(offered.get());
            if (!news) {
                return;
            }
            offered = Optional.of(answer);
        }
        changed.run();
    }
}
