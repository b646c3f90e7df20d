package io.cosmosdataflow.store.cosmos.write.bulk;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/**
 * The request units that a write may spend each second, over all its tasks.
 *
 * @param write names the write, so that its tasks in one JVM find each other
 * @param unitsPerSecond RU/s; 0 for no limit of its own
 * @param shares how many tasks of the write can run at a time; each running task has one share. 1 where all tasks
 *     run in one JVM, so that one task that is left over may spend everything
 */
public record WriteBudget(String write, int unitsPerSecond, int shares) implements Serializable {

    public WriteBudget {
        Objects.requireNonNull(write, "write");
        if (unitsPerSecond < 0 || shares < 1) {
            throw new IllegalArgumentException("a budget is not negative, and has a share for a task");
        }
    }

    /** @param unitsPerSecond 0 for no limit */
    static WriteBudget of(int unitsPerSecond) {
        return new WriteBudget(UUID.randomUUID().toString(), unitsPerSecond, 1);
    }

    WriteBudget sharedBy(int tasks) {
        return new WriteBudget(write, unitsPerSecond, Math.max(1, tasks));
    }

    /** What {@code tasks} of the write may have of anything, 1 at most. */
    double share(int tasks) {
        return Math.min(1.0, (double) tasks / shares);
    }

    /** RU/s of a JVM in which {@code tasks} of the write are running; infinite without a limit. */
    double perSecond(int tasks) {
        return unitsPerSecond > 0 ? unitsPerSecond * share(tasks) : Double.POSITIVE_INFINITY;
    }
}
