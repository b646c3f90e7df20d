package io.cosmosdataflow.expression.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.OptionalInt;

/** When two JSON values are the same, and which is the greater. Numbers are compared by value. */
public final class Comparisons {

    private Comparisons() {}

    public static boolean same(JsonNode left, JsonNode right) {
        if (left.isNumber() || right.isNumber()) {
            OptionalInt order = numbers(left, right);
            return order.isPresent() && order.getAsInt() == 0;
        }
        if (left.isArray() && right.isArray()) {
            return arrays(left, right);
        }
        if (left.isObject() && right.isObject()) {
            return objects(left, right);
        }
        return left.equals(right);
    }

    /** Numbers with numbers, texts with texts by the codes of their characters; empty for other pairs. */
    public static OptionalInt order(JsonNode left, JsonNode right) {
        if (left.isTextual() && right.isTextual()) {
            return OptionalInt.of(left.textValue().compareTo(right.textValue()));
        }
        return left.isNumber() && right.isNumber() ? numbers(left, right) : OptionalInt.empty();
    }

    /** A boolean counts as 1 or 0 where the other is a number. */
    private static OptionalInt numbers(JsonNode left, JsonNode right) {
        boolean comparable = (left.isNumber() || left.isBoolean()) && (right.isNumber() || right.isBoolean());
        return comparable ? OptionalInt.of(decimal(left).compareTo(decimal(right))) : OptionalInt.empty();
    }

    private static BigDecimal decimal(JsonNode value) {
        return value.isBoolean() ? BigDecimal.valueOf(value.booleanValue() ? 1 : 0) : value.decimalValue();
    }

    private static boolean arrays(JsonNode left, JsonNode right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<JsonNode> others = right.iterator();
        for (JsonNode item : left) {
            if (!same(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean objects(JsonNode left, JsonNode right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<String> names = left.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!right.has(name) || !same(left.get(name), right.get(name))) {
                return false;
            }
        }
        return true;
    }
}
