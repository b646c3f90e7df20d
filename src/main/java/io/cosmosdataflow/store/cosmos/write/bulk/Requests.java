package io.cosmosdataflow.store.cosmos.write.bulk;

import io.cosmosdataflow.store.cosmos.client.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Puts operations on documents of one physical partition together into requests, and waits for their answers. Each
 * operation that is added is reported once, whatever becomes of its request: a request that is not answered in time is
 * given up, and what comes later for it is nobody's.
 */
final class Requests {

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
    private final int mostOperations;
    private final WriteRate rate;
    private final LongSupplier clock;
    private final RetransmissionTimer timer;

    private final Map<String, PartitionQueue> partitions = new HashMap<>();
    /** Who takes an exchange out of these sets reports it; it ends there. */
    private final Set<Routing> routings = new LinkedHashSet<>();

    private final Set<Request> open = new LinkedHashSet<>();
    private boolean closed;

    /**
     * @param mostOperations that a request holds
     * @param rate at which they may be made
     * @param clock {@link System#nanoTime()}
     */
    Requests(Transport transport, Listener listener, int mostOperations, WriteRate rate, LongSupplier clock) {
        this.transport = transport;
        this.listener = listener;
        this.mostOperations = mostOperations;
        this.rate = rate;
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
        routing.start(() -> transport.range(write), "no physical partition", listener::broken);
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
            unrouted =
                    routings.stream().filter(each -> each.nanos(now) > patience).toList();
            overdue = open.stream()
                    .filter(each -> each.nanos(now) > timer.nanosFor(each.since()))
                    .toList();
        }
        unrouted.forEach(each -> each.failed(each.noAnswer(now)));
        if (!overdue.isEmpty()) {
            timer.givenUp();
            overdue.forEach(each -> each.giveUp(now, patience));
        }
        start(ready(false));
    }

    /** Reports nothing any more. The service may still do what was sent. */
    void close() {
        List<Exchange<?>> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            open.forEach(each -> each.permit.unanswered());
            all.addAll(routings);
            all.addAll(open);
            routings.clear();
            open.clear();
            partitions.clear();
        }
        all.forEach(Exchange::cancel);
    }

    private synchronized List<Request> ready(boolean hurry) {
        return ready(partitions.values(), hurry);
    }

    /** Called with the lock. */
    private List<Request> ready(Collection<PartitionQueue> of, boolean hurry) {
        List<Request> ready = new ArrayList<>();
        for (PartitionQueue queue : of) {
            while (queue.mayLeave(mostOperations, clock.getAsLong(), hurry)) {
                Optional<Permit> permit =
                        rate.ask(queue.partition(), queue.least(rate.costs()::of), later -> permitted(queue, later));
                queue.asks(permit.isEmpty());
                permit.ifPresent(now -> ready.add(request(queue, now)));
            }
        }
        return ready;
    }

    /** Called with the lock, for a queue that is not empty. */
    private Request request(PartitionQueue queue, Permit permit) {
        // Where nobody meters, nobody asks what an operation costs.
        ToDoubleFunction<PendingWrite> cost = permit.isMetered() ? rate.costs()::of : write -> 0;
        List<PendingWrite> writes = queue.take(mostOperations, permit.units(), cost);
        permit.sends(writes.stream().mapToDouble(cost).sum());
        Request request = new Request(queue, writes, permit, clock.getAsLong());
        queue.opened(request);
        open.add(request);
        return request;
    }

    /** Called by the rate, without locks. */
    private void permitted(PartitionQueue queue, Permit permit) {
        try {
            Optional<Request> request = Optional.empty();
            synchronized (this) {
                queue.asks(false);
                if (!closed && queue.mayLeave(mostOperations, clock.getAsLong(), true)) {
                    request = Optional.of(request(queue, permit));
                }
            }
            if (request.isEmpty()) {
                permit.giveBack();
            }
            start(request.stream().toList());
        } catch (RuntimeException | Error e) {
            listener.broken(e);
        }
    }

    /** Called without the lock: the answer may be there at once. */
    private void start(List<Request> ready) {
        ready.forEach(each -> each.start(
                () -> transport.send(each.queue.partition(), each.writes),
                "the request ended without an answer",
                listener::broken));
    }

    /** An operation of which it is not known yet where it belongs. */
    private final class Routing extends Exchange<String> {

        private final PendingWrite write;

        Routing(PendingWrite write) {
            super(clock.getAsLong());
            this.write = write;
        }

        @Override
        void succeeded(String partition) {
            List<Request> ready;
            synchronized (Requests.this) {
                if (!routings.remove(this)) {
                    return;
                }
                PartitionQueue queue = partitions.computeIfAbsent(partition, PartitionQueue::new);
                queue.add(write, clock.getAsLong());
                ready = ready(List.of(queue), false);
            }
            Requests.this.start(ready);
        }

        @Override
        void failed(Throwable why) {
            synchronized (Requests.this) {
                if (!routings.remove(this)) {
                    return;
                }
            }
            cancel();
            listener.lost(write, why);
        }
    }

    private final class Request extends Exchange<List<Answer>> {

        private final PartitionQueue queue;
        private final List<PendingWrite> writes;
        private final Permit permit;

        Request(PartitionQueue queue, List<PendingWrite> writes, Permit permit, long since) {
            super(since);
            this.queue = queue;
            this.writes = writes;
            this.permit = permit;
        }

        @Override
        void succeeded(List<Answer> answers) {
            if (answers.size() != writes.size()) {
                failed(new IllegalStateException(
                        answers.size() + " answers to " + writes.size() + " operations of a request"));
                return;
            }
            if (!end()) {
                return;
            }
            timer.answered(nanos(clock.getAsLong()));
            answers.forEach(this::learn);
            settle(answers);
            startNext();
            for (int n = 0; n < answers.size(); n++) {
                listener.answered(writes.get(n), answers.get(n));
            }
        }

        /** It may still be on its way. */
        void giveUp(long now, long patience) {
            writes.stream()
                    .filter(write -> !write.reading())
                    .forEach(write -> write.mayArriveUntil(since() + patience));
            endWithout(noAnswer(now));
        }

        @Override
        void failed(Throwable why) {
            if (Answer.of(why).verdict() == Verdict.TRANSIENT) {
                timer.connectionLost(clock.getAsLong());
            }
            endWithout(why);
        }

        private void endWithout(Throwable why) {
            if (!end()) {
                return;
            }
            cancel();
            Answer answer = Answer.of(why);
            learn(answer);
            if (answer.verdict() == Verdict.THROTTLED) {
                settle(Collections.nCopies(writes.size(), answer));
            } else {
                permit.unanswered();
            }
            startNext();
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

        /** What a request costs that is answered as a whole is what its operations cost. */
        private void settle(List<Answer> answers) {
            double charge = 0;
            double refused = 0;
            Duration retryAfter = Duration.ZERO;
            for (int n = 0; n < answers.size(); n++) {
                Answer answer = answers.get(n);
                PendingWrite write = writes.get(n);
                charge += answer.requestCharge();
                if (answer.verdict() == Verdict.THROTTLED) {
                    refused += rate.costs().of(write);
                    retryAfter = longer(retryAfter, answer.retryAfter());
                } else if (permit.isMetered() && answer.verdict() == Verdict.DONE && !write.reading()) {
                    rate.costs().learn(write, answer.requestCharge());
                }
            }
            permit.answered(charge, refused, retryAfter);
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        /** @return false if it has ended before */
        private boolean end() {
            synchronized (Requests.this) {
                if (!open.remove(this)) {
                    return false;
                }
                queue.ended(this);
                return true;
            }
        }

        private void startNext() {
            List<Request> next;
            synchronized (Requests.this) {
                next = closed ? List.of() : ready(List.of(queue), false);
            }
            Requests.this.start(next);
        }
    }
}
