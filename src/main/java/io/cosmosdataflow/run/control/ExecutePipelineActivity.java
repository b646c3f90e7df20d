package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ParameterValues;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.PipelineCall;
import io.cosmosdataflow.run.activity.PipelineCalls;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs another pipeline of the factory, and waits for it unless {@code waitOnCompletion} is false. The output has
 * {@code pipelineName}, {@code pipelineRunId}, and {@code pipelineReturnValue} if the other one gives something back.
 *
 * <p>Source: Microsoft Learn, control-flow-execute-pipeline-activity, tutorial-pipeline-return-value.
 */
public final class ExecutePipelineActivity implements ActivityType {

    private static final String PARAMETERS = "parameters";
    private static final String WAITS = "waitOnCompletion";

    /** Checks a pipeline that another one calls. */
    @FunctionalInterface
    public interface Callees {
        void check(RunScope callee, Issues issues);
    }

    private final Callees callees;

    public ExecutePipelineActivity(Callees callees) {
        this.callees = callees;
    }

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        boolean waits = properties.flag(WAITS, true);
        Optional<Properties> arguments = properties.object(PARAMETERS);
        boolean unknown = properties.waits(PARAMETERS, WAITS);
        properties.finish();
        Optional<Pipeline> callee = callee(activity, scope, issues);
        if (callee.isEmpty()) {
            return Optional.empty();
        }
        JsonObject given = arguments.map(Properties::json).orElseGet(() -> new JsonObject(activity.span(), Map.of()));
        Map<String, JsonNode> values = ParameterValues.ofCall(callee.get(), given, issues);
        if (unknown) {
            values.replaceAll((name, value) -> MissingNode.getInstance());
        }
        RunScope inside = scope.calling(callee.get(), values);
        if (!scope.isRun()) {
            callees.check(inside, issues);
        }
        boolean secure = activity.execution().policy().secureInput();
        return unknown || values.containsValue(MissingNode.getInstance())
                ? Optional.empty()
                : Optional.of(context -> run(new PipelineCall(inside, waits, secure), context));
    }

    private static Optional<Pipeline> callee(Activity activity, RunScope scope, Issues issues) {
        Optional<Reference> reference = activity.references().pipeline();
        if (reference.isEmpty()) {
            issues.error(
                    ErrorCode.MissingProperty,
                    activity.span(),
                    "'pipeline' of " + activity.shown() + " is missing.",
                    "Name the pipeline that it runs.");
        }
        return reference
                .flatMap(each -> scope.factory().pipeline(each, issues))
                .filter(callee -> isNew(callee, reference.orElseThrow(), scope, issues));
    }

    private static boolean isNew(Pipeline callee, Reference reference, RunScope scope, Issues issues) {
        Stream<Pipeline> above = Stream.concat(scope.callers().stream(), Stream.of(scope.pipeline()));
        String way = above.dropWhile(caller -> !caller.name().equalsIgnoreCase(callee.name()))
                .map(caller -> "'" + caller.name() + "' calls ")
                .collect(Collectors.joining());
        if (way.isEmpty()) {
            return true;
        }
        issues.error(
                ErrorCode.InvalidDependency,
                reference.span(),
                "Pipeline '" + callee.name() + "' would call itself for ever: " + way + "'" + callee.name() + "'.",
                "Take one of the calls out; to repeat something, use an Until or ForEach activity.");
        return false;
    }

    private static ObjectNode run(PipelineCall call, ActivityContext context) {
        PipelineCalls.Outcome outcome = context.calls().run(call, context);
        outcome.failure().ifPresent(why -> {
            throw why;
        });
        ObjectNode output = JsonNodeFactory.instance
                .objectNode()
                .put("pipelineName", call.callee().pipeline().name())
                .put("pipelineRunId", outcome.runId());
        if (!outcome.returned().isEmpty()) {
            output.set("pipelineReturnValue", outcome.returned());
        }
        return output;
    }

    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        return ActivityPolicy.NONE;
    }
}
