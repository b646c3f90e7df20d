package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityOutputs;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.local.LocalStores;
import java.util.Map;
import java.util.Optional;

/** Finds all that is wrong or unsupported in a pipeline and in what it uses; no Spark session, no network. */
public final class PipelineCheck {

    private PipelineCheck() {}

    /**
     * @param local local stores, which need no credentials; empty for the stores of the definitions
     * @param outputs of activities that are not run
     */
    public static CheckedPipeline check(
            Factory factory, Pipeline pipeline, Optional<LocalStores> local, ActivityOutputs outputs, Issues issues) {
        return CheckedPipeline.of(RunScope.forCheck(factory, pipeline, local).with(outputs), issues);
    }

    /** As above, before a run with these parameters, so that defaults that it does not use cannot stop it. */
    public static CheckedPipeline check(
            Factory factory,
            Pipeline pipeline,
            Optional<LocalStores> local,
            ActivityOutputs outputs,
            Map<String, String> parameters,
            Issues issues) {
        RunScope scope = RunScope.forCheck(factory, pipeline, local, parameters).with(outputs);
        Issues found = new Issues();
        CheckedPipeline checked = CheckedPipeline.of(scope, found);
        found.all().forEach(issue -> issues.add(issue.shown(scope.secrets()::masked)));
        return checked;
    }
}
