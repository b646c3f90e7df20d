package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.Optional;

/**
 * Runs one of two lists of activities, and fails if that does.
 *
 * <p>Source: Microsoft Learn, control-flow-if-condition-activity.
 */
public final class IfConditionActivity implements ActivityType {

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        Optional<Boolean> condition = Settings.condition(properties, "expression");
        properties.finish();
        return condition.map(holds -> context -> {
            activity.branch(holds ? "ifTrueActivities" : "ifFalseActivities")
                    .ifPresent(branch ->
                            context.branches().run(branch, "", context.scope()).orThrow());
            return JsonNodeFactory.instance.objectNode();
        });
    }

    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        return ActivityPolicy.NONE;
    }
}
