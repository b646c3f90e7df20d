package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.ConstantArguments;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule;
import io.cosmosdataflow.function.Types;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Calculations with numbers. */
final class MathFunctions {

    /** Rounding modes by the number that the language gives them, from 1. */
    private static final List<RoundingMode> MODES = List.of(
            RoundingMode.UP,
            RoundingMode.DOWN,
            RoundingMode.CEILING,
            RoundingMode.FLOOR,
            RoundingMode.HALF_UP,
            RoundingMode.HALF_DOWN,
            RoundingMode.HALF_EVEN,
            RoundingMode.UNNECESSARY);

    private static final int MOST_SCALE = 1000;

    private MathFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Math", Kind.SCALAR);
        rounding(family);
        powers(family);
        trigonometry(family);
        return family.functions();
    }

    private static void rounding(FunctionFamily family) {
        family.add(
                        "abs(value number) -> number",
                        TypeRule.same(0),
                        "The number without its sign.",
                        call -> number(call, functions::abs),
                        new Example("abs(-20)", "20"),
                        new Example("abs(10)", "10"))
                .add(
                        "ceil(value number) -> number",
                        MathFunctions::whole,
                        "The least whole number that is not less; a long for a float or double.",
                        call -> number(call, functions::ceil),
                        new Example("ceil(-0.1)", "0"))
                .add(
                        "floor(value number) -> number",
                        MathFunctions::whole,
                        "The greatest whole number that is not greater; a long for a float or double.",
                        call -> number(call, functions::floor),
                        new Example("floor(-0.1)", "-1"))
                .add(
                        "round(value number, scale? integral, mode? integral) -> double",
                        "Rounds to so many digits behind the point, or to a whole number without a scale. Modes: 1 up,"
                                + " 2 down, 3 ceiling, 4 floor, 5 half up (the default), 6 half down, 7 half even, 8"
                                + " unnecessary: NULL where rounding would change the number.",
                        MathFunctions::round,
                        new Example("round(100.123)", "100.0"),
                        new Example("round(2.5, 0)", "3.0"),
                        new Example("round(5.3999999999999995, 2, 7)", "5.40"));
    }

    private static void powers(FunctionFamily family) {
        family.add(
                        "cbrt(value double) -> double",
                        "The cube root.",
                        call -> functions.cbrt(call.column(0)),
                        new Example("cbrt(8)", "2.0"))
                .add(
                        "sqrt(value double) -> double",
                        "The square root.",
                        call -> functions.sqrt(call.column(0)),
                        new Example("sqrt(9)", "3.0"))
                .add(
                        "power(base double, exponent double) -> double",
                        "The first number to the power of the second.",
                        call -> functions.pow(call.column(0), call.column(1)),
                        new Example("power(10, 2)", "100.0"))
                .add(
                        "log(value double, base? double) -> double",
                        "The logarithm to a base, or the natural one; NULL for what has none.",
                        call -> call.size() > 1
                                ? Builtin.call("log", call.column(1), call.column(0))
                                : functions.log(call.column(0)),
                        new Example("log(100, 10)", "2.0"))
                .add(
                        "log10(value double) -> double",
                        "The logarithm to base 10.",
                        call -> functions.log10(call.column(0)),
                        new Example("log10(100)", "2.0"))
                .add(
                        "factorial(value integral) -> long",
                        "The product of all whole numbers up to this one; NULL below 0 and above 20.",
                        call -> functions.factorial(call.column(0).cast(DataTypes.IntegerType)),
                        new Example("factorial(5)", "120"))
                .add(
                        "random(seed?! integral) -> long",
                        "A random number, never negative; the same for each run if a seed is given.",
                        MathFunctions::random,
                        new Example("random(1) == 1", "false"));
    }

    private static void trigonometry(FunctionFamily family) {
        family.add(
                        "acos(value double) -> double",
                        "The angle in radians with this cosine.",
                        call -> functions.acos(call.column(0)),
                        new Example("acos(1)", "0.0"))
                .add(
                        "asin(value double) -> double",
                        "The angle in radians with this sine.",
                        call -> functions.asin(call.column(0)),
                        new Example("asin(0)", "0.0"))
                .add(
                        "atan(value double) -> double",
                        "The angle in radians with this tangent.",
                        call -> functions.atan(call.column(0)),
                        new Example("atan(0)", "0.0"))
                .add(
                        "atan2(y double, x double) -> double",
                        "The angle in radians between the x-axis and the point (x, y).",
                        call -> functions.atan2(call.column(0), call.column(1)),
                        new Example("atan2(0, 0)", "0.0"))
                .add(
                        "cos(value double) -> double",
                        "The cosine of an angle in radians.",
                        call -> functions.cos(call.column(0)),
                        new Example("cos(10)", "-0.8390715290764524"))
                .add(
                        "cosh(value double) -> double",
                        "The hyperbolic cosine.",
                        call -> functions.cosh(call.column(0)),
                        new Example("cosh(0)", "1.0"))
                .add(
                        "sin(value double) -> double",
                        "The sine of an angle in radians.",
                        call -> functions.sin(call.column(0)),
                        new Example("sin(2)", "0.9092974268256817"))
                .add(
                        "sinh(value double) -> double",
                        "The hyperbolic sine.",
                        call -> functions.sinh(call.column(0)),
                        new Example("sinh(0)", "0.0"))
                .add(
                        "tan(value double) -> double",
                        "The tangent of an angle in radians.",
                        call -> functions.tan(call.column(0)),
                        new Example("tan(0)", "0.0"))
                .add(
                        "tanh(value double) -> double",
                        "The hyperbolic tangent.",
                        call -> functions.tanh(call.column(0)),
                        new Example("tanh(0)", "0.0"))
                .add(
                        "degrees(radians double) -> double",
                        "An angle in degrees.",
                        call -> functions.degrees(call.column(0)),
                        new Example("degrees(3.141592653589793)", "180.0"))
                .add(
                        "radians(degrees double) -> double",
                        "An angle in radians.",
                        call -> functions.radians(call.column(0)),
                        new Example("radians(180)", "3.141592653589793"));
    }

    private static DataType whole(TypeRule.ArgumentTypes arguments) {
        DataType type = arguments.type(0);
        if (type instanceof DecimalType decimal) {
            // A digit more than before the point: 9.5 becomes 10.
            return DataTypes.createDecimalType(Math.min(38, decimal.precision() - decimal.scale() + 1), 0);
        }
        return Types.isIntegral(type) || Types.isUnknown(type) ? type : DataTypes.LongType;
    }

    private static Column number(Call call, UnaryOperator<Column> function) {
        return Types.isUnknown(call.result())
                ? call.column(0)
                : function.apply(call.column(0)).cast(call.result());
    }

    /** Spark has two of the eight modes, and wants the scale as a constant. */
    private static Column round(Call call) {
        if (Types.isUnknown(call.type(0))) {
            return Builtin.nothing(DataTypes.DoubleType);
        }
        Optional<Integer> scale = setting(call, 1, 0);
        Optional<Integer> mode = setting(call, 2, 5);
        boolean exact = call.type(0) instanceof DecimalType;
        Column value = exact ? call.column(0) : call.column(0).cast(DataTypes.DoubleType);
        if (scale.isPresent() && mode.isPresent() && (mode.get() == 5 || mode.get() == 7)) {
            return (mode.get() == 5 ? functions.round(value, scale.get()) : functions.bround(value, scale.get()))
                    .cast(DataTypes.DoubleType);
        }
        UDF3<Number, Integer, Integer, Double> rounding = MathFunctions::rounded;
        Column scaleColumn = call.size() > 1 ? call.column(1).cast(DataTypes.IntegerType) : lit(0);
        Column modeColumn = call.size() > 2 ? call.column(2).cast(DataTypes.IntegerType) : lit(5);
        return udf(rounding, DataTypes.DoubleType).apply(value, scaleColumn, modeColumn);
    }

    private static Optional<Integer> setting(Call call, int index, int unset) {
        return call.size() <= index
                ? Optional.of(unset)
                : ConstantArguments.number(call, index).map(Number::intValue);
    }

    private static Double rounded(Number value, Integer scale, Integer mode) {
        if (value == null || scale == null || mode == null || mode < 1 || mode > MODES.size()) {
            return null;
        }
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number) || Math.abs(scale) > MOST_SCALE) {
            return number;
        }
        BigDecimal exact = value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number);
        RoundingMode rounding = MODES.get(mode - 1);
        if (rounding == RoundingMode.UNNECESSARY) {
            BigDecimal down = exact.setScale(scale, RoundingMode.DOWN);
            return down.compareTo(exact) == 0 ? (Double) number : null;
        }
        return exact.setScale(scale, rounding).doubleValue();
    }

    /** Spark's random numbers have 53 bits; the hash spreads them over the 63 of a long that is not negative. */
    private static Column random(Call call) {
        Column random = ConstantArguments.number(call, 0)
                .map(seed -> functions.rand(seed.longValue()))
                .orElseGet(functions::rand);
        return functions.xxhash64(random).bitwiseAND(lit(Long.MAX_VALUE));
    }
}
