package io.cosmosdataflow.emulator.sql.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleBinaryOperator;

/** Functions on IEEE doubles. Source: Microsoft Learn, "Mathematical functions". */
final class QueryMathFunctions {
    private QueryMathFunctions() {}

    static final List<QueryFunction> ALL = List.of(
            QueryFunction.ofNumber("ABS", Math::abs),
            QueryFunction.ofNumber("ACOS", Math::acos),
            QueryFunction.ofNumber("ASIN", Math::asin),
            QueryFunction.ofNumber("ATAN", Math::atan),
            ofTwo("ATN2", Math::atan2),
            QueryFunction.ofNumber("CEILING", Math::ceil),
            QueryFunction.ofNumber("COS", Math::cos),
            QueryFunction.ofNumber("COT", number -> 1 / Math.tan(number)),
            QueryFunction.ofNumber("DEGREES", Math::toDegrees),
            QueryFunction.ofNumber("EXP", Math::exp),
            QueryFunction.ofNumber("FLOOR", Math::floor),
            new QueryFunction("LOG", 1, 2, QueryMathFunctions::log),
            QueryFunction.ofNumber("LOG10", Math::log10),
            new QueryFunction("NumberBin", 1, 2, QueryMathFunctions::bin),
            QueryFunction.fixed("PI", 0, values -> Values.number(Math.PI)),
            ofTwo("POWER", Math::pow),
            QueryFunction.ofNumber("RADIANS", Math::toRadians),
            QueryFunction.fixed(
                    "RAND",
                    0,
                    values -> Values.number(ThreadLocalRandom.current().nextDouble())),
            new QueryFunction("ROUND", 1, 2, QueryMathFunctions::round),
            QueryFunction.ofNumber("SIGN", Math::signum),
            QueryFunction.ofNumber("SIN", Math::sin),
            QueryFunction.ofNumber("SQRT", Math::sqrt),
            QueryFunction.ofNumber("SQUARE", number -> number * number),
            QueryFunction.ofNumber("TAN", Math::tan),
            QueryFunction.ofNumber("TRUNC", number -> number < 0 ? Math.ceil(number) : Math.floor(number)));

    private static QueryFunction ofTwo(String name, DoubleBinaryOperator body) {
        return QueryFunction.fixed(
                name,
                2,
                values -> Values.isNumber(values[0]) && Values.isNumber(values[1])
                        ? Values.number(body.applyAsDouble(values[0].doubleValue(), values[1].doubleValue()))
                        : null);
    }

    private static JsonNode log(JsonNode[] values) {
        if (!Values.isNumber(values[0]) || values.length == 2 && !Values.isNumber(values[1])) {
            return null;
        }
        double log = Math.log(values[0].doubleValue());
        return Values.number(values.length == 2 ? log / Math.log(values[1].doubleValue()) : log);
    }

    /** The multiple of the bin size (1 where none is given) at or below the number. */
    private static JsonNode bin(JsonNode[] values) {
        if (!Values.isNumber(values[0]) || values.length == 2 && !Values.isNumber(values[1])) {
            return null;
        }
        double size = values.length == 2 ? values[1].doubleValue() : 1;
        return size == 0 ? null : Values.number(Math.floor(values[0].doubleValue() / size) * size);
    }

    /** Halves go away from zero. */
    private static JsonNode round(JsonNode[] values) {
        Long digits = values.length == 2 ? Values.integer(values[1]) : Long.valueOf(0);
        if (!Values.isNumber(values[0]) || digits == null || Math.abs(digits) > 400) {
            return null;
        }
        double number = values[0].doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return values[0];
        }
        return Values.number(BigDecimal.valueOf(number)
                .setScale(digits.intValue(), RoundingMode.HALF_UP)
                .doubleValue());
    }
}
