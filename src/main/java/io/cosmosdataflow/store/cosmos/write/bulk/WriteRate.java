package io.cosmosdataflow.store.cosmos.write.bulk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How fast a write spends request units: a rate for each physical partition, which is {@link RangeRate learned}, and
 * above all of them the budget of the write. One for all its tasks in this JVM; the tasks of other JVMs, other writes and
 * strangers are known only by what the service refuses.
 *
 * <p>Each request needs a {@link Permit}, first tries and repeats alike. What it costs is known when it is answered; so
 * it goes against an estimate, and the difference is settled afterwards: a token bucket that may run into debt. A request
 * costs no more than the partition has in a fraction of a second, so that others find a gap.
 */
final class WriteRate {

    private static final double BUDGET_DEPTH_SECONDS = 0.03;
    private static final double REQUEST_SECONDS = 0.025;
    /** One request at a time is enough then, however far away the account is. */
    private static final double ANSWERS_IN_A_REQUEST = 1.5;

    private static final double NANOS = 1e9;

    private final WriteBudget budget;
    private final LongSupplier clock;
    private final DoubleSupplier random;
    private final WakeUp wakeUp;
    private final OfferWatch offer;
    private final OperationCosts costs = new OperationCosts();
    private final Map<String, PartitionRate> partitions = new HashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final TokenBucket spending;
    private int mostTasks;
    private int mostPartitions = 1;
    private double quickestAnswer = 0.01;
    private int openPermits;
    private boolean called;
    private long calledFor;

    /** Runs something later, on a thread of its own. */
    interface WakeUp {
        void after(long nanos, Runnable action);
    }

    private record Waiting(String partition, double first, Consumer<Permit> go) {}

    /**
     * @param clock {@link System#nanoTime()}
     * @param random from 0 to 1
     */
    WriteRate(WriteBudget budget, LongSupplier clock, DoubleSupplier random, WakeUp wakeUp) {
        this.budget = budget;
        this.clock = clock;
        this.random = random;
        this.wakeUp = wakeUp;
        this.spending = new TokenBucket(BUDGET_DEPTH_SECONDS, clock.getAsLong());
        this.offer = new OfferWatch(budget.shares(), clock, this::offerHasChanged);
    }

    OperationCosts costs() {
        return costs;
    }

    /** RU/s that the container is offered; empty if nobody knows, and where nobody meters. */
    Optional<Offered> offered() {
        return offer.offered().filter(each -> each.known() && each.metered());
    }

    /**
     * A task begins, which {@link #leave leaves} at its end.
     *
     * @param known physical partitions of the container
     */
    void join(Transport task, int known) {
        offer.join(task);
        synchronized (this) {
            mostPartitions = Math.max(mostPartitions, known);
            int tasks = offer.tasks();
            if (tasks > mostTasks) {
                double before = budget.share(Math.max(1, mostTasks));
                mostTasks = tasks;
                double growth = budget.share(tasks) / before;
                partitions.values().forEach(each -> each.learned().grow(growth));
            }
        }
        offer.ask();
    }

    void leave(Transport task) {
        offer.leave(task);
    }

    boolean isDeserted() {
        return offer.tasks() == 0;
    }

    /** Of which it is not known what becomes of their requests. */
    synchronized int openPermits() {
        return openPermits;
    }

    /**
     * A permit for one request to a physical partition.
     *
     * @param first request units that the first operation of the request is thought to cost
     * @param later called on another thread, without locks, if there is none now; who came first is called first
     * @return empty if it comes later
     */
    synchronized Optional<Permit> ask(String partition, double first, Consumer<Permit> later) {
        boolean isNext = waiting.stream().noneMatch(each -> each.partition().equals(partition));
        if (isNext && offer.offered().isPresent()) {
            long nanos = nanosUntilRoom(partition, first, clock.getAsLong());
            if (nanos == 0) {
                return Optional.of(permit(partition));
            }
            call(nanos);
        }
        waiting.add(new Waiting(partition, first, later));
        return Optional.empty();
    }

    private long nanosUntilRoom(String partition, double first, long now) {
        spending.refill(ofBudget(), now);
        PartitionRate rate = rate(partition, now);
        double dear = Math.max(0, first - unitsOfRequest(rate));
        return Math.max(spending.nanosUntilOpen(ofBudget(), 0), rate.nanosUntilRoom(dear, now));
    }

