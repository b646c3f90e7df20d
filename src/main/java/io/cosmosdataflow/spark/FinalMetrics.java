package io.cosmosdataflow.spark;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.collection.JavaConverters;

/**
 * Sets the metrics of a write once more at its commit. Spark 3.4 asks for them last before it, when the
 * operations in flight, all of a small task, are still undecided.
 */
public final class FinalMetrics {

    private FinalMetrics() {}

    /**
     * @param context of the running task; null outside of one
     * @param metrics all that the write has
     * @param values of some of them
     */
    public static void set(TaskContext context, CustomMetric[] metrics, CustomTaskMetric[] values) {
        if (context == null) {
            return;
        }
        Map<String, Long> byName = new HashMap<>();
        for (CustomTaskMetric value : values) {
            byName.put(value.name(), value.value());
        }
        Map<String, Long> byDescription = new HashMap<>();
        for (CustomMetric metric : metrics) {
            byDescription.put(metric.description(), byName.get(metric.name()));
        }
        JavaConverters.seqAsJavaList(context.taskMetrics().accumulators().toSeq())
                .forEach(accumulator -> {
                    if (accumulator instanceof SQLMetric metric && metric.name().isDefined()) {
                        Long value = byDescription.get(metric.name().get());
                        if (value != null) {
                            metric.set(value);
                        }
                    }
                });
    }
}
