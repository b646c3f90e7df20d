package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.store.kept.RowKeeping;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.lost.LostRows;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * What an attempt of an activity works with.
 *
 * @param opening what it gives to the stores that it opens
 * @param activityRunId names the attempt, in Spark's job group and in temporary files
 * @param scope what it refers to by now
 * @param branches runs the activities inside it
 * @param calls runs other pipelines
 * @param repeats whether an earlier attempt may have done some of the work
 */
public record ActivityContext(
        Opening opening, UUID activityRunId, RunScope scope, Branches branches, PipelineCalls calls, boolean repeats) {

    public SparkSession spark() {
        return opening.spark();
    }

    /** What the run keeps beyond its end. */
    public RunState state() {
        return scope.state();
    }

    /** Its name, with those of the activities around it: {@code Loop[3]/Copy}. */
    public String activity() {
        return opening.activity();
    }

    /** Takes what the user should see. */
    public Consumer<String> remark() {
        return opening.remark();
    }

    /** Takes rows that do not fit; empty if the first one ends the activity. */
    public Optional<LostRows> skipped() {
        return opening.skipped();
    }

    /** For what this attempt must not compute twice; to be closed by it. */
    public RowKeeping keeping() {
        return RowKeeping.of(spark(), state().kept(), remark());
    }

    public ActivityContext withSpark(SparkSession session) {
        return new ActivityContext(opening.withSpark(session), activityRunId, scope, branches, calls, repeats);
    }

    public ActivityContext withSkipped(LostRows rows) {
        return new ActivityContext(opening.withSkipped(rows), activityRunId, scope, branches, calls, repeats);
    }
}
