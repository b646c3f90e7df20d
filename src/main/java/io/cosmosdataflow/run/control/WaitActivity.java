package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.concurrent.TimeUnit;

/**
 * Does nothing for some seconds.
 *
 * <p>Source: Microsoft Learn, control-flow-wait-activity.
 */
public final class WaitActivity implements ActivityType {

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        Settings.required(properties, "waitTimeInSeconds");
        int seconds = properties.integer("waitTimeInSeconds", -1, 0, Integer.MAX_VALUE);
        properties.finish();
        return seconds < 0
                ? Optional.empty()
                : Optional.of(context -> {
                    pause(seconds);
                    return JsonNodeFactory.instance.objectNode();
                });
    }

    private static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }

    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        return ActivityPolicy.NONE;
    }
}
