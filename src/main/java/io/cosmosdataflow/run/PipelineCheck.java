package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.ReferenceCheck;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.local.LocalStores;
import java.util.Map;
import java.util.Optional;

/** Finds all that is wrong or unsupported in a pipeline and in what it uses; no Spark session, no network. */
public final class PipelineCheck {

    private PipelineCheck() {}

    /** @param local local stores, which need no credentials; empty for the stores of the definitions */
    public static void check(Factory factory, Pipeline pipeline, Optional<LocalStores> local, Issues issues) {
        check(pipeline, RunScope.forCheck(factory, pipeline, local), issues);
    }

    /** As above, before a run with these parameters, so that defaults that it does not use cannot stop it. */
    public static void check(
            Factory factory,
            Pipeline pipeline,
            Optional<LocalStores> local,
            Map<String, String> parameters,
            Issues issues) {
        check(pipeline, RunScope.forCheck(factory, pipeline, local, parameters), issues);
    }

    private static void check(Pipeline pipeline, RunScope scope, Issues issues) {
        ReferenceCheck.pipeline(scope.factory(), pipeline, issues);
        for (Activity activity : pipeline.activities()) {
            if (!activity.execution().active()) {
                continue;
            }
            ActivityTypes.find(activity.type())
                    .ifPresentOrElse(
                            type -> type.check(activity, scope, issues),
                            () -> ActivityTypes.reportUnknown(activity, issues));
        }
    }
}
