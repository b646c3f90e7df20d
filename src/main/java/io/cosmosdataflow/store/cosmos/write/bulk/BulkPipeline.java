package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.reactor.core.Disposable;
import azure_cosmos_spark.reactor.core.scheduler.Schedulers;
import java.time.Duration;
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
 * <p>An operation that is submitted waits for its item, is under way with {@link Requests} at the {@link WriteRate} of its
 * write, and after its answer it is settled, or waits to be sent again: see {@link OperationState}.
 */
public final class BulkPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(BulkPipeline.class);
    private static final long LOOK_MILLIS = 200;
    private static final long TICK_MILLIS = 25;
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private final OperationJudge judge;
    private final BooleanSupplier interrupted;
    private final Requests requests;
    private final Disposable ticking;

    /** Is taken before the lock of requests, and that before the lock of the rate. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Lifecycle lifecycle = new Lifecycle();
    private final ItemLocks items = new ItemLocks();
    private final Timers timers = new Timers(System::nanoTime);
    private final InFlight inFlight;
    private final WriteRate rate;
    private final Transport transport;
    private long lastNews = System.nanoTime();

    /**
     * @param ranges physical partitions of the container
     * @param interrupted whether the task is told to stop
     */
    public BulkPipeline(
            Transport transport, int ranges, WriteLimits limits, OperationJudge judge, BooleanSupplier interrupted) {
        WriteLimits all = limits.over(ranges);
        this.judge = judge;
        this.interrupted = interrupted;
        this.inFlight = new InFlight(all);
        this.transport = transport;
        this.rate = WriteRates.enter(all.budget(), transport, ranges);
        this.requests =
                new Requests(transport, new Reports(), all.operationsOfARequest(ranges), rate, System::nanoTime);
        this.ticking =
                Schedulers.parallel().schedulePeriodically(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns as soon as the limits let the operation in. */
    public void submit(PendingWrite write) {
        lock.lock();
        try {
            lifecycle.checkSubmit();
            await(() -> inFlight.hasRoom(write.bytes()));
            inFlight.submitted(write);
            if (items.take(write)) {
                send(write);
            } else {
                write.become(OperationState.WAITING_FOR_ITEM);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when all operations are decided. No operation may follow. */
    public void drain() {
        try {
            lock.lock();
            try {
                lifecycle.drain();
                await(inFlight::isEmpty);
            } finally {
                lock.unlock();
            }
        } finally {
            close();
        }
    }

    /** RU/s of the container; 0 if nobody knows, or nobody holds a client to it. */
    public double unitsPerSecondOffered() {
        return rate.offered().map(Offered::unitsPerSecond).orElse(0.0);
    }

    /** Lets go of what is in flight; the service may still do some of it. */
    public void abandon() {
        judge.giveUp();
        close();
    }

    private void close() {
        ticking.dispose();
        requests.close();
        lock.lock();
        try {
            if (lifecycle.close()) {
                rate.leave(transport);
                changed.signalAll();
            }
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
                if (timers.runDue()) {
                    requests.hurry();
                }
            } finally {
                lock.unlock();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Called with the lock. */
    private void send(PendingWrite write) {
        if (!lifecycle.isClosed()) {
            write.become(OperationState.ROUTING);
            requests.add(write);
        }
    }

    /** Called with the lock; wakes up often enough to notice that the task is killed. */
    private void await(BooleanSupplier met) {
        while (true) {
            lifecycle.checkAlive();
            if (met.getAsBoolean()) {
                return;
            }
            if (interrupted.getAsBoolean()) {
                throw new IllegalStateException("The task is killed.");
            }
            if (System.nanoTime() - lastNews > SILENCE.toNanos()) {
                throw new IllegalStateException("Nothing has happened for " + SILENCE.toMinutes() + " minutes; "
                        + inFlight.operations() + " operations are undecided.");
            }
            requests.hurry();
            try {
                changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The task is interrupted.", e);
            }
        }
    }

    private void fail(Throwable why) {
        LOG.debug("The writes of a task break", why);
        lock.lock();
        try {
            lifecycle.fail(why);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What comes back. The judge is asked without the lock. */
    private final class Reports implements Requests.Listener {

        @Override
        public void answered(PendingWrite write, Answer answer) {
            returned(write);
            decide(() -> judge.judge(write, answer, new Undecided(write)));
        }

        @Override
        public void lost(PendingWrite write, Throwable why) {
            returned(write);
            decide(() -> judge.lost(write, why, new Undecided(write)));
        }

        @Override
        public void broken(Throwable why) {
            fail(why);
        }

        private void returned(PendingWrite write) {
            lock.lock();
            try {
                write.become(OperationState.RETURNED);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void decide(Runnable judgement) {
            try {
                judgement.run();
            } catch (RuntimeException | Error e) {
                fail(e);
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
                lastNews = System.nanoTime();
                inFlight.settled(write);
                // What arrives late of this one must not undo the next on its item.
                timers.after(write.nanosOfArrivals(lastNews), () -> items.release(write.key())
                        .ifPresent(BulkPipeline.this::send));
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
                lastNews = System.nanoTime();
                timers.after(delay.toNanos(), () -> send(write));
            } finally {
                lock.unlock();
            }
        }
    }
}
