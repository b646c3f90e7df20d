package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Activity.ActivityState;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.ReferenceCheck;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.Optional;

/** Finds all that is wrong or unsupported in a pipeline and in what it uses; no Spark session, no network. */
public final class PipelineCheck {

    private PipelineCheck() {}

    /** @param local local stores, which need no credentials; empty for the stores of the definitions */
    public static void check(Factory factory, Pipeline pipeline, Optional<LocalStores> local, Issues issues) {
        ReferenceCheck.pipeline(factory, pipeline, issues);
        RunScope scope = RunScope.forCheck(factory, pipeline, local);
        for (Activity activity : pipeline.activities()) {
            if (activity.state() == ActivityState.Inactive) {
                continue;
            }
            ActivityTypes.find(activity.type())
                    .ifPresentOrElse(
                            type -> type.check(activity, scope, issues),
                            () -> ActivityTypes.reportUnknown(activity, issues));
        }
    }
}
