package io.cosmosdataflow.store.cosmos.write;

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
final class FinalMetrics {

    private FinalMetrics() {}

    /** @param context of the running task; null outside of one */
    static void set(TaskContext context, TaskOutcome outcome) {
        if (context == null) {
            return;
        }
        Map<String, Long> values = new HashMap<>();
        for (CustomTaskMetric value : WriteMetrics.of(outcome)) {
            values.put(value.name(), value.value());
        }
        Map<String, Long> byDescription = new HashMap<>();
        for (CustomMetric metric : WriteMetrics.all()) {
            byDescription.put(metric.description(), values.get(metric.name()));
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
