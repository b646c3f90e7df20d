package io.cosmosdataflow.store.cosmos.write.bulk;

import io.cosmosdataflow.store.RowOperation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets the operations of a write pass so that they spend no more than the write's budget; one for all tasks of the
 * write in this JVM.
 *
 * <p>What an operation costs is known when it is answered. So it passes against an estimate, the average of those
 * before it, and the difference is settled afterwards: a token bucket that may run into debt. How much may be
 * unanswered is limited too. So in any time span the service charges no more than the budget of that time and, on
 * top of it, the bucket, what is unanswered, and one operation: {@value #BUCKET_SECONDS} and {@value
 * #UNANSWERED_SECONDS} seconds' worth, even after a pause of the JVM or of the network. Before the first answer
 * the estimate is a guess.
 */
final class BudgetGate {

    private static final double BUCKET_SECONDS = 0.03;
    private static final double UNANSWERED_SECONDS = 0.08;
    private static final double FIRST_ESTIMATE = 10;
    private static final double WEIGHT_OF_THE_NEWEST = 0.1;
    private static final double NANOS = 1e9;
    private static final int MOST_OPERATIONS = 100;
    private static final int REMEMBERED = 64;

    private static final Map<String, BudgetGate> GATES = new LinkedHashMap<>();
    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cosmos-write-budget");
        thread.setDaemon(true);
        return thread;
    });

    private final WriteBudget budget;
    private final LongSupplier clock;
    private final Map<RowOperation, Double> averages = new EnumMap<>(RowOperation.class);
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int tasks;
    private double left;
    private double unanswered;
    private double quickest = UNANSWERED_SECONDS;
    private long at;
    private boolean called;

    private record Waiting(RowOperation operation, Consumer<Pass> go) {}

    /** The right of one operation to be sent; settled once. */
    static final class Pass {

        private final RowOperation operation;
        private final double units;
        private final long since;
        private boolean settled;

        private Pass(RowOperation operation, double units, long since) {
            this.operation = operation;
            this.units = units;
            this.since = since;
        }
    }

    BudgetGate(WriteBudget budget, LongSupplier clock) {
        this.budget = budget;
        this.clock = clock;
        this.at = clock.getAsLong();
    }

    /** The gate of the write in this JVM; the caller is a task that runs until it {@link #leave leaves}. */
    static BudgetGate enter(WriteBudget budget) {
        synchronized (GATES) {
            GATES.values().removeIf(gate -> GATES.size() > REMEMBERED && gate.deserted());
            BudgetGate gate = GATES.computeIfAbsent(budget.write(), name -> new BudgetGate(budget, System::nanoTime));
            gate.join();
            return gate;
        }
    }

    synchronized void join() {
        refill();
        tasks++;
    }

    synchronized void leave() {
        refill();
        tasks--;
    }

    synchronized boolean deserted() {
        return tasks == 0;
    }

    /** Request units of operations that have passed and are not settled. */
    synchronized double unanswered() {
        return unanswered;
    }

    /** Null if the operation has to wait; then {@link #whenRoom} is for it. */
    synchronized Pass tryPass(RowOperation operation) {
        refill();
        return waiting.isEmpty() && room(operation) ? pass(operation) : null;
    }

    /** Calls {@code go} on a thread of its own, in the order of the calls of this method. */
    synchronized void whenRoom(RowOperation operation, Consumer<Pass> go) {
        waiting.add(new Waiting(operation, go));
        call(0);
    }

    /**
     * @param charge request units of the answer
     * @param typical whether operations like it will cost as much: not so if it was throttled or failed
     */
    synchronized void settle(Pass pass, double charge, boolean typical) {
        if (pass.settled) {
            return;
        }
        pass.settled = true;
        refill();
        unanswered = Math.max(0, unanswered - pass.units);
        left += pass.units - charge;
        if (typical) {
            averages.merge(pass.operation, charge, (old, now) -> old + WEIGHT_OF_THE_NEWEST * (now - old));
            quickest = Math.min(quickest, (clock.getAsLong() - pass.since) / NANOS);
        }
        if (!waiting.isEmpty()) {
            call(0);
        }
    }

    /** It was not sent, or nobody knows what became of it: it counts as what was estimated. */
    void settle(Pass pass) {
        settle(pass, pass.units, false);
    }

    /**
     * How many operations make a request, such that with what may be unanswered some range of some task always has
     * a full one, and is not left to the SDK's patience of a second.
     */
    synchronized int operationsOfARequest(int ranges) {
        double most = averages.values().stream().mapToDouble(each -> each).max().orElse(FIRST_ESTIMATE);
        double operations = mostUnanswered() / Math.max(most, 1) / (Math.max(1, tasks) * (double) ranges);
        return (int) Math.max(1, Math.min(MOST_OPERATIONS, operations));
    }

    private double perSecond() {
        return budget.perSecond(Math.max(1, tasks));
    }

    /** With room for the time that an answer takes at least, however far away the account is. */
    private double mostUnanswered() {
        return perSecond() * (UNANSWERED_SECONDS + quickest);
    }

    private boolean room(RowOperation operation) {
        return left >= 0 && (unanswered <= 0 || unanswered + estimate(operation) <= mostUnanswered());
    }

    private Pass pass(RowOperation operation) {
        Pass pass = new Pass(operation, estimate(operation), clock.getAsLong());
        left -= pass.units;
        unanswered += pass.units;
        return pass;
    }

    private double estimate(RowOperation operation) {
        return averages.getOrDefault(operation, FIRST_ESTIMATE);
    }

    private void refill() {
        long now = clock.getAsLong();
        left = Math.min(perSecond() * BUCKET_SECONDS, left + (now - at) / NANOS * perSecond());
        at = now;
    }

    private synchronized void call(long nanos) {
        if (!called) {
            called = true;
            SCHEDULER.schedule(this::admit, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Those who wait are called without the gate's lock: they take locks of their own, and then the gate's. */
    private void admit() {
        while (true) {
            Waiting first;
            Pass pass;
            synchronized (this) {
                called = false;
                refill();
                first = waiting.peek();
                if (first == null) {
                    return;
                }
                if (!room(first.operation())) {
                    if (left < 0) {
                        call((long) Math.ceil(-left / perSecond() * NANOS));
                    }
                    return;
                }
                waiting.remove();
                pass = pass(first.operation());
            }
            first.go().accept(pass);
        }
    }
}
