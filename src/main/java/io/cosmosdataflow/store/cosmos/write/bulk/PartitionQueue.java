package io.cosmosdataflow.store.cosmos.write.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The operations of one physical partition that wait for a request, and the requests that it has. Guarded by the lock of
 * {@link Requests}.
 *
 * <p>There is one request at a time. The next leaves when it is full, when its operations have waited for a moment, or
 * when somebody waits for them.
 */
final class PartitionQueue {

    /** What the SDK puts into a request. Source: MAX_DIRECT_MODE_BATCH_REQUEST_BODY_SIZE_IN_BYTES. */
    static final int MOST_BYTES = 220_201;

    /**
     * How many requests there are at a time: one, and others while that one is overdue. All requests on a connection
     * that is lost are lost, so that more of them are no gain.
     */
    static final int MOST_OPEN = 4;

    private static final long OVERDUE_NANOS = 300_000_000;
    private static final long LINGER_NANOS = 50_000_000;

    private final String partition;
    private final Deque<PendingWrite> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long waitingSince;
    private boolean asks;
    private final List<Exchange<?>> open = new ArrayList<>(1);

    PartitionQueue(String partition) {
        this.partition = partition;
    }

    String partition() {
        return partition;
    }

    void add(PendingWrite write, long now) {
        write.become(OperationState.QUEUED);
        if (waiting.isEmpty()) {
            waitingSince = now;
        }
        waiting.add(write);
        waitingBytes += write.bytes();
    }

    /** @param most operations of a request */
    boolean mayLeave(int most, long now, boolean hurry) {
        if (asks || waiting.isEmpty() || isBusy(now)) {
            return false;
        }
        return hurry || waiting.size() >= most || waitingBytes >= MOST_BYTES || now - waitingSince >= LINGER_NANOS;
    }

    private boolean isBusy(long now) {
        return open.size() >= MOST_OPEN || open.stream().anyMatch(each -> each.nanos(now) < OVERDUE_NANOS);
    }

    /** What the next request costs at least, in request units; the queue is not empty. */
    double least(ToDoubleFunction<PendingWrite> cost) {
        return cost.applyAsDouble(waiting.peek());
    }

    /**
     * The operations of the next request: at least one, however large and dear.
     *
     * @param most operations
     * @param units that they may cost together
     * @param cost of an operation, in request units
     */
    List<PendingWrite> take(int most, double units, ToDoubleFunction<PendingWrite> cost) {
        List<PendingWrite> taken = new ArrayList<>(Math.min(most, waiting.size()));
        long bytes = 0;
        double spent = 0;
        while (!waiting.isEmpty() && taken.size() < most) {
            PendingWrite next = waiting.peek();
            bytes += next.bytes();
            spent += cost.applyAsDouble(next);
            if (!taken.isEmpty() && (bytes > MOST_BYTES || spent > units)) {
                break;
            }
            waiting.remove();
            waitingBytes -= next.bytes();
            next.become(OperationState.SENT);
            taken.add(next);
        }
        return taken;
    }

    /** Whether a permit is asked for, which has not come. */
    boolean asks() {
        return asks;
    }

    void asks(boolean now) {
        asks = now;
    }

    void opened(Exchange<?> request) {
        open.add(request);
    }

    void ended(Exchange<?> request) {
        open.remove(request);
    }
}
