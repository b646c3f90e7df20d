package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.reactor.core.Disposable;
import azure_cosmos_spark.reactor.core.scheduler.Schedulers;
import io.cosmosdataflow.store.cosmos.write.bulk.BudgetGate.Pass;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets operations go to the service and waits for what becomes of them: never more than the limits at a time,
 * operations on one item one after the other.
 *
 * <p>An operation that is submitted waits for its item, then for the budget, is under way with {@link Requests}, and
 * after its answer it is settled, or waits to be sent again.
 */
public final class BulkPipeline implements Requests.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(BulkPipeline.class);
    private static final long LOOK_MILLIS = 200;
    private static final long TICK_MILLIS = 25;
    private static final int WINDOW_GROWTH = 4;
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private final WriteLimits limits;
    /** Null for a write without a budget. */
    private final BudgetGate gate;

    private final int smallestWindow;
    private final OperationJudge judge;
    private final BooleanSupplier interrupted;
    private final Requests requests;
    private final Disposable ticking;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Items with an operation in flight, and the operations that wait for it to end. */
    private final Map<String, Deque<PendingWrite>> items = new HashMap<>();

    /**
     * What is not answered. Only this counts for the window: an operation that waits for its next try fills no request.
     */
    private final Map<PendingWrite, Pass> underWay = new IdentityHashMap<>();

    /** What waits for its next try, and items whose last operation may still arrive; the earliest first. */
    private final Queue<Delayed> delayed = new PriorityQueue<>(Comparator.comparingLong(Delayed::due));

    /** Operations that wait for the budget. */
    private int gated;

    private boolean left;
    private int inFlight;
    private long inFlightBytes;
    private int window;
    private int grown;
    private long lastNews = System.nanoTime();
    private RuntimeException broken;

    /** @param due {@link System#nanoTime()} */
    private record Delayed(Runnable action, long due) {}

    /**
     * @param ranges physical partitions of the container
     * @param interrupted whether the task is told to stop
     */
    public BulkPipeline(
            Transport transport, int ranges, WriteLimits limits, OperationJudge judge, BooleanSupplier interrupted) {
        this.limits = limits.over(ranges);
        int ofARequest = this.limits.operationsOfARequest(ranges);
        this.smallestWindow = Math.min(this.limits.operations(), ofARequest * ranges);
        this.judge = judge;
        this.interrupted = interrupted;
        this.window = limits.operations();
        this.gate = limits.budget().limits() ? BudgetGate.enter(limits.budget()) : null;
        this.requests = new Requests(
                transport,
                this,
                () -> gate == null ? ofARequest : Math.min(ofARequest, fitting(gate.operationsOfARequest(ranges))),
                System::nanoTime);
        this.ticking =
                Schedulers.parallel().schedulePeriodically(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** With some room, for operations cost more and less. */
    private static int fitting(int operations) {
        return Math.max(1, operations * 3 / 4);
    }

    /** Returns as soon as the limits let the operation in. */
    public void submit(PendingWrite write) {
        lock.lock();
        try {
            int bytes = write.bytes();
            await(() -> inFlight == 0
                    || (gated == 0
                            && underWay.size() < window
                            && inFlight < limits.operations()
                            && inFlightBytes + bytes <= limits.bytes()));
            inFlight++;
            inFlightBytes += bytes;
            Deque<PendingWrite> waiting = items.get(write.key());
            if (waiting != null) {
                write.become(OperationState.WAITING_FOR_ITEM);
                waiting.add(write);
                return;
            }
            items.put(write.key(), new ArrayDeque<>(0));
            send(write);
        } finally {
            lock.unlock();
        }
    }

    /** Returns when all operations are decided. No operation may follow. */
    public void drain() {
        try {
            lock.lock();
            try {
                await(() -> inFlight == 0);
            } finally {
                lock.unlock();
            }
        } finally {
            leave();
        }
    }

    /** Lets go of what is in flight; the service may still do some of it. */
    public void abandon() {
        judge.giveUp();
        leave();
    }

    /** Gives up the share of the budget; what is not answered counts as spent. */
    private void leave() {
        ticking.dispose();
        requests.close();
        lock.lock();
        try {
            if (gate != null && !left) {
                underWay.values().forEach(gate::settle);
                gate.leave();
            }
            left = true;
        } finally {
            lock.unlock();
        }
    }

    /** What has failed together goes again together, as far as it can. */
    private void tick() {
        try {
            requests.tick();
            lock.lock();
            try {
                boolean again = false;
                while (!delayed.isEmpty() && delayed.peek().due() <= System.nanoTime()) {
                    delayed.remove().action().run();
                    again = true;
                }
                if (again) {
                    requests.hurry();
                }
            } finally {
                lock.unlock();
            }
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    /** Lets the operation go as soon as the budget has room for it. Called with the lock. */
    private void send(PendingWrite write) {
        if (left) {
            return;
        }
        Pass pass = gate == null ? Pass.FREE : gate.tryPass(write.operation());
        if (pass != null) {
            go(write, pass);
        } else {
            write.become(OperationState.WAITING_FOR_BUDGET);
            gated++;
            gate.whenRoom(write.operation(), granted -> passed(write, granted));
        }
    }

    private void passed(PendingWrite write, Pass pass) {
        lock.lock();
        try {
            gated--;
            lastNews = System.nanoTime();
            if (left) {
                gate.settle(pass, 0, false);
            } else {
                go(write, pass);
            }
            changed.signalAll();
        } catch (RuntimeException e) {
            broken(e);
        } finally {
            lock.unlock();
        }
    }

    /** The next operation on an item may go. Called with the lock. */
    private void free(String key) {
        Deque<PendingWrite> waiting = items.get(key);
        if (waiting.isEmpty()) {
            items.remove(key);
        } else {
            send(waiting.remove());
        }
    }

    /** Called with the lock. */
    private void after(long nanos, Runnable action) {
        if (nanos <= 0) {
            action.run();
        } else {
            delayed.add(new Delayed(action, System.nanoTime() + nanos));
        }
    }

    private void go(PendingWrite write, Pass pass) {
        write.become(OperationState.ROUTING);
        underWay.put(write, pass);
        requests.add(write);
    }

    @Override
    public void answered(PendingWrite write, Answer answer) {
        Pass pass = landed(write);
        if (gate != null && pass != null) {
            settle(pass, write, answer);
        }
        decide(() -> judge.judge(write, answer, new Undecided(write)));
    }

    @Override
    public void lost(PendingWrite write, Throwable why) {
        Pass pass = landed(write);
        if (gate != null && pass != null) {
            gate.settle(pass);
        }
        decide(() -> judge.lost(write, why, new Undecided(write)));
    }

    private Pass landed(PendingWrite write) {
        lock.lock();
        try {
            write.become(OperationState.RETURNED);
            changed.signalAll();
            return underWay.remove(write);
        } finally {
            lock.unlock();
        }
    }

    private void decide(Runnable judgement) {
        try {
            judgement.run();
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    @Override
    public void broken(Throwable thrown) {
        LOG.debug("The writes of a task break", thrown);
        lock.lock();
        try {
            broken = thrown instanceof RuntimeException fault ? fault : new IllegalStateException(thrown);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void settle(Pass pass, PendingWrite write, Answer answer) {
        switch (answer.verdict()) {
            case DONE -> gate.settle(pass, answer.requestCharge(), !write.reading());
            case THROTTLED -> gate.settle(pass, 0, false);
            case TRANSIENT -> gate.settle(pass);
            default -> gate.settle(pass, answer.requestCharge(), false);
        }
    }

    /** Called with the lock; wakes up often enough to notice that the task is killed. */
    private void await(BooleanSupplier met) {
        while (true) {
            if (broken != null) {
                throw broken;
            }
            if (met.getAsBoolean()) {
                return;
            }
            if (interrupted.getAsBoolean()) {
                throw new IllegalStateException("The task is killed.");
            }
            if (System.nanoTime() - lastNews > SILENCE.toNanos()) {
                throw new IllegalStateException("Nothing has happened for " + SILENCE.toMinutes() + " minutes; "
                        + inFlight + " operations are undecided.");
            }
            if (gate == null) {
                // A budget lets so many operations go that some request is full soon.
                requests.hurry();
            }
            try {
                changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The task is interrupted.", e);
            }
        }
    }

    private final class Undecided implements Decision {

        private final PendingWrite write;

        private Undecided(PendingWrite write) {
            this.write = write;
        }

        @Override
        public void settled() {
            lock.lock();
            try {
                write.become(OperationState.SETTLED);
                news();
                inFlight--;
                inFlightBytes -= write.bytes();
                // What arrives late of this one must not undo the next on its item.
                after(write.nanosOfArrivals(System.nanoTime()), () -> free(write.key()));
                if (window < limits.operations() && ++grown >= WINDOW_GROWTH) {
                    window++;
                    grown = 0;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void again(Duration delay) {
            lock.lock();
            try {
                write.become(OperationState.DELAYED);
                news();
                after(delay.toNanos(), () -> send(write));
            } finally {
                lock.unlock();
            }
        }

        /** Halves what may be in flight; successes open it again. */
        @Override
        public void slowDown() {
            lock.lock();
            try {
                window = Math.max(smallestWindow, Math.min(window, underWay.size()) / 2);
                grown = 0;
            } finally {
                lock.unlock();
            }
        }

        private void news() {
            lastNews = System.nanoTime();
        }
    }
}
