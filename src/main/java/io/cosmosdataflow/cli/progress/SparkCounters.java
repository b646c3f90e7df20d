package io.cosmosdataflow.cli.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.storage.RDDInfo;
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

    /** @param data the first of its RDDs, which is the same for two stages that read the same scan */
    private record Stage(String activity, String query, int data) {}

    private final Map<Integer, Stage> stages = new HashMap<>();
    private final Map<Long, Task> tasks = new HashMap<>();

    /**
     * All attempts of the activity in this session. Rows are read once: a second pass over a scan, and a query that reads
     * again what another one has read, count for nothing.
     */
    synchronized Counts of(String activity) {
        Counts sum = Counts.NONE;
        Map<Integer, Long> readOfStage = new HashMap<>();
        for (Task task : tasks.values()) {
            Stage stage = stages.get(task.stage());
            if (stage != null && stage.activity().equals(activity)) {
                sum = sum.plus(task.counts());
                readOfStage.merge(task.stage(), task.counts().read(), Long::sum);
            }
        }
        Map<Stage, Long> readOfScan = new HashMap<>();
        readOfStage.forEach((stage, read) -> readOfScan.merge(stages.get(stage), read, Math::max));
        Map<String, Long> readOfQuery = new HashMap<>();
        readOfScan.forEach((scan, read) -> readOfQuery.merge(scan.query(), read, Long::sum));
        long read =
                readOfQuery.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Counts(read, sum.written(), sum.requestUnits(), sum.throttled());
    }

    /** A job's description is {@code pipeline / activity}. */
    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        Properties properties = start.properties() == null ? new Properties() : start.properties();
        String description = properties.getProperty("spark.job.description", "");
        String activity =
                description.substring(description.lastIndexOf(" / ") < 0 ? 0 : description.lastIndexOf(" / ") + 3);
        String query = properties.getProperty("spark.sql.execution.id", "job " + start.jobId());
        for (StageInfo stage : JavaConverters.seqAsJavaList(start.stageInfos())) {
            int data = JavaConverters.seqAsJavaList(stage.rddInfos()).stream()
                    .mapToInt(RDDInfo::id)
                    .min()
                    .orElse(stage.stageId());
            stages.put(stage.stageId(), new Stage(activity, query, data));
        }
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
