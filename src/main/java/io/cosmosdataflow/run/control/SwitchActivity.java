package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Branch;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.Optional;

/**
 * Runs the list of activities whose value is that of an expression, letter by letter, else the default one, and fails if
 * that does.
 *
 * <p>Source: Microsoft Learn, control-flow-switch-activity.
 */
public final class SwitchActivity implements ActivityType {

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        Settings.required(properties, "on");
        Optional<String> on = properties.text("on");
        properties.finish();
        return on.map(value -> context -> {
            Optional<Branch> branch = activity.branch(Branch.CASE + value);
            branch.or(() -> activity.branch("defaultActivities"))
                    .ifPresent(chosen ->
                            context.branches().run(chosen, "", context.scope()).orThrow());
            return JsonNodeFactory.instance.objectNode();
        });
    }

    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        return ActivityPolicy.NONE;
    }
}
