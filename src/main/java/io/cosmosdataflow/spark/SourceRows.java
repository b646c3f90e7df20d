package io.cosmosdataflow.spark;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import scala.collection.JavaConverters;

/**
 * What the operators of Spark's plans have handed out, by the id of their metric and by stage. A stage runs an operator
 * over all its partitions, so that the stage with the most rows has seen each row once; others are further passes over
 * the same rows: by another sink, by the sampling before a sort, by the second half of a merge. A task that is run again
 * counts once.
 */
final class SourceRows extends SparkListener {

    /** Spark's name for the metric {@code numOutputRows}. */
    private static final String ROWS = "number of output rows";

    private final Map<Long, Map<Integer, Long>> rowsOfMetric = new HashMap<>();
    private final Map<Integer, BitSet> ended = new HashMap<>();

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        TaskInfo task = end.taskInfo();
        if (task == null || !task.successful() || alreadyEnded(end.stageId(), task.index())) {
            return;
        }
        for (AccumulableInfo value :
                JavaConverters.seqAsJavaList(task.accumulables().toSeq())) {
            boolean rows = value.name().isDefined()
                    && value.name().get().equals(ROWS)
                    && value.update().isDefined()
                    && value.update().get() instanceof Number;
            if (rows) {
                long count = Math.max(0, ((Number) value.update().get()).longValue());
                rowsOfMetric.computeIfAbsent(value.id(), id -> new HashMap<>()).merge(end.stageId(), count, Long::sum);
            }
        }
    }

    private boolean alreadyEnded(int stage, int partition) {
        BitSet partitions = ended.computeIfAbsent(stage, id -> new BitSet());
        boolean already = partitions.get(partition);
        partitions.set(partition);
        return already;
    }

    /** Of the stage with the most rows; 0 if no task of any has ended. */
    synchronized long of(long metric) {
        return rowsOfMetric.getOrDefault(metric, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
