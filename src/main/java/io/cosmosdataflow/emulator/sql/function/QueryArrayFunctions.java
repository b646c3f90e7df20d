package io.cosmosdataflow.emulator.sql.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.emulator.sql.value.ValueKey;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Functions on arrays and sets. Source: Microsoft Learn, "Array functions" and "Conditional functions". */
final class QueryArrayFunctions {
    private QueryArrayFunctions() {}

    static final List<QueryFunction> ALL = List.of(
            new QueryFunction("ARRAY_CONCAT", 2, QueryFunction.MANY, QueryArrayFunctions::concat),
            new QueryFunction("ARRAY_CONTAINS", 2, 3, QueryArrayFunctions::contains),
            new QueryFunction("ARRAY_CONTAINS_ALL", 2, QueryFunction.MANY, values -> containsEach(values, true)),
            new QueryFunction("ARRAY_CONTAINS_ANY", 2, QueryFunction.MANY, values -> containsEach(values, false)),
            QueryFunction.fixed(
                    "ARRAY_LENGTH", 1, values -> isArray(values[0]) ? Values.number(values[0].size()) : null),
            new QueryFunction("ARRAY_SLICE", 2, 3, QueryArrayFunctions::slice),
            new QueryFunction("CHOOSE", 2, QueryFunction.MANY, QueryArrayFunctions::choose),
            QueryFunction.fixed("ObjectToArray", 1, QueryArrayFunctions::objectToArray),
            QueryFunction.fixed("SetDifference", 2, values -> set(values, false, false)),
            QueryFunction.fixed("SetIntersect", 2, values -> set(values, true, false)),
            QueryFunction.fixed("SetUnion", 2, values -> set(values, false, true)));

    private static boolean isArray(JsonNode value) {
        return value != null && value.isArray();
    }

    private static JsonNode concat(JsonNode[] values) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (JsonNode value : values) {
            if (!isArray(value)) {
                return null;
            }
            value.forEach(result::add);
        }
        return result;
    }

    /** With a third argument that is true, an object matches an item that has at least its properties. */
    private static JsonNode contains(JsonNode[] values) {
        if (!isArray(values[0]) || values[1] == null) {
            return isArray(values[0]) ? Values.bool(false) : null;
        }
        boolean partial = Values.isTrue(QueryFunction.optional(values, 2)) && values[1].isObject();
        for (JsonNode item : values[0]) {
            if (partial && item.isObject() ? Values.includes(item, values[1], true) : Values.equal(item, values[1])) {
                return Values.bool(true);
            }
        }
        return Values.bool(false);
    }

    private static JsonNode containsEach(JsonNode[] values, boolean all) {
        if (!isArray(values[0])) {
            return null;
        }
        for (int i = 1; i < values.length; i++) {
            if (Values.isTrue(contains(new JsonNode[] {values[0], values[i]})) != all) {
                return Values.bool(!all);
            }
        }
        return Values.bool(all);
    }

    /** A negative start counts from the end. */
    private static JsonNode slice(JsonNode[] values) {
        Long start = Values.integer(values[1]);
        Long length = values.length == 3 ? Values.integer(values[2]) : Long.valueOf(Integer.MAX_VALUE);
        if (!isArray(values[0]) || start == null || length == null) {
            return null;
        }
        int size = values[0].size();
        long from = Math.max(0, start < 0 ? size + start : start);
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (long i = from; i < size && i - from < length; i++) {
            result.add(values[0].get((int) i));
        }
        return result;
    }

    /** The first choice has position 1. */
    private static JsonNode choose(JsonNode[] values) {
        Long position = Values.integer(values[0]);
        return position == null || position < 1 || position >= values.length ? null : values[position.intValue()];
    }

    private static JsonNode objectToArray(JsonNode[] values) {
        if (values[0] == null || !values[0].isObject()) {
            return null;
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        values[0].fields().forEachRemaining(field -> result.addObject()
                .put("k", field.getKey())
                .set("v", field.getValue()));
        return result;
    }

    /** The distinct items of the first array, as the second one has them or not, or of both arrays. */
    private static JsonNode set(JsonNode[] values, boolean inSecond, boolean union) {
        if (!isArray(values[0]) || !isArray(values[1])) {
            return null;
        }
        Set<ValueKey> second = new HashSet<>();
        values[1].forEach(item -> second.add(new ValueKey(item)));
        Set<ValueKey> seen = new HashSet<>();
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : values[0]) {
            ValueKey key = new ValueKey(item);
            if ((union || second.contains(key) == inSecond) && seen.add(key)) {
                result.add(item);
            }
        }
        if (union) {
            for (JsonNode item : values[1]) {
                if (seen.add(new ValueKey(item))) {
                    result.add(item);
                }
            }
        }
        return result;
    }
}
