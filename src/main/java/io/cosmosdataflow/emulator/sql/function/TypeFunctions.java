package io.cosmosdataflow.emulator.sql.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.List;
import java.util.function.Predicate;

/** Checks of a value's type, which are false for undefined. Source: Microsoft Learn, "Type checking functions". */
final class TypeFunctions {
    private TypeFunctions() {}

    static final List<QueryFunction> ALL = List.of(
            QueryFunction.fixed("IIF", 3, values -> Values.isTrue(values[0]) ? values[1] : values[2]),
            check("IS_ARRAY", JsonNode::isArray),
            check("IS_BOOL", JsonNode::isBoolean),
            check("IS_BOOLEAN", JsonNode::isBoolean),
            check("IS_DEFINED", value -> true),
            check("IS_FINITE_NUMBER", value -> value.isNumber() && Double.isFinite(value.doubleValue())),
            check("IS_INTEGER", value -> Values.integer(value) != null),
            check("IS_NULL", JsonNode::isNull),
            check("IS_NUMBER", JsonNode::isNumber),
            check("IS_OBJECT", JsonNode::isObject),
            check("IS_PRIMITIVE", value -> !value.isContainerNode()),
            check("IS_STRING", JsonNode::isTextual));

    private static QueryFunction check(String name, Predicate<JsonNode> test) {
        return QueryFunction.fixed(name, 1, values -> Values.bool(values[0] != null && test.test(values[0])));
    }
}
