package io.cosmosdataflow.definition.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.diagnostic.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** A JSON value that knows where it stands. */
public sealed interface JsonValue {

    Span span();

    /** The value without positions. */
    JsonNode toNode();

    /** {@code an object}, {@code a text}, ...: for messages. */
    String kind();

    /**
     * Gives positions to a value that was computed: every part of it stands where the expression stands.
     */
    static JsonValue of(JsonNode node, Span span) {
        if (node.isObject()) {
            Map<String, Member> members = new LinkedHashMap<>();
            node.fields()
                    .forEachRemaining(
                            field -> members.put(field.getKey(), new Member(span, of(field.getValue(), span))));
            return new JsonObject(span, members);
        }
        if (node.isArray()) {
            List<JsonValue> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item, span)));
            return new JsonArray(span, items);
        }
        if (node.isTextual()) {
            return new JsonText(span, node.textValue());
        }
        if (node.isNumber()) {
            return new JsonNumber(span, (NumericNode) node);
        }
        if (node.isBoolean()) {
            return new JsonBoolean(span, node.booleanValue());
        }
        return new JsonNull(span);
    }

    /** One property of an object; {@code nameSpan} is where its name stands. */
    record Member(Span nameSpan, JsonValue value) {
        public Member {
            Objects.requireNonNull(nameSpan, "nameSpan");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Members in the order of the file. */
    record JsonObject(Span span, Map<String, Member> members) implements JsonValue {

        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member of that name; another spelling of upper and lower case counts if the exact one is absent. */
        public Optional<Member> find(String name) {
            Member exact = members.get(name);
            if (exact != null) {
                return Optional.of(exact);
            }
            return members.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        /** Those members alone whose names, as they are written, the predicate takes. */
        public JsonObject only(Predicate<String> names) {
            Map<String, Member> left = new LinkedHashMap<>(members);
            left.keySet().removeIf(names.negate());
            return new JsonObject(span, left);
        }

        @Override
        public JsonNode toNode() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> node.set(name, member.value().toNode()));
            return node;
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    record JsonArray(Span span, List<JsonValue> items) implements JsonValue {

        public JsonArray {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode toNode() {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> node.add(item.toNode()));
            return node;
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    record JsonText(Span span, String text) implements JsonValue {

        @Override
        public JsonNode toNode() {
            return TextNode.valueOf(text);
        }

        @Override
        public String kind() {
            return "a text";
        }
    }

    /**
     * @param number with all digits: an integer node, or a {@link DecimalNode}
     * @param text what the number is where a text is wanted: {@code 0022} of a script keeps its zeros
     */
    record JsonNumber(Span span, NumericNode number, String text) implements JsonValue {

        public JsonNumber {
            Objects.requireNonNull(number, "number");
            Objects.requireNonNull(text, "text");
        }

        public JsonNumber(Span span, NumericNode number) {
            this(span, number, number.asText());
        }

        @Override
        public JsonNode toNode() {
            return number;
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    record JsonBoolean(Span span, boolean value) implements JsonValue {

        @Override
        public JsonNode toNode() {
            return BooleanNode.valueOf(value);
        }

        @Override
        public String kind() {
            return "a boolean";
        }
    }

    record JsonNull(Span span) implements JsonValue {

        @Override
        public JsonNode toNode() {
            return NullNode.getInstance();
        }

        @Override
        public String kind() {
            return "null";
        }
    }

    /** A text from the parameters file that must never be seen; {@link #toNode} does not show it either. */
    record JsonSecret(Span span, Secret secret) implements JsonValue {

        public JsonSecret {
            Objects.requireNonNull(secret, "secret");
        }

        @Override
        public JsonNode toNode() {
            return TextNode.valueOf(secret.toString());
        }

        @Override
        public String kind() {
            return "a secret";
        }
    }

    /**
     * A value that only the run will know: an expression over the output of an activity, say. Checks pass
     * over it.
     */
    record Unresolved(Span span, String expression) implements JsonValue {

        @Override
        public JsonNode toNode() {
            return TextNode.valueOf(expression);
        }

        @Override
        public String kind() {
            return "an expression";
        }
    }
}
