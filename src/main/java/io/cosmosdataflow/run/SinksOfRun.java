package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.flow.StatedPartitionKeys;
import io.cosmosdataflow.spark.SessionFiles;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.store.Replayable;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.local.LocalStores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What the sinks of an earlier run write to, as the factory has them now and with the parameters and
 * outputs that the run had.
 */
final class SinksOfRun implements Replay.Sinks {

    private final RunRecord run;
    /** Each as if nothing had run. */
    private final Supplier<RunScope> scopes;

    private final RunScope scope;
    private final SparkSession spark;
    private final Consumer<String> remark;

    /** @param given parameters that the record does not have, since they are secure */
    SinksOfRun(
            Factory factory,
            Pipeline pipeline,
            Optional<LocalStores> local,
            RunRecord run,
            Map<String, String> given,
            SparkSession spark,
            Consumer<String> remark) {
        Map<String, String> parameters = new Rerun(run, Optional.empty()).parameters(pipeline, given);
        this.run = run;
        this.scopes =
                () -> RunScope.forCheck(factory, pipeline, local).running(parameters, run.runId(), RunOptions.NONE);
        this.scope = scopes.get();
        this.spark = spark;
        this.remark = remark;
    }

    /** Those that have rejects, by activity and name. */
    List<SinkOfRun> rejecting(String directory) {
        return scope.stores().rejecting(directory, scope.runId(), SessionFiles.configuration(spark));
    }

    @Override
    public Replayable find(SinkOfRun wanted) {
        if (wanted.activity().contains(ActivityListRun.INSIDE)) {
            throw JobException.of(
                    ErrorCode.UnsupportedActivity,
                    "Rejects of '" + wanted.activity()
                            + "' are not replayed: the record of a run does not have the items"
                            + " and variables that activities inside others had. Write them with a pipeline of your own"
                            + " from the files, or move the folder away.");
        }
        Issues issues = new Issues();
        RunScope then = before(wanted.activity());
        Optional<Function<Opening, Replayable>> sink = then.pipeline()
                .find(wanted.activity())
                .flatMap(activity -> ActivityTypes.of(activity, then).check(activity, then, issues))
                .flatMap(activity -> activity.replayable(wanted.sink()));
        issues.throwIfErrors();
        Opening opening = new Opening(
                spark,
                wanted.activity(),
                remark,
                Optional.empty(),
                scope.rejects(),
                Optional.empty(),
                new StatedPartitionKeys(scope)::of);
        return sink.map(opener -> opener.apply(opening))
                .orElseThrow(() -> JobException.of(
                        ErrorCode.UnknownRun,
                        "Pipeline '" + scope.pipeline().name() + "' has no sink '" + wanted.sink()
                                + "' in an activity '" + wanted.activity()
                                + "' any more that writes to Cosmos DB, and there are rejects of it."
                                + " Give activity and sink their names of the run back, or move the folder away."));
    }

    /** With the outputs and variables of what had ended when an activity began. */
    private RunScope before(String activity) {
        RunScope then = scopes.get();
        Optional<Instant> begin = run.activity(activity).map(ActivityRecord::start);
        for (ActivityRecord record : run.activities()) {
            if (!record.name().contains(ActivityListRun.INSIDE)) {
                then.activityEnded(record.name(), record);
            }
            if (begin.filter(record.end()::isAfter).isEmpty()) {
                ActivityTypes.restore(record, then.variables());
            }
        }
        return then;
    }
}
