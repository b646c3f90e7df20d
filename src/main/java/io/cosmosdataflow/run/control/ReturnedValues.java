package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a pipeline returns to the one that has called it: names, each with a value of a stated type, in the form
 * {@code [{"key": "a", "value": {"type": "String", "content": "x"}}]}.
 *
 * <p>Source: Microsoft Learn, tutorial-pipeline-return-value.
 */
final class ReturnedValues {

    private static final String NAME = "pipelineReturnValue";
    private static final String TYPE = "type";
    private static final String CONTENT = "content";

    /** Types as they are written, with the JSON that is of them. */
    private enum Type {
        Expression("a value", value -> true),
        String("a text", JsonNode::isTextual),
        Boolean("true or false", JsonNode::isBoolean),
        Int("a whole number", JsonNode::isIntegralNumber),
        Float("a number", JsonNode::isNumber),
        Array("an array", JsonNode::isArray),
        Object("an array of keys with values", JsonNode::isObject),
        Null("nothing", JsonNode::isNull);

        private final String shown;
        private final Predicate<JsonNode> has;

        Type(String shown, Predicate<JsonNode> has) {
            this.shown = shown;
            this.has = has;
        }
    }

    private ReturnedValues() {}

    /** Whether the record of an activity tells of them, and not of a variable. */
    static boolean are(AssignedVariable assigned) {
        return assigned.name().equals(NAME) && assigned.value().isObject();
    }

    /** As the value of the system variable; empty if something is wrong with them, or known only in the run. */
    static Optional<AssignedVariable> read(Properties properties) {
        if (!properties.text("variableName", NAME).equalsIgnoreCase(NAME)) {
            properties.notAllowed("variableName", properties.text("variableName", ""), List.of(NAME));
        }
        if (!properties.present("value")) {
            properties.missing("value");
        }
        return object(properties.objects("value"))
                .filter(values -> !properties.waits("value"))
                .map(values -> new AssignedVariable(NAME, values));
    }

    private static Optional<ObjectNode> object(List<Properties> pairs) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        boolean known = true;
        for (Properties pair : pairs) {
            String key = pair.requiredText("key");
            if (!pair.present("value")) {
                pair.missing("value");
            }
            Optional<JsonNode> value = pair.object("value").flatMap(ReturnedValues::value);
            pair.finish();
            value.ifPresent(each -> object.set(key, each));
            known &= value.isPresent() && !pair.waits("key");
        }
        return known ? Optional.of(object) : Optional.empty();
    }

    private static Optional<JsonNode> value(Properties typed) {
        Type type = typed.choice(TYPE, Type.Expression);
        // An expression may give null.
        Optional<JsonValue> content = typed.json().find(CONTENT).map(Member::value);
        Optional<JsonNode> value =
                switch (type) {
                    case Null -> Optional.of(NullNode.instance);
                    case Object -> object(typed.objects(CONTENT)).map(JsonNode.class::cast);
                    case Array -> content.flatMap(each -> array(each, typed));
                    default -> content.flatMap(ReturnedValues::plain);
                };
        if (content.isEmpty() && type != Type.Null) {
            typed.missing(CONTENT);
        }
        typed.ignore(CONTENT).finish();
        return value.filter(each -> fits(each, type, typed));
    }

    /** Its items are values themselves, or typed like the array. */
    private static Optional<JsonNode> array(JsonValue content, Properties typed) {
        if (!(content instanceof JsonArray items)) {
            return plain(content);
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonValue item : items.items()) {
            Optional<JsonNode> value = item instanceof JsonObject object
                            && object.find(TYPE).isPresent()
                            && object.find(CONTENT).isPresent()
                    ? value(Properties.of(object, "item of " + typed.owner(), typed.issues()))
                    : plain(item);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            array.add(value.get());
        }
        return Optional.of(array);
    }

    private static Optional<JsonNode> plain(JsonValue value) {
        return Optional.of(value)
                .filter(each -> !(each instanceof JsonValue.Unresolved))
                .map(JsonValue::toNode);
    }

    private static boolean fits(JsonNode value, Type type, Properties typed) {
        if (type.has.test(value)) {
            return true;
        }
        typed.issues()
                .error(
                        ErrorCode.InvalidProperty,
                        typed.spanOf(CONTENT),
                        "'" + CONTENT + "' of " + typed.owner() + " must be " + type.shown + ", since its type is "
                                + type + ".",
                        "Correct the content or the type.");
        return false;
    }
}
