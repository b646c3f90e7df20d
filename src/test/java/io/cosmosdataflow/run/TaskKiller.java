package io.cosmosdataflow.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;

/** Kills one running task, once, as soon as the work has come far enough. */
final class TaskKiller extends SparkListener implements AutoCloseable {

    private final SparkSession spark;
    private final BooleanSupplier farEnough;
    private final Set<Long> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger killed = new AtomicInteger();

    private TaskKiller(SparkSession spark, BooleanSupplier farEnough) {
        this.spark = spark;
        this.farEnough = farEnough;
    }

    static TaskKiller of(SparkSession spark, BooleanSupplier farEnough) {
        TaskKiller killer = new TaskKiller(spark, farEnough);
        spark.sparkContext().addSparkListener(killer);
        return killer;
    }

    int killed() {
        return killed.get();
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
        running.add(start.taskInfo().taskId());
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
    }

    /** With each heartbeat of the executor. */
    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
        if (killed.get() == 0 && farEnough.getAsBoolean()) {
            running.stream()
                    .findFirst()
                    .filter(task -> spark.sparkContext().killTaskAttempt(task, true, "killed on purpose"))
                    .ifPresent(task -> killed.incrementAndGet());
        }
    }

    @Override
    public void close() {
        spark.sparkContext().removeSparkListener(this);
    }
}
