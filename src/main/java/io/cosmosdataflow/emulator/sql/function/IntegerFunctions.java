package io.cosmosdataflow.emulator.sql.function;

import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * Functions on signed 64-bit integers, which wrap around; undefined for other numbers. Source: Microsoft Learn,
 * "Mathematical functions" (IntAdd and its family).
 */
final class IntegerFunctions {
    private IntegerFunctions() {}

    static final List<QueryFunction> ALL = List.of(
            ofTwo("IntAdd", (a, b) -> a + b),
            ofTwo("IntBitAnd", (a, b) -> a & b),
            ofTwo("IntBitLeftShift", (a, b) -> a << b),
            QueryFunction.fixed("IntBitNot", 1, values -> {
                Long number = Values.integer(values[0]);
                return number == null ? null : Values.number(~number);
            }),
            ofTwo("IntBitOr", (a, b) -> a | b),
            ofTwo("IntBitRightShift", (a, b) -> a >> b),
            ofTwo("IntBitXor", (a, b) -> a ^ b),
            division("IntDiv", (a, b) -> a / b),
            division("IntMod", (a, b) -> a % b),
            ofTwo("IntMul", (a, b) -> a * b),
            ofTwo("IntSub", (a, b) -> a - b));

    private static QueryFunction ofTwo(String name, LongBinaryOperator body) {
        return QueryFunction.fixed(name, 2, values -> {
            Long a = Values.integer(values[0]);
            Long b = Values.integer(values[1]);
            return a == null || b == null ? null : Values.number(body.applyAsLong(a, b));
        });
    }

    private static QueryFunction division(String name, LongBinaryOperator body) {
        return QueryFunction.fixed(name, 2, values -> {
            Long a = Values.integer(values[0]);
            Long b = Values.integer(values[1]);
            return a == null || b == null || b == 0 ? null : Values.number(body.applyAsLong(a, b));
        });
    }
}
