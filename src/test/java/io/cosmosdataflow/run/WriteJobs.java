package io.cosmosdataflow.run;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.collection.JavaConverters;

/** The writes through DataSource V2 that Spark is asked for, and the jobs of each. */
final class WriteJobs extends SparkListener implements AutoCloseable {

    private static final String EXECUTION = "spark.sql.execution.id";

    private final SparkSession spark;
    private final Map<Long, Integer> jobs = new ConcurrentHashMap<>();
    private final Map<Long, Integer> tasks = new ConcurrentHashMap<>();

    private WriteJobs(SparkSession spark) {
        this.spark = spark;
    }

    static WriteJobs watch(SparkSession spark) {
        WriteJobs watching = new WriteJobs(spark);
        spark.sparkContext().addSparkListener(watching);
        return watching;
    }

    @Override
    public void onOtherEvent(SparkListenerEvent event) {
        if (event instanceof SparkListenerSQLExecutionStart start
                && start.physicalPlanDescription().contains("AppendData")) {
            jobs.put(start.executionId(), 0);
        }
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        String execution = start.properties().getProperty(EXECUTION);
        if (execution != null) {
            jobs.computeIfPresent(Long.valueOf(execution), (id, count) -> {
                tasks.put(id, last(start));
                return count + 1;
            });
        }
    }

    /** How many jobs each write took, by the number of its execution. */
    Map<Long, Integer> ofWrites() throws TimeoutException {
        spark.sparkContext().listenerBus().waitUntilEmpty();
        return Map.copyOf(jobs);
    }

    private static int last(SparkListenerJobStart start) {
        return JavaConverters.seqAsJavaList(start.stageInfos()).stream()
                .max(Comparator.comparingInt(StageInfo::stageId))
                .orElseThrow()
                .numTasks();
    }

    /** How many tasks wrote, by the number of the execution. */
    Map<Long, Integer> tasks() throws TimeoutException {
        spark.sparkContext().listenerBus().waitUntilEmpty();
        return Map.copyOf(tasks);
    }

    @Override
    public void close() {
        spark.sparkContext().removeSparkListener(this);
    }
}
