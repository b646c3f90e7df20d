package io.cosmosdataflow.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.JavaConverters;

/**
 * Counts documents and request units of running tasks, by activity. Executors report with their heartbeats,
 * so that the numbers move while a task runs. Spark calls this from its listener thread.
 */
final class SparkCounters extends SparkListener {

    private static final String READ = "internal.metrics.input.recordsRead";
    private static final String WRITTEN = "internal.metrics.output.recordsWritten";

    /** What tasks have counted so far; {@code requestUnits} are whole RU. */
    record Counts(long read, long written, long requestUnits, long throttled) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    read + other.read,
                    written + other.written,
                    requestUnits + other.requestUnits,
                    throttled + other.throttled);
        }

        Counts minus(Counts other) {
            return new Counts(
                    read - other.read,
                    written - other.written,
                    requestUnits - other.requestUnits,
                    throttled - other.throttled);
        }
    }

    private record Task(int stage, Counts counts) {}

    private final Map<Integer, String> activityOfStage = new HashMap<>();
    private final Map<Long, Task> tasks = new HashMap<>();

    /** All attempts of the activity in this session. */
    synchronized Counts of(String activity) {
        return tasks.values().stream()
                .filter(task -> activity.equals(activityOfStage.get(task.stage())))
                .map(Task::counts)
                .reduce(Counts.NONE, Counts::plus);
    }

    /** A job's description is {@code pipeline / activity}. */
    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        String description =
                start.properties() == null ? "" : start.properties().getProperty("spark.job.description", "");
        String activity =
                description.substring(description.lastIndexOf(" / ") < 0 ? 0 : description.lastIndexOf(" / ") + 3);
        JavaConverters.seqAsJavaList(start.stageIds())
                .forEach(stage -> activityOfStage.put(((Number) stage).intValue(), activity));
    }

    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        JavaConverters.seqAsJavaList(update.accumUpdates()).forEach(task -> {
            long id = ((Number) task._1()).longValue();
            int stage = ((Number) task._2()).intValue();
            tasks.put(id, new Task(stage, counts(JavaConverters.seqAsJavaList(task._4()))));
        });
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.taskInfo() == null) {
            return;
        }
        if (end.taskInfo().failed() || end.taskInfo().killed()) {
            tasks.remove(end.taskInfo().taskId());
        } else {
            Counts counts = counts(
                    JavaConverters.seqAsJavaList(end.taskInfo().accumulables().toSeq()));
            tasks.put(end.taskInfo().taskId(), new Task(end.stageId(), counts));
        }
    }

    /** In local mode heartbeats bring Spark's own counters without names; then the scan's rows count as read. */
    private static Counts counts(Iterable<AccumulableInfo> values) {
        Counts sum = Counts.NONE;
        long read = 0;
        for (AccumulableInfo value : values) {
            if (value.name().isEmpty()
                    || value.update().isEmpty()
                    || !(value.update().get() instanceof Number)) {
                continue;
            }
            long count = ((Number) value.update().get()).longValue();
            switch (value.name().get()) {
                case READ, "documents read", "number of output rows" -> read = Math.max(read, count);
                case WRITTEN, "documents written" -> sum = sum.plus(new Counts(0, count, 0, 0));
                case "request units charged" -> sum = sum.plus(new Counts(0, 0, count, 0));
                case "throttled requests" -> sum = sum.plus(new Counts(0, 0, 0, count));
                default -> {}
            }
        }
        return sum.plus(new Counts(read, 0, 0, 0));
    }
}
