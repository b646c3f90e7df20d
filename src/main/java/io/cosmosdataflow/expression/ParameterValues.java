package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives each declared parameter a value: the given one, else its default. */
public final class ParameterValues {

    private ParameterValues() {}

    /**
     * From texts of a command line; {@link ErrorCode#InvalidParameter} for unknown names, texts that do not
     * fit, and parameters that have neither a value nor a default.
     */
    public static Map<String, JsonNode> ofTexts(Pipeline pipeline, Map<String, String> given, Issues issues) {
        Map<String, JsonNode> values = known(pipeline, given, issues);
        for (ParameterDefinition parameter : pipeline.parameters().values()) {
            if (!values.containsKey(parameter.name()) && !given.containsKey(parameter.name())) {
                issues.error(
                        ErrorCode.InvalidParameter,
                        parameter.span(),
                        "Parameter '" + parameter.name() + "' of " + pipeline.shown()
                                + " has no default and is not given.",
                        "Pass --parameter " + parameter.name() + "=<value>.");
            }
        }
        return values;
    }

    /**
     * For a check without a run: those that have a default. An empty text as a default only holds the place of a value,
     * since the authoring tool writes it for a parameter that is left blank.
     */
    public static Map<String, JsonNode> defaults(Pipeline pipeline) {
        Map<String, JsonNode> values = defaults(pipeline.parameters());
        values.values().removeIf(value -> value.isTextual() && value.textValue().isEmpty());
        return values;
    }

    /** As {@link #ofTexts}, but parameters that have neither a value nor a default are left out. */
    public static Map<String, JsonNode> known(Pipeline pipeline, Map<String, String> given, Issues issues) {
        Map<String, JsonNode> values = defaults(pipeline.parameters());
        given.forEach((name, text) -> find(pipeline.parameters(), name)
                .ifPresentOrElse(
                        parameter ->
                                parse(parameter, text, issues).ifPresent(value -> values.put(parameter.name(), value)),
                        () -> issues.error(
                                ErrorCode.InvalidParameter,
                                pipeline.span(),
                                pipeline.shown() + " has no parameter '" + name + "'.",
                                NearestNames.hint(name, pipeline.parameters().keySet()))));
        return values;
    }

    /**
     * For a dataset or linked service, from the arguments of a reference to it. A value that only the run
     * knows is a {@link MissingNode}, as is one that is not given, which {@code ReferenceCheck} reports.
     */
    static Map<String, JsonNode> ofArguments(Map<String, ParameterDefinition> declared, JsonObject arguments) {
        Map<String, JsonNode> values = defaults(declared);
        for (ParameterDefinition parameter : declared.values()) {
            arguments
                    .find(parameter.name())
                    .ifPresent(member -> values.put(
                            parameter.name(),
                            waits(member.value())
                                    ? MissingNode.getInstance()
                                    : member.value().toNode()));
            values.putIfAbsent(parameter.name(), MissingNode.getInstance());
        }
        return values;
    }

    /** As {@link #ofArguments}, for a pipeline that an activity calls. */
    public static Map<String, JsonNode> ofCall(Pipeline pipeline, JsonObject arguments, Issues issues) {
        pipeline.parameters().values().forEach(parameter -> arguments
                .find(parameter.name())
                .filter(member -> !waits(member.value()))
                .ifPresent(member -> parameter.check(member.value(), pipeline.shown(), issues)));
        return ofArguments(pipeline.parameters(), arguments);
    }

    /** Whether a part of it is known in the run only. */
    private static boolean waits(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.members().values().stream().anyMatch(member -> waits(member.value()));
        }
        return value instanceof Unresolved
                || value instanceof JsonArray array && array.items().stream().anyMatch(ParameterValues::waits);
    }

    private static Map<String, JsonNode> defaults(Map<String, ParameterDefinition> declared) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        declared.values()
                .forEach(parameter ->
                        parameter.defaultValue().ifPresent(value -> values.put(parameter.name(), value.toNode())));
        return values;
    }

    private static Optional<JsonNode> parse(ParameterDefinition parameter, String text, Issues issues) {
        try {
            return Optional.of(parameter.parse(text));
        } catch (JobException e) {
            issues.error(e.code(), Span.startOf("--parameter " + parameter.name()), e.getMessage(), "");
            return Optional.empty();
        }
    }

    private static Optional<ParameterDefinition> find(Map<String, ParameterDefinition> declared, String name) {
        return declared.values().stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
