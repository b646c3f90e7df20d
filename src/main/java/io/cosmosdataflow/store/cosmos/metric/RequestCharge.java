package io.cosmosdataflow.store.cosmos.metric;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Request units that a read or a write has spent, summed by the driver: of tasks that ended well, of tasks that failed,
 * and of tasks whose executor was lost as much as this had reported with its last heartbeat, {@code
 * spark.executor.heartbeatInterval}. What was spent after that nobody knows but the account.
 */
public final class RequestCharge implements Serializable, AutoCloseable {

    private final ChargeSum sum = new ChargeSum();
    private final transient SparkContext context;
    private final transient Lost lost;

    /** Of the driver; to be closed when the tasks have ended. */
    public RequestCharge(SparkContext context) {
        this.context = context;
        sum.register(context, Option.apply("request units"), true);
        this.lost = new Lost(sum.id());
        context.addSparkListener(lost);
    }

    /** Inside a task; by any of its threads. */
    public void add(double requestUnits) {
        sum.add(requestUnits);
    }

    /** For the driver. */
    public double total() {
        return sum.value() + lost.total();
    }

    /** The total stays. */
    @Override
    public void close() {
        context.removeSparkListener(lost);
    }

    /** What Spark does not add to the sum, since a task ended without a word. */
    static final class Lost extends SparkListener {

        private final long id;
        private final Map<Long, Double> running = new HashMap<>();
        private double total;

        /** @param id of the sum among Spark's accumulators */
        Lost(long id) {
            this.id = id;
        }

        @Override
        public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
            JavaConverters.seqAsJavaList(heartbeat.accumUpdates())
                    .forEach(task -> JavaConverters.seqAsJavaList(task._4())
                            .forEach(value -> reported((Long) task._1(), value)));
        }

        private void reported(long task, AccumulableInfo value) {
            if (value.id() == id && value.update().isDefined()) {
                running.put(task, (Double) value.update().get());
            }
        }

        @Override
        public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
            Double last = running.remove(end.taskInfo().taskId());
            if (last != null && !told(end.reason())) {
                total += last;
            }
        }

        /** Source: DAGScheduler of Spark 3.4, handleTaskCompletion. */
        private static boolean told(TaskEndReason reason) {
            return reason == Success$.MODULE$ || reason instanceof ExceptionFailure || reason instanceof TaskKilled;
        }

        synchronized double total() {
            return total;
        }
    }
}
