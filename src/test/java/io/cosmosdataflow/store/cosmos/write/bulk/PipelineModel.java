package io.cosmosdataflow.store.cosmos.write.bulk;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a pipeline was given and has done with it, as its judge and its transport see it; notes what it must not do. */
final class PipelineModel {

    /** A thread that is about to send may be held up for a moment. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** @param before the operation on the same item that has to end first; null if there is none */
    private record Operation(PendingWrite write, Operation before, AtomicInteger settled) {

        boolean isSettled() {
            return settled.get() > 0;
        }

        boolean isFirstOfItsItem() {
            return before == null || before.isSettled();
        }
    }

    private final WriteLimits limits;
    /** Operations are equal only to themselves. */
    private final Map<PendingWrite, Operation> operations = new ConcurrentHashMap<>();

    private final Map<String, Operation> newest = new HashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private int inFlight;
    private long bytesInFlight;
    private int mostInFlight;
    private long mostBytesInFlight;
    private volatile boolean closed;
    private volatile long closedAt;

    /** @param limits that the pipeline has to keep */
    PipelineModel(WriteLimits limits) {
        this.limits = limits;
    }

    /** To be called by the thread that submits, before and after. */
    void submitting(PendingWrite write) {
        Operation operation = new Operation(write, newest.get(write.key()), new AtomicInteger());
        newest.put(write.key(), operation);
        operations.put(write, operation);
    }

    synchronized void submitted(PendingWrite write) {
        inFlight++;
        bytesInFlight += write.bytes();
        mostInFlight = Math.max(mostInFlight, inFlight);
        mostBytesInFlight = Math.max(mostBytesInFlight, bytesInFlight);
        check(inFlight <= limits.operations(), inFlight + " operations in flight");
        check(inFlight == 1 || bytesInFlight <= limits.bytes(), bytesInFlight + " bytes in flight");
    }

    void sending(List<PendingWrite> writes) {
        check(!closed || System.nanoTime() - closedAt < GRACE_NANOS, "sent after the end");
        for (PendingWrite write : writes) {
            Operation operation = operations.get(write);
            check(operation.isFirstOfItsItem(), write.key() + " is sent before its turn");
            check(!operation.isSettled(), write.key() + " is sent after its end");
            check(closed || write.state() == OperationState.SENT, write.key() + " is sent and " + write.state());
        }
    }

    /** It has come to the judge. */
    void returned(PendingWrite write) {
        Operation operation = operations.get(write);
        check(operation.isFirstOfItsItem(), write.key() + " is judged before its turn");
        check(!operation.isSettled(), write.key() + " is judged after its end");
        check(write.state() == OperationState.RETURNED, write.key() + " is judged and " + write.state());
    }

    /** To be called before the pipeline is told so. */
    synchronized void settling(PendingWrite write) {
        operations.get(write).settled().incrementAndGet();
        inFlight--;
        bytesInFlight -= write.bytes();
    }

    /** The pipeline was closed: from now on it has to be quiet. */
    void closed() {
        closedAt = System.nanoTime();
        closed = true;
    }

    void check(boolean met, String otherwise) {
        if (!met) {
            violations.add(otherwise);
        }
    }

    Collection<String> violations() {
        return List.copyOf(violations);
    }

    /** How often the operations were settled. */
    List<Integer> settlements() {
        return operations.values().stream().map(each -> each.settled().get()).toList();
    }

    Collection<PendingWrite> writes() {
        return operations.keySet();
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    synchronized long mostBytesInFlight() {
        return mostBytesInFlight;
    }
}
