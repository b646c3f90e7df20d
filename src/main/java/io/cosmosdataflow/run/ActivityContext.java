package io.cosmosdataflow.run;

import io.cosmosdataflow.store.kept.RowKeeping;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.skip.SkippedRows;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * What an attempt of an activity works with.
 *
 * @param activity its name
 * @param activityRunId names the attempt, in Spark's job group and in temporary files
 * @param remark takes what the user should see
 * @param state what the run keeps beyond its end
 * @param repeats whether an earlier attempt may have done some of the work
 * @param skipped takes rows that do not fit; empty if the first one ends the activity
 */
record ActivityContext(
        SparkSession spark,
        String activity,
        UUID activityRunId,
        Consumer<String> remark,
        RunState state,
        boolean repeats,
        Optional<SkippedRows> skipped) {

    ActivityContext(SparkSession spark, String activity, UUID activityRunId, Consumer<String> remark, RunState state) {
        this(spark, activity, activityRunId, remark, state, false, Optional.empty());
    }

    /** For what this attempt must not compute twice; to be closed by it. */
    RowKeeping keeping() {
        return RowKeeping.of(spark, state.kept(), remark);
    }

    Opening opening() {
        return new Opening(spark, activity, remark, skipped);
    }

    ActivityContext withSpark(SparkSession session) {
        return new ActivityContext(session, activity, activityRunId, remark, state, repeats, skipped);
    }

    ActivityContext withSkipped(SkippedRows rows) {
        return new ActivityContext(spark, activity, activityRunId, remark, state, repeats, Optional.of(rows));
    }
}
