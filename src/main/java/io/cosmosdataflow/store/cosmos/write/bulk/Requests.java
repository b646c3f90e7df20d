package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.reactor.core.Disposable;
import azure_cosmos_spark.reactor.core.Disposables;
import azure_cosmos_spark.reactor.core.publisher.Mono;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Puts operations on documents of one physical partition together into requests, and waits for their answers. Each
 * operation that is added is reported once, whatever becomes of its request: a request that is not answered in time is
 * given up, and what comes later for it is nobody's.
 *
 * <p>A physical partition has one request at a time. The next leaves when it is full, when its operations have waited
 * for a moment, or when somebody waits for them.
 */
final class Requests {

    /** What the SDK puts into a request. Source: MAX_DIRECT_MODE_BATCH_REQUEST_BODY_SIZE_IN_BYTES. */
    static final int MOST_BYTES = 220_201;

    /**
     * How many requests a physical partition has at a time: one, and others while that one is overdue. All requests on
     * a connection that is lost are lost, so that more of them are no gain.
     */
    static final int MOST_OPEN = 4;

    private static final long OVERDUE_NANOS = 300_000_000;
    private static final long LINGER_NANOS = 50_000_000;

    /** Told on any thread, without locks of this class. */
    interface Listener {
        void answered(PendingWrite write, Answer answer);

        /** Nobody knows whether it is done. */
        void lost(PendingWrite write, Throwable why);

        /** Some operations may never be reported. */
        void broken(Throwable why);
    }

    private final Transport transport;
    private final Listener listener;
    private final IntSupplier mostOperations;
    private final LongSupplier clock;
    private final RetransmissionTimer timer;

    private final Map<String, Range> ranges = new HashMap<>();
    private final Set<Routing> routings = new LinkedHashSet<>();
    private final Set<Request> open = new LinkedHashSet<>();
    private boolean closed;

    /**
     * @param mostOperations that a request holds now
     * @param clock {@link System#nanoTime()}
     */
    Requests(Transport transport, Listener listener, IntSupplier mostOperations, LongSupplier clock) {
        this.transport = transport;
        this.listener = listener;
        this.mostOperations = mostOperations;
        this.clock = clock;
        this.timer = new RetransmissionTimer(transport.leastPatience(), transport.patience());
    }

    void add(PendingWrite write) {
        Routing routing = new Routing(write);
        synchronized (this) {
            if (closed) {
                return;
            }
            routings.add(routing);
        }
        subscribe(
                routing.subscription,
                () -> transport.range(write),
                "no physical partition",
                routing::found,
                routing::failed);
    }

    /** Somebody waits for what was added. */
    void hurry() {
        start(ready(true));
    }

    /** Gives up requests that are overdue, and sends operations that have waited; to be called several times a second. */
    void tick() {
        long now = clock.getAsLong();
        long patience = transport.patience().toNanos();
        List<Routing> unrouted;
        List<Request> overdue;
        synchronized (this) {
            unrouted = routings.stream()
                    .filter(each -> now - each.since > patience)
                    .toList();
            overdue = open.stream()
                    .filter(each -> now - each.since > timer.nanosFor(each.since))
                    .toList();
        }
        unrouted.forEach(each -> each.failed(noAnswer(each.since, now)));
        if (!overdue.isEmpty()) {
            timer.givenUp();
            overdue.forEach(each -> each.givenUp(now, patience));
        }
        start(ready(false));
    }

    private static TimeoutException noAnswer(long since, long now) {
        return new TimeoutException("no answer for " + TimeUnit.NANOSECONDS.toSeconds(now - since) + " s");
    }

