package io.cosmosdataflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A declared parameter or variable. */
public record ParameterDefinition(String name, ParameterType type, Optional<JsonValue> defaultValue, Span span) {

    public ParameterDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(span, "span");
    }

    /**
     * Reads {@code {"p":{"type":"String","defaultValue":".."}}} in the order of the file.
     *
     * @param valueName {@code defaultValue}, or {@code value} for global parameters
     */
    public static Map<String, ParameterDefinition> readAll(Properties owner, String property, String valueName) {
        Map<String, ParameterDefinition> definitions = new LinkedHashMap<>();
        Optional<Properties> declared = owner.object(property);
        if (declared.isEmpty()) {
            return definitions;
        }
        JsonObject object = declared.get().json();
        object.members().forEach((name, member) -> declared.get()
                .object(name)
                .ifPresent(properties ->
                        definitions.put(name, read(name, member.nameSpan(), properties, owner, valueName))));
        return Collections.unmodifiableMap(definitions);
    }

    private static ParameterDefinition read(
            String name, Span span, Properties properties, Properties owner, String valueName) {
        String shown = "parameter '" + name + "' of " + owner.owner();
        Properties settings = Properties.of(properties.json(), shown, owner.issues());
        String typeName = settings.text("type", ParameterType.STRING.toString());
        Optional<ParameterType> type = ParameterType.find(typeName);
        if (type.isEmpty()) {
            settings.notAllowed("type", typeName, ParameterType.allNames());
        }
        Optional<JsonValue> value = settings.value(valueName);
        settings.ignore("metadata", "description").finish();
        value.filter(each -> type.isPresent() && !type.get().accepts(each.toNode()))
                .ifPresent(each -> owner.issues()
                        .error(
                                ErrorCode.InvalidParameter,
                                each.span(),
                                "'" + valueName + "' of " + shown + " is " + each.kind() + ", but the type is "
                                        + type.get() + ".",
                                "Correct the value or the type."));
        return new ParameterDefinition(name, type.orElse(ParameterType.OBJECT), value, span);
    }

    /**
     * The value of a text that comes from outside, from a command line for instance: arrays and objects are
     * written as JSON.
     *
     * @throws JobException {@link ErrorCode#InvalidParameter} if the text does not fit the type
     */
    public JsonNode parse(String text) {
        if (type == ParameterType.STRING || type == ParameterType.SECURE_STRING) {
            return TextNode.valueOf(text);
        }
        String json = type == ParameterType.BOOL ? text.trim().toLowerCase(Locale.ROOT) : text;
        try {
            JsonNode value = JsonReader.read("parameter '" + name + "'", json).toNode();
            if (type.accepts(value)) {
                return value;
            }
        } catch (JobException e) {
            throw JobException.of(ErrorCode.InvalidParameter, notOfType(), e);
        }
        throw JobException.of(ErrorCode.InvalidParameter, notOfType());
    }

    private String notOfType() {
        String form =
                switch (type) {
                    case INT -> "a whole number";
                    case FLOAT -> "a number";
                    case BOOL -> "true or false";
                    case ARRAY -> "a JSON array";
                    default -> "JSON";
                };
        return "The value given for parameter '" + name + "' does not fit its type " + type + ": write it as " + form
                + ".";
    }

    /** Reports a value of the wrong type; the value itself is not shown, it may be confidential. */
    public boolean check(JsonValue value, String owner, Issues issues) {
        if (value instanceof JsonValue.Unresolved || type.accepts(value.toNode())) {
            return true;
        }
        issues.error(
                ErrorCode.InvalidParameter,
                value.span(),
                "Parameter '" + name + "' of " + owner + " takes " + type + ", not " + value.kind() + ".",
                "");
        return false;
    }
}
