package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Pause;
import io.cosmosdataflow.run.activity.RunScope;
import java.time.Duration;
import java.util.Optional;

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
                    Pause.of(Duration.ofSeconds(seconds));
                    return JsonNodeFactory.instance.objectNode();
                });
    }

    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        return ActivityPolicy.NONE;
    }
}
