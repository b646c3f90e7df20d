package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.ParameterType;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.expression.value.GrowingArray;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The variables of a pipeline in one run, and what it returns. All its activities share them, so that activities that run side by side
 * race for them. Safe for several threads.
 *
 * <p>Source: Microsoft Learn, control-flow-set-variable-activity ("scoped at the pipeline level").
 */
public final class PipelineVariables {

    /** Of a check, in which no variable has a value. */
    static final PipelineVariables NONE = new PipelineVariables(Map.of());

    private final Map<String, ParameterDefinition> declared = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Map<String, JsonNode> values = Map.of();
    private ObjectNode returned = JsonNodeFactory.instance.objectNode();

    private PipelineVariables(Map<String, ParameterDefinition> declared) {
        this.declared.putAll(declared);
    }

    /** With their defaults; null where there is none. */
    static PipelineVariables of(Pipeline pipeline) {
        PipelineVariables variables = new PipelineVariables(pipeline.variables());
        Map<String, JsonNode> defaults = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        pipeline.variables()
                .forEach((name, variable) -> defaults.put(
                        name,
                        variable.defaultValue()
                                .map(value -> value.toNode())
                                .orElseGet(() -> JsonNodeFactory.instance.nullNode())));
        variables.values = defaults;
        return variables;
    }

    synchronized Scope in(Scope scope) {
        return declared.isEmpty() ? scope : scope.withVariables(values);
    }

    /**
     * @throws JobException {@link ErrorCode#ExpressionFailed} if there is no such variable, or it has another type; no
     *     value is turned into one of another type
     */
    public synchronized void set(String name, JsonNode value) {
        ParameterDefinition variable = require(name);
        if (!fits(variable.type(), value)) {
            throw JobException.of(
                    ErrorCode.ExpressionFailed,
                    "Variable '" + variable.name() + "' is of type " + variable.type() + ", and the value is "
                            + shown(value) + ". Turn it into one of that type, with string(), int(), bool() or"
                            + " createArray().");
        }
        put(variable.name(), value);
    }

    /** @throws JobException as {@link #set}, if it is no array */
    public synchronized void append(String name, JsonNode item) {
        ParameterDefinition variable = require(name);
        if (variable.type() != ParameterType.ARRAY) {
            throw JobException.of(
                    ErrorCode.ExpressionFailed,
                    "Variable '" + variable.name() + "' is of type " + variable.type()
                            + ", and only arrays can be appended to.");
        }
        put(variable.name(), GrowingArray.of(values.get(variable.name())).with(item));
    }

    /** Adds to what the pipeline gives to the one that has called it; a name that it has already gets a new value. */
    public synchronized void giveBack(ObjectNode more) {
        returned = returned.deepCopy().setAll(more);
    }

    /** What the pipeline gives to the one that has called it, by name; not to be changed. */
    public synchronized ObjectNode returned() {
        return returned;
    }

    private void put(String name, JsonNode value) {
        Map<String, JsonNode> changed = new TreeMap<>(values);
        changed.put(name, value);
        values = changed;
    }

    private ParameterDefinition require(String name) {
        return Optional.ofNullable(declared.get(name))
                .orElseThrow(() -> JobException.of(ErrorCode.ExpressionFailed, "There is no variable '" + name + "'."));
    }

    private static boolean fits(ParameterType type, JsonNode value) {
        return switch (type) {
            case STRING, SECURE_STRING -> value.isTextual();
            case INT -> value.isIntegralNumber();
            case FLOAT -> value.isNumber();
            case BOOL -> value.isBoolean();
            case ARRAY -> value.isArray();
            case OBJECT -> value.isContainerNode();
        };
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
            case STRING -> "a text";
            default -> "null";
        };
    }
}
