package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.store.cosmos.CosmosSink;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSink;
import io.cosmosdataflow.store.local.LocalStores;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * The containers behind the sinks of an earlier run, as the factory has them now and with the parameters and
 * outputs that the run had.
 */
final class SinksOfRun implements Replay.Sinks {

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
        this.scope = RunScope.forRun(factory, pipeline, local, parameters, run.runId(), RunOptions.NONE);
        run.activities().forEach(scope::activityEnded);
        this.spark = spark;
        this.remark = remark;
    }

    @Override
    public ContainerAddress address(String activityName, String sinkName) {
        Issues issues = new Issues();
        Optional<Function<ActivityContext, Optional<ContainerAddress>>> sink =
                scope.pipeline().find(activityName).flatMap(activity -> sink(activity, sinkName, issues));
        issues.throwIfErrors();
        ActivityContext context = new ActivityContext(spark, activityName, UUID.randomUUID(), remark, RunState.NONE);
        return sink.flatMap(opener -> opener.apply(context))
                .orElseThrow(() -> JobException.of(
                        ErrorCode.UnknownRun,
                        "Pipeline '" + scope.pipeline().name() + "' has no sink '" + sinkName + "' in an activity '"
                                + activityName + "' any more that writes to Cosmos DB, and there are rejects of it."
                                + " Give activity and sink their names of the run back, or move the folder away."));
    }

    /** The sink of a copy is called like its activity. */
    private Optional<Function<ActivityContext, Optional<ContainerAddress>>> sink(
            Activity activity, String name, Issues issues) {
        ActivityType type = ActivityTypes.of(activity.type());
        if (type instanceof CopyActivity) {
            return CopyActivity.sink(activity, scope, issues)
                    .filter(sink -> name.equals(activity.name()))
                    .map(sink -> context -> Optional.of(sink.opener().apply(context))
                            .filter(CosmosSink.class::isInstance)
                            .map(store -> ((CosmosSink) store).address()));
        }
        return DataFlowActivity.checked(activity, scope, issues)
                .flatMap(flow -> flow.sinks().stream()
                        .filter(each -> each.node().name().equals(name))
                        .findFirst())
                .flatMap(FlowSink::opener)
                .map(opener -> context -> Optional.of(opener.apply(context))
                        .filter(CosmosFlowSink.class::isInstance)
                        .map(store -> ((CosmosFlowSink) store).address()));
    }
}
