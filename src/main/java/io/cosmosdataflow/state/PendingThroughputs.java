package io.cosmosdataflow.state;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The raised throughputs that are not yet put back, by names of their own. Runs that share this see each other,
 * so that the last of them puts back what was there before the first.
 */
public interface PendingThroughputs {

    /** Those of this JVM, for runs without a state directory; they end with it. */
    PendingThroughputs OF_THIS_JVM = new InMemory();

    /** @param name given by {@link #newName}; a record of this name is replaced */
    void save(String name, PendingThroughput pending);

    /** A missing one is fine. */
    void remove(String name);

    /** By name. */
    Map<String, PendingThroughput> all();

    /** A name that no other raise has. */
    default String newName() {
        return UUID.randomUUID().toString();
    }

    /** Without those of {@code name}, the ones about the same container. */
    default List<PendingThroughput> others(String name, PendingThroughput pending) {
        return all().entrySet().stream()
                .filter(each -> !each.getKey().equals(name))
                .map(Map.Entry::getValue)
                .filter(pending::sameContainer)
                .toList();
    }

    /** In memory. */
    final class InMemory implements PendingThroughputs {

        private final Map<String, PendingThroughput> records = new ConcurrentHashMap<>();

        @Override
        public void save(String name, PendingThroughput pending) {
            records.put(name, pending);
        }

        @Override
        public void remove(String name) {
            records.remove(name);
        }

        @Override
        public Map<String, PendingThroughput> all() {
            return Map.copyOf(records);
        }
    }
}
