package io.cosmosdataflow.store.cosmos.write;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkItemResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkOperationResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemOperation;
import azure_cosmos_spark.reactor.core.publisher.Sinks;
import azure_cosmos_spark.reactor.core.scheduler.Schedulers;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.sdk.BulkRequests;
import io.cosmosdataflow.store.cosmos.write.BudgetGate.Pass;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands operations to the SDK's bulk executor and waits for what becomes of them: never more than the limits
 * at a time, operations on one item one after the other.
 *
 * <p>The executor collects operations by range and sends a request when it has enough of them, or when its
 * input ends. So operations stream into one run of it, and {@link #drain} ends that run; what has to be sent
 * again after that goes into further, short runs.
 */
final class BulkPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(BulkPipeline.class);
    private static final long LOOK_MILLIS = 200;
    private static final int WINDOW_GROWTH = 4;
    private static final int RENEWAL_GROWTH = 3;
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private final CosmosAsyncContainer container;
    private final WriteLimits limits;
    private final int ranges;
    private final int operationsOfARequest;
    /** Null for a write without a budget. */
    private final BudgetGate gate;

    private final int smallestWindow;
    private final AnswerJudge judge;
    private final BooleanSupplier interrupted;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Items with an operation in flight, and the operations that wait for it to end. */
    private final Map<String, Deque<PendingWrite>> items = new HashMap<>();

    /**
     * What the present run has not answered. Only this counts for the window: an operation that waits for its
     * next try fills no request.
     */
    private final Map<PendingWrite, Pass> running = new IdentityHashMap<>();
    /** What has passed the budget while a run was ending; it goes into the next. */
    private final Map<PendingWrite, Pass> due = new IdentityHashMap<>();
    /** What goes into the next run, once the input has ended. */
    private final List<PendingWrite> leftOver = new ArrayList<>();

    private int delayed;
    /** Operations that wait for the budget. */
    private int gated;

    private boolean left;
    private Sinks.Many<CosmosItemOperation> run;
    private boolean runEnded = true;
    private boolean runEnding;
    private int operationsOfTheRun;
    private boolean draining;
    private int inFlight;
    private long inFlightBytes;
    private int window;
    private int grown;
    private long lastNews = System.nanoTime();
    private RuntimeException broken;

    /**
     * @param ranges physical partitions of the container
     * @param interrupted whether the task is told to stop
     */
    BulkPipeline(
            CosmosAsyncContainer container,
            int ranges,
            WriteLimits limits,
            AnswerJudge judge,
            BooleanSupplier interrupted) {
        this.container = container;
        this.limits = limits.over(ranges);
        this.ranges = ranges;
        this.operationsOfARequest = this.limits.operationsOfARequest(ranges);
        this.smallestWindow = Math.min(this.limits.operations(), operationsOfARequest * ranges);
        this.judge = judge;
        this.interrupted = interrupted;
        this.window = limits.operations();
        this.gate = limits.budget().limits() ? BudgetGate.enter(limits.budget()) : null;
    }

    /** Returns as soon as the limits let the operation in. */
    void submit(PendingWrite write) {
        lock.lock();
        try {
            int bytes = write.bytes();
            await(() -> inFlight == 0
                    || (gated == 0
                            && running.size() < window
                            && inFlight < limits.operations()
                            && inFlightBytes + bytes <= limits.bytes()));
            inFlight++;
            inFlightBytes += bytes;
            Deque<PendingWrite> waiting = items.get(write.key());
            if (waiting != null) {
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
    void drain() {
        lock.lock();
        try {
            await(this::allPassed);
            draining = true;
            endRun();
            while (inFlight > 0) {
                await(() -> inFlight == 0 || (runEnded && delayed == 0 && !leftOver.isEmpty()));
                if (inFlight > 0) {
                    List<PendingWrite> again = List.copyOf(leftOver);
                    leftOver.clear();
                    again.forEach(this::release);
                    await(this::allPassed);
                    endRun();
                }
            }
            await(() -> runEnded);
        } finally {
            leave();
            lock.unlock();
        }
    }

    /** Lets go of what is in flight; the service may still do some of it. */
    void abandon() {
        lock.lock();
        try {
            draining = true;
            judge.giveUp();
            endRun();
        } finally {
            leave();
            lock.unlock();
        }
    }

    private void send(PendingWrite write) {
        if (draining) {
            leftOver.add(write);
            changed.signalAll();
        } else {
            release(write);
        }
    }

    private boolean allPassed() {
        return gated == 0 && due.isEmpty();
    }

    /** Gives up the share of the budget; what is not answered counts as spent. */
    private void leave() {
        if (gate != null && !left) {
            left = true;
            running.values().forEach(gate::settle);
            due.values().forEach(gate::settle);
            gate.leave();
        }
    }

    /** Lets the operation go as soon as the budget has room for it. */
    private void release(PendingWrite write) {
        Pass pass = gate == null ? Pass.FREE : gate.tryPass(write.operation());
        if (pass != null) {
            go(write, pass);
        } else {
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
            LOG.debug("An operation that waited for the budget cannot be sent", e);
            broke(e);
        } finally {
            lock.unlock();
        }
    }

    private void go(PendingWrite write, Pass pass) {
        if (runEnding) {
            due.put(write, pass);
        } else {
            if (runEnded) {
                startRun();
            }
            emit(write, pass);
        }
    }

    private void startRun() {
        run = Sinks.many().unicast().onBackpressureBuffer();
        runEnded = false;
        operationsOfTheRun = gate == null
                ? operationsOfARequest
                : Math.max(1, Math.min(operationsOfARequest, gate.operationsOfARequest(ranges) * 3 / 4));
        container
                .executeBulkOperations(run.asFlux(), BulkRequests.ofAtMost(operationsOfTheRun))
                .subscribe(this::answered, this::runBroke, this::ended);
    }

    /**
     * What a request may hold under a budget depends on what operations cost, and on how many tasks there are. A run
     * whose requests cannot fill up any more, or are much too small, is followed by another.
     */
    private void renewRun() {
        if (gate == null || draining || runEnding || runEnded) {
            return;
        }
        int fitting = Math.min(operationsOfARequest, gate.operationsOfARequest(ranges));
        if (fitting < operationsOfTheRun || fitting >= operationsOfTheRun * RENEWAL_GROWTH) {
            runEnding = true;
            endRun();
        }
    }

    /** Called with the lock. */
    private void runIsOver() {
        runEnded = true;
        runEnding = false;
        Map<PendingWrite, Pass> next = new IdentityHashMap<>(due);
        due.clear();
        if (!left) {
            next.forEach(this::go);
        }
        changed.signalAll();
    }

    private void emit(PendingWrite write, Pass pass) {
        running.put(write, pass);
        run.emitNext(write.item(), Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private void endRun() {
        if (run != null) {
            run.tryEmitComplete();
        }
    }

    private void answered(CosmosBulkOperationResponse<Object> response) {
        PendingWrite write = response.getOperation().getContext();
        lock.lock();
        try {
            Pass pass = running.remove(write);
            if (gate != null && pass != null) {
                settle(pass, write, response);
                renewRun();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            judge.judge(write, response, new Decision(write));
        } catch (RuntimeException e) {
            broke(e);
        }
    }

    /**
     * A run breaks if the container cannot be resolved, and, in the SDK of connector 4.11.1, sometimes when its
     * last operation is answered at the moment its input ends. What it has not answered is judged as lost.
     */
    private void runBroke(Throwable thrown) {
        List<PendingWrite> lost;
        lock.lock();
        try {
            lost = List.copyOf(running.keySet());
            if (gate != null) {
                running.values().forEach(gate::settle);
            }
            running.clear();
            runIsOver();
        } finally {
            lock.unlock();
        }
        LOG.debug("A bulk run ended with {} operations unanswered", lost.size(), thrown);
        try {
            lost.forEach(write -> judge.lost(write, thrown, new Decision(write)));
        } catch (RuntimeException e) {
            broke(e);
        }
    }

    private void broke(Throwable thrown) {
        lock.lock();
        try {
            broken = thrown instanceof RuntimeException fault ? fault : new IllegalStateException(thrown);
            runEnded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An operation whose answer is lost may have been done: it counts as what it was estimated to cost. */
    private void settle(Pass pass, PendingWrite write, CosmosBulkOperationResponse<Object> response) {
        CosmosBulkItemResponse item = response.getResponse();
        if (item != null) {
            gate.settle(pass, item.getRequestCharge(), item.isSuccessStatusCode() && !write.reading());
            return;
        }
        boolean throttled = ServiceFaults.answer(response.getException())
                .map(CosmosException::getStatusCode)
                .filter(status -> Verdict.of(status) == Verdict.THROTTLED)
                .isPresent();
        if (throttled) {
            gate.settle(pass, 0, false);
        } else {
            gate.settle(pass);
        }
    }

    private void ended() {
        lock.lock();
        try {
            runIsOver();
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock; wakes up often enough to notice that the task is killed or the executor silent. */
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
                throw new IllegalStateException("The bulk executor has not answered for " + SILENCE.toMinutes()
                        + " minutes; " + inFlight + " operations are undecided.");
            }
            try {
                changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The task is interrupted.", e);
            }
        }
    }

    /** What the judge does with an operation; each operation ends with exactly one {@link #settled}. */
    final class Decision {

        private final PendingWrite write;

        private Decision(PendingWrite write) {
            this.write = write;
        }

        /** It is written, or it never will be. */
        void settled() {
            lock.lock();
            try {
                news();
                inFlight--;
                inFlightBytes -= write.bytes();
                Deque<PendingWrite> waiting = items.get(write.key());
                if (waiting.isEmpty()) {
                    items.remove(write.key());
                } else {
                    send(waiting.remove());
                }
                if (window < limits.operations() && ++grown >= WINDOW_GROWTH) {
                    window++;
                    grown = 0;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** It goes out again after {@code delay}. */
        void again(Duration delay) {
            lock.lock();
            try {
                news();
                delayed++;
            } finally {
                lock.unlock();
            }
            Schedulers.parallel().schedule(this::sendAgain, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void sendAgain() {
            lock.lock();
            try {
                delayed--;
                send(write);
                changed.signalAll();
            } catch (RuntimeException e) {
                LOG.debug("An operation cannot be sent again", e);
                broke(e);
            } finally {
                lock.unlock();
            }
        }

        /** The service has no room: halves what may be in flight; successes open it again. */
        void slowDown() {
            lock.lock();
            try {
                window = Math.max(smallestWindow, Math.min(window, running.size()) / 2);
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
