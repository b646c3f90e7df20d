package io.cosmosdataflow.testing;

import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/** Spark tasks as {@linkplain Steps steps}, {@code begin} and {@code end}, in the thread of the task. */
public final class SteppingTasks implements SparkPlugin {

    @Override
    public DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            private final ThreadLocal<String> task = new ThreadLocal<>();

            @Override
            public void onTaskStart() {
                TaskContext context = TaskContext.get();
                task.set(context.stageId() + "." + context.partitionId());
                Steps.take("begin task " + task.get());
            }

            @Override
            public void onTaskSucceeded() {
                Steps.take("end task " + task.get());
            }
        };
    }
}
