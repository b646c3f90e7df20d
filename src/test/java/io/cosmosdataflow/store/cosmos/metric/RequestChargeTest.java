package io.cosmosdataflow.store.cosmos.metric;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.Tuple4;
import scala.collection.JavaConverters;
import scala.collection.immutable.Seq;

class RequestChargeTest {

    private static final long ID = 42;
    private static final TaskEndReason LOST =
            new ExecutorLostFailure("1", true, Option.apply("Command exited with code 137"));
    private static final AtomicInteger DEATHS = new AtomicInteger();

    private final RequestCharge.Lost lost = new RequestCharge.Lost(ID);

    private void heartbeat(long task, long accumulator, double value) {
        AccumulableInfo info = new AccumulableInfo(
                accumulator, Option.empty(), Option.apply(value), Option.empty(), false, true, Option.empty());
        Tuple4<Object, Object, Object, scala.collection.Seq<AccumulableInfo>> update =
                new Tuple4<>(task, 0, 0, seq(List.of(info)));
        lost.onExecutorMetricsUpdate(new SparkListenerExecutorMetricsUpdate(
                "1", seq(List.of(update)), scala.collection.immutable.Map$.MODULE$.empty()));
    }

    private void end(long task, TaskEndReason reason) {
        TaskInfo info = new TaskInfo(task, 0, 0, 0, 0, "1", "host", TaskLocality.ANY(), false);
        lost.onTaskEnd(new SparkListenerTaskEnd(0, 0, "ResultTask", reason, info, null, null));
    }

    private static <T> Seq<T> seq(List<T> values) {
        return JavaConverters.asScalaBuffer(values).toList();
    }

    @Test
    void aLostExecutorCountsAsFarAsItHadReported() {
        heartbeat(1, ID, 100);
        heartbeat(2, ID, 30);
        heartbeat(2, 7, 5_000);
        heartbeat(1, ID, 250);
        end(1, LOST);
        end(2, Success$.MODULE$);
        end(3, LOST);

        assertThat(lost.total()).isEqualTo(250);
    }

    /** Three tasks of ten rows at one unit each, one of which dies after the fifth of them. */
    @Test
    void whatAFailedTaskHasSpentCounts() {
        SparkSession spark = SharedSpark.session();
        DEATHS.set(1);
        try (RequestCharge charge = new RequestCharge(spark.sparkContext())) {
            UDF1<Long, Long> spends = id -> {
                charge.add(1);
                if (id == 14 && DEATHS.getAndDecrement() > 0) {
                    throw new IllegalStateException("died on purpose");
                }
                return id;
            };
            spark.range(0, 30, 1, 3)
                    .select(udf(spends, DataTypes.LongType).asNondeterministic().apply(col("id")))
                    .collectAsList();

            assertThat(charge.total()).isEqualTo(30 + 5);
        }
    }
}
