package io.cosmosdataflow.run.control;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.Optional;

/**
 * Fails with a message and a code that the pipeline chooses.
 *
 * <p>Source: Microsoft Learn, control-flow-fail-activity.
 */
public final class FailActivity implements ActivityType {

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        String message = properties.requiredText("message");
        String code = properties.requiredText("errorCode");
        boolean waits = properties.waits("message", "errorCode");
        properties.finish();
        return waits
                ? Optional.empty()
                : Optional.of(context -> {
                    throw JobException.reporting(ErrorCode.PipelineFailed, code, message);
                });
    }

    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        return ActivityPolicy.NONE;
    }
}
