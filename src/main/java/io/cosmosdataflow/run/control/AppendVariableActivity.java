package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.Optional;

/**
 * Adds an item to a variable of the pipeline that is an array. The output has its {@code name} and the {@code value} of the item.
 *
 * <p>Source: Microsoft Learn, control-flow-append-variable-activity.
 */
public final class AppendVariableActivity implements ActivityType {

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        Optional<AssignedVariable> assigned = AssignedVariable.read(properties, scope);
        properties.finish();
        return assigned.map(variable -> context -> {
            JsonNode value = variable.value();
            context.scope().variables().append(variable.name(), value);
            ObjectNode output = JsonNodeFactory.instance.objectNode().put("name", variable.name());
            output.set("value", value);
            return output;
        });
    }
}
