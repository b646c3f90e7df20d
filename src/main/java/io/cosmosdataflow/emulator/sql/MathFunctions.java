package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleBinaryOperator;

/** Functions on IEEE doubles. Source: Microsoft Learn, "Mathematical functions". */
final class MathFunctions {
    private MathFunctions() {}

    static final List<Function> ALL = List.of(
            Function.ofNumber("ABS", Math::abs),
            Function.ofNumber("ACOS", Math::acos),
            Function.ofNumber("ASIN", Math::asin),
            Function.ofNumber("ATAN", Math::atan),
            ofTwo("ATN2", Math::atan2),
            Function.ofNumber("CEILING", Math::ceil),
            Function.ofNumber("COS", Math::cos),
            Function.ofNumber("COT", number -> 1 / Math.tan(number)),
            Function.ofNumber("DEGREES", Math::toDegrees),
            Function.ofNumber("EXP", Math::exp),
            Function.ofNumber("FLOOR", Math::floor),
            new Function("LOG", 1, 2, MathFunctions::log),
            Function.ofNumber("LOG10", Math::log10),
            new Function("NumberBin", 1, 2, MathFunctions::bin),
            Function.fixed("PI", 0, values -> Values.number(Math.PI)),
            ofTwo("POWER", Math::pow),
            Function.ofNumber("RADIANS", Math::toRadians),
            Function.fixed(
                    "RAND",
                    0,
                    values -> Values.number(ThreadLocalRandom.current().nextDouble())),
            new Function("ROUND", 1, 2, MathFunctions::round),
            Function.ofNumber("SIGN", Math::signum),
            Function.ofNumber("SIN", Math::sin),
            Function.ofNumber("SQRT", Math::sqrt),
            Function.ofNumber("SQUARE", number -> number * number),
            Function.ofNumber("TAN", Math::tan),
            Function.ofNumber("TRUNC", number -> number < 0 ? Math.ceil(number) : Math.floor(number)));

    private static Function ofTwo(String name, DoubleBinaryOperator body) {
        return Function.fixed(
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
