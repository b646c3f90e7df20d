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
 * item to an array. The output has the {@code name} of the variable and the {@code value}. SetVariable with {@code
 * setSystemVariable} sets what the pipeline returns.
 *
 * <p>Source: Microsoft Learn, control-flow-set-variable-activity, control-flow-append-variable-activity,
 * tutorial-pipeline-return-value.
 */
public final class VariableActivity implements ActivityType {

    /** What becomes of the variable. */
    @FunctionalInterface
    private interface Change {
        void apply(PipelineVariables variables, String name, JsonNode value);
    }

    private final Change change;
    private final boolean mayReturn;

    private VariableActivity(Change change, boolean mayReturn) {
        this.change = change;
        this.mayReturn = mayReturn;
    }

    public static VariableActivity set() {
        return new VariableActivity(PipelineVariables::set, true);
    }

    public static VariableActivity append() {
        return new VariableActivity(PipelineVariables::append, false);
    }

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        Optional<AssignedVariable> assigned = mayReturn && properties.flag("setSystemVariable", false)
                ? ReturnedValues.read(properties)
                : AssignedVariable.read(properties, scope);
        properties.finish();
        return assigned.map(variable -> context -> {
            change(variable, context.scope().variables());
            ObjectNode output = JsonNodeFactory.instance.objectNode().put("name", variable.name());
            output.set("value", variable.value());
            return output;
        });
    }

    @Override
    public void restore(ActivityRecord record, PipelineVariables variables) {
        AssignedVariable assigned = AssignedVariable.of(record);
        // An output that was given, and not made, may say nothing.
        if (!assigned.name().isEmpty()) {
            change(assigned, variables);
        }
    }

    private void change(AssignedVariable assigned, PipelineVariables variables) {
        if (ReturnedValues.are(assigned)) {
            variables.giveBack((ObjectNode) assigned.value());
        } else {
            change.apply(variables, assigned.name(), assigned.value());
        }
    }
}
