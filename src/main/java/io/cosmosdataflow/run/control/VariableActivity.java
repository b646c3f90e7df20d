package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.PipelineVariables;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.ActivityRecord;
import java.util.Optional;

/**
 * Changes a variable of the pipeline: SetVariable gives it a value, which has to be of its type, AppendVariable adds an
 * item to an array. The output has the {@code name} of the variable and the {@code value}.
 *
 * <p>Source: Microsoft Learn, control-flow-set-variable-activity, control-flow-append-variable-activity.
 */
public final class VariableActivity implements ActivityType {

    /** What becomes of the variable. */
    @FunctionalInterface
    public interface Change {
        void apply(PipelineVariables variables, String name, JsonNode value);
    }

    private final Change change;

    public VariableActivity(Change change) {
        this.change = change;
    }

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        if (properties.flag("setSystemVariable", false)) {
            properties.unsupported("setSystemVariable", "pipelines return no values here");
            return Optional.empty();
        }
        Optional<AssignedVariable> assigned = AssignedVariable.read(properties, scope);
        properties.finish();
        return assigned.map(variable -> context -> {
            JsonNode value = variable.value();
            change.apply(context.scope().variables(), variable.name(), value);
            ObjectNode output = JsonNodeFactory.instance.objectNode().put("name", variable.name());
            output.set("value", value);
            return output;
        });
    }

    @Override
    public void restore(ActivityRecord record, PipelineVariables variables) {
        AssignedVariable assigned = AssignedVariable.of(record);
        change.apply(variables, assigned.name(), assigned.value());
    }
}
