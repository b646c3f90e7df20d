package io.cosmosdataflow.store.lost;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the counts of tasks to the driver. Spark hands over only those of attempts that have succeeded; of two at
 * the same partition of a stage the last one counts, so that no row counts twice, whatever is run again.
 */
final class TaskCounts extends AccumulatorV2<TaskCount, Collection<TaskCount>> {

    private static final long serialVersionUID = 1;

    /** Never changed, only replaced: heartbeats read it while the task goes on. */
    private volatile TreeMap<TaskCount.Task, TaskCount> counts = new TreeMap<>();

    @Override
    public boolean isZero() {
        return counts.isEmpty();
    }

    @Override
    public TaskCounts copy() {
        TaskCounts copy = new TaskCounts();
        copy.counts = counts;
        return copy;
    }

    @Override
    public void reset() {
        counts = new TreeMap<>();
    }

    @Override
    public void add(TaskCount count) {
        put(Map.of(count.task(), count));
    }

    @Override
    public void merge(AccumulatorV2<TaskCount, Collection<TaskCount>> other) {
        put(((TaskCounts) other).counts);
    }

    private synchronized void put(Map<TaskCount.Task, TaskCount> more) {
        TreeMap<TaskCount.Task, TaskCount> all = new TreeMap<>(counts);
        all.putAll(more);
        counts = all;
    }

    /** In the order of the rows. */
    @Override
    public Collection<TaskCount> value() {
        return counts.values();
    }
}
