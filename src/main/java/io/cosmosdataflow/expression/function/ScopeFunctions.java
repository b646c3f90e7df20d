package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.expression.value.EvaluationFault;
import java.util.List;
import java.util.Optional;

/** What a pipeline, a dataset or a linked service knows while it is used. */
public final class ScopeFunctions {

    private ScopeFunctions() {}

    static List<PipelineFunction> all() {
        return new PipelineFunctionFamily("Scope")
                .add(
                        "activity(name)",
                        "What an activity that has ended gave: output, Status and error.",
                        ScopeFunctions::activity)
                .add("dataset()", "The parameters of the dataset.", root(Scope.DATASET))
                .add("item()", "The item at hand of a ForEach or Filter activity.", root(Scope.ITEM))
                .add("linkedService()", "The parameters of the linked service.", root(Scope.LINKED_SERVICE))
                .add(
                        "pipeline()",
                        "The run: parameters, globalParameters, RunId, Pipeline, TriggerTime, and more.",
                        root(Scope.PIPELINE))
                .add("trigger()", "The trigger that started the run.", root(Scope.TRIGGER))
                .add("triggerBody()", "What the event that started the run carries.", root(Scope.TRIGGER_BODY))
                .add("variables(name)", "The value of a variable of the pipeline.", ScopeFunctions::variable)
                .functions();
    }

    /** Where a function without arguments has a meaning; for messages. */
    public static String place(String root) {
        return switch (root) {
            case Scope.DATASET -> "in a dataset";
            case Scope.LINKED_SERVICE -> "in a linked service";
            case Scope.ITEM -> "inside ForEach and Filter activities";
            case Scope.TRIGGER, Scope.TRIGGER_BODY -> "in a run that a trigger started";
            default -> "in a pipeline";
        };
    }

    private static PipelineFunction.Body root(String name) {
        return arguments -> arguments
                .scope()
                .root(name)
                .orElseThrow(() -> new EvaluationFault(name + "() has a value only " + place(name)));
    }

    private static JsonNode variable(Arguments arguments) {
        return arguments
                .scope()
                .variable(arguments.text(0))
                .orElseThrow(() -> new EvaluationFault("there is no variable '" + arguments.text(0) + "'"));
    }

    private static JsonNode activity(Arguments arguments) {
        String name = arguments.text(0);
        Optional<JsonNode> result = arguments.scope().activity(name);
        return result.orElseThrow(() -> new EvaluationFault(
                arguments.scope().hasActivity(name)
                        ? "activity '" + name + "' has not run; the activity that refers to it must depend on it"
                        : "there is no activity '" + name + "'"));
    }
}