    /** Reports nothing any more. The service may still do what was sent. */
    void close() {
        List<Disposable> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            routings.forEach(each -> all.add(each.subscription));
            open.forEach(each -> all.add(each.subscription));
            routings.clear();
            open.clear();
            ranges.clear();
        }
        all.forEach(Disposable::dispose);
    }

    private synchronized List<Request> ready(boolean hurry) {
        return ready(ranges.values(), hurry);
    }

    /** Called with the lock. */
    private List<Request> ready(Collection<Range> of, boolean hurry) {
        List<Request> ready = new ArrayList<>();
        int most = mostOperations.getAsInt();
        long now = clock.getAsLong();
        for (Range range : of) {
            while (range.mayLeave(most, now, hurry)) {
                Request request = new Request(range, range.take(most), now);
                range.open.add(request);
                open.add(request);
                ready.add(request);
            }
        }
        return ready;
    }

    private void start(List<Request> ready) {
        for (Request each : ready) {
            subscribe(
                    each.subscription,
                    () -> transport.send(each.range.name, each.writes),
                    "the request ended without an answer",
                    each::answered,
                    each::failed);
        }
    }

    /** One of {@code answered} and {@code failed} is called, whatever the SDK does or does not. */
    private <T> void subscribe(
            Disposable.Swap subscription,
            Supplier<Mono<T>> source,
            String nothing,
            Consumer<T> answered,
            Consumer<Throwable> failed) {
        subscription.update(Mono.defer(source)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(nothing)))
                .subscribe(guarded(answered), guarded(failed)));
    }

    /** What the callback throws would be nobody's. */
    private <T> Consumer<T> guarded(Consumer<T> callback) {
        return value -> {
            try {
                callback.accept(value);
            } catch (RuntimeException | Error e) {
                listener.broken(e);
            }
        };
    }

    /** One physical partition. */
    private final class Range {

        private final String name;
        private final Deque<PendingWrite> waiting = new ArrayDeque<>();
        private long waitingBytes;
        private long waitingSince;
        private final List<Request> open = new ArrayList<>(1);

        Range(String name) {
            this.name = name;
        }

        void add(PendingWrite write, long now) {
            if (waiting.isEmpty()) {
                waitingSince = now;
            }
            write.become(OperationState.QUEUED);
            waiting.add(write);
            waitingBytes += write.bytes();
        }

        boolean mayLeave(int most, long now, boolean hurry) {
            if (waiting.isEmpty() || busy(now)) {
                return false;
            }
            return hurry || waiting.size() >= most || waitingBytes >= MOST_BYTES || now - waitingSince >= LINGER_NANOS;
        }

        private boolean busy(long now) {
            return open.size() >= MOST_OPEN || open.stream().anyMatch(request -> now - request.since < OVERDUE_NANOS);
        }

        /** At least one, however large. */
        List<PendingWrite> take(int most) {
            List<PendingWrite> taken = new ArrayList<>(Math.min(most, waiting.size()));
            long bytes = 0;
            while (!waiting.isEmpty()
                    && taken.size() < most
                    && (taken.isEmpty() || bytes + waiting.peek().bytes() <= MOST_BYTES)) {
                PendingWrite next = waiting.remove();
                bytes += next.bytes();
                next.become(OperationState.SENT);
                taken.add(next);
            }
            waitingBytes -= bytes;
            return taken;
        }
    }

    /** An operation of which it is not known yet where it belongs. */
    private final class Routing {

        private final PendingWrite write;
        private final long since = clock.getAsLong();
        private final Disposable.Swap subscription = Disposables.swap();

        Routing(PendingWrite write) {
            this.write = write;
        }

        void found(String name) {
            List<Request> ready;
            synchronized (Requests.this) {
                if (!routings.remove(this)) {
                    return;
                }
                Range range = ranges.computeIfAbsent(name, Range::new);
                range.add(write, clock.getAsLong());
                ready = ready(List.of(range), false);
            }
            start(ready);
        }

        void failed(Throwable why) {
            synchronized (Requests.this) {
                if (!routings.remove(this)) {
                    return;
                }
            }
            subscription.dispose();
            listener.lost(write, why);
        }
    }

    private final class Request {

        private final Range range;
        private final List<PendingWrite> writes;
        private final long since;
        private final Disposable.Swap subscription = Disposables.swap();

        Request(Range range, List<PendingWrite> writes, long since) {
            this.range = range;
            this.writes = writes;
            this.since = since;
        }

        void answered(List<Answer> answers) {
            if (answers.size() != writes.size()) {
                failed(new IllegalStateException(
                        answers.size() + " answers to " + writes.size() + " operations of a request"));
                return;
            }
            List<Request> next = new ArrayList<>();
            if (!close(next)) {
                return;
            }
            timer.answered(clock.getAsLong() - since);
            answers.forEach(this::learn);
            start(next);
            for (int n = 0; n < answers.size(); n++) {
                listener.answered(writes.get(n), answers.get(n));
            }
        }

        /** It may still be on its way. */
        void givenUp(long now, long patience) {
            writes.stream().filter(write -> !write.reading()).forEach(write -> write.mayArriveUntil(since + patience));
            ended(noAnswer(since, now));
        }

        void failed(Throwable why) {
            if (Answer.of(why).verdict() == Verdict.TRANSIENT) {
                timer.connectionLost(clock.getAsLong());
            }
            ended(why);
        }

        private void ended(Throwable why) {
            List<Request> next = new ArrayList<>();
            if (!close(next)) {
                return;
            }
            subscription.dispose();
            Answer answer = Answer.of(why);
            learn(answer);
            start(next);
            for (PendingWrite write : writes) {
                if (answer.status() > 0) {
                    listener.answered(write, answer);
                } else {
                    listener.lost(write, why);
                }
            }
        }

        private void learn(Answer answer) {
            if (Verdict.partitionsHaveChanged(answer.status(), answer.subStatus())) {
                transport.refreshRanges();
            }
        }

        /** @return false if it has ended before */
        private boolean close(List<Request> next) {
            synchronized (Requests.this) {
                if (!Requests.this.open.remove(this)) {
                    return false;
                }
                range.open.remove(this);
                next.addAll(ready(List.of(range), false));
                return true;
            }
        }
    }
}
