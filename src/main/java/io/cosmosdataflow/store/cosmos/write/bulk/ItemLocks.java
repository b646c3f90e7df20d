package io.cosmosdataflow.store.cosmos.write.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One operation for each item, the others behind it in their order. Guarded by the pipeline's lock. */
final class ItemLocks {

    /** By key of the item that is taken: who waits for it. */
    private final Map<String, Deque<PendingWrite>> waiting = new HashMap<>();

    /** @return whether the operation has its item; else it waits for it */
    boolean take(PendingWrite write) {
        Deque<PendingWrite> before = waiting.putIfAbsent(write.key(), new ArrayDeque<>(0));
        if (before != null) {
            before.add(write);
        }
        return before == null;
    }

    /** @return the operation that has the item now */
    Optional<PendingWrite> release(String key) {
        Optional<PendingWrite> next = Optional.ofNullable(waiting.get(key).poll());
        if (next.isEmpty()) {
            waiting.remove(key);
        }
        return next;
    }
}