    private double unitsOfRequest(PartitionRate rate) {
        double slowest = Math.min(rate.learned().perSecond(), ofBudget());
        return slowest * (REQUEST_SECONDS + ANSWERS_IN_A_REQUEST * quickestAnswer);
    }

    private double ofBudget() {
        return budget.perSecond(Math.max(1, offer.tasks()));
    }

    private PartitionRate rate(String partition, long now) {
        PartitionRate known = partitions.get(partition);
        if (known == null) {
            known = new PartitionRate(first(now), random, now);
            partitions.put(partition, known);
            mostPartitions = Math.max(mostPartitions, partitions.size());
        }
        return known;
    }

    private RangeRate first(long now) {
        Offered all = offer.offered().orElse(Offered.UNKNOWN);
        if (!all.metered()) {
            return RangeRate.unmetered(now);
        }
        return all.known()
                ? RangeRate.offered(mostOf(all), firstOf(all), now)
                : RangeRate.unknown(budget.share(mostTasks), now);
    }

    /** Where containers share throughput, nobody knows which of it this partition may have. */
    private double mostOf(Offered all) {
        return Math.min(RangeRate.MOST_OF_A_PARTITION, all.shared() ? all.unitsPerSecond() : ofEach(all));
    }

    private double firstOf(Offered all) {
        return ofEach(all) * budget.share(mostTasks);
    }

    private double ofEach(Offered all) {
        return all.unitsPerSecond() / mostPartitions;
    }

    private void offerHasChanged() {
        synchronized (this) {
            Offered all = offer.offered().orElseThrow();
            long now = clock.getAsLong();
            if (all.known() && all.metered()) {
                partitions.values().forEach(each -> each.learned().offerIs(mostOf(all), firstOf(all), now));
            }
        }
        admit();
    }

    private Permit permit(String partition) {
        PartitionRate rate = partitions.get(partition);
        return new OfPartition(rate, unitsOfRequest(rate));
    }

    private synchronized void call(long nanos) {
        long at = clock.getAsLong() + nanos;
        // One partition that is silent for long must not keep the others waiting.
        if (!called || at - calledFor < 0) {
            called = true;
            calledFor = at;
            wakeUp.after(nanos, this::admit);
        }
    }

    /** Who waits is called without the lock: it takes locks of its own, and then this one. */
    private void admit() {
        List<Runnable> granted = new ArrayList<>();
        long now = clock.getAsLong();
        synchronized (this) {
            called = false;
            if (offer.offered().isEmpty()) {
                return;
            }
            long next = Long.MAX_VALUE;
            Set<String> closed = new HashSet<>();
            for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
                Waiting who = each.next();
                if (closed.contains(who.partition())) {
                    continue;
                }
                long nanos = nanosUntilRoom(who.partition(), who.first(), now);
                if (nanos == 0) {
                    each.remove();
                    Permit permit = permit(who.partition());
                    granted.add(() -> who.go().accept(permit));
                } else {
                    closed.add(who.partition());
                    next = Math.min(next, nanos);
                }
            }
            if (next < Long.MAX_VALUE) {
                call(next);
            }
        }
        granted.forEach(Runnable::run);
        offer.ask();
    }

    private final class OfPartition implements Permit {

        private final PartitionRate rate;
        private final double units;
        /** What is taken for it until it is answered. */
        private double taken;

        private long since;
        private boolean settled;

        private OfPartition(PartitionRate rate, double units) {
            this.rate = rate;
            this.units = units;
            this.taken = Double.isInfinite(units) ? 0 : units;
            openPermits++;
            rate.spend(taken);
            spending.take(taken);
        }

        @Override
        public double units() {
            return units;
        }

        @Override
        public void sends(double estimate) {
            synchronized (WriteRate.this) {
                correct(estimate);
                since = clock.getAsLong();
            }
        }

        @Override
        public void answered(double charge, double refused, Duration retryAfter) {
            synchronized (WriteRate.this) {
                if (settled) {
                    return;
                }
                settle();
                correct(charge);
                long now = clock.getAsLong();
                quickestAnswer = Math.min(quickestAnswer, (now - since) / NANOS);
                rate.answered(charge, refused, retryAfter, now);
            }
        }

        @Override
        public void unanswered() {
            synchronized (WriteRate.this) {
                if (!settled) {
                    settle();
                }
            }
        }

        private void settle() {
            settled = true;
            openPermits--;
        }

        private void correct(double units) {
            rate.correct(units - taken);
            spending.take(units - taken);
            taken = units;
        }
    }
}
