package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Parameter;
import io.cosmosdataflow.function.TimeZones;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;

/**
 * Arguments that the plan depends on: the precision and scale of a decimal, a locale, a zone, whether NULLs are passed
 * over. One that comes from the data is an error, not what the function does without it.
 */
final class ConstantParameters {

    /** The digits that Spark's decimals, and Data Factory's, have at most. */
    private static final int MOST_DIGITS = 38;

    private static final int SCALE = 2;

    private ConstantParameters() {}

    /** The arguments with the values of constants worked out; empty if one is wrong, which is reported. */
    static Optional<List<TypedExpression>> settled(
            Function function, Span span, List<TypedExpression> arguments, Instant startOfRun, Issues issues) {
        List<TypedExpression> settled = new ArrayList<>();
        boolean right = true;
        for (int i = 0; i < arguments.size(); i++) {
            TypedExpression argument = arguments.get(i);
            Parameter parameter = function.signature().parameter(i, arguments.size());
            String name = parameter.name();
            boolean constant = parameter.constant();
            if (ofFlatten(function, arguments, i)) {
                name = "last one, whether all depths are flattened";
                constant = true;
            }
            right &= knownZone(parameter, argument, span, startOfRun, issues);
            if (!constant || ConstantValues.waits(argument)) {
                settled.add(argument);
                continue;
            }
            Optional<Object> value = ConstantValues.value(argument, startOfRun);
            settled.add(value.<TypedExpression>map(known -> new Constant(known, argument.type()))
                    .orElse(argument));
            if (value.isEmpty()) {
                right = false;
                issues.error(
                        ErrorCode.InvalidCall,
                        span,
                        "Argument " + (i + 1) + " of " + function.name() + "(), the " + name
                                + ", must be known before there is data, and not be NULL.",
                        "Write a constant, or an expression over parameters.");
            }
        }
        boolean decimal = function.name().equals("toDecimal");
        return right && (!decimal || digits(span, settled, issues)) ? Optional.of(settled) : Optional.empty();
    }

    /** The flag behind the arrays, which decides on the type of the result. */
    private static boolean ofFlatten(Function function, List<TypedExpression> arguments, int index) {
        return function.name().equals("flatten")
                && index > 0
                && index == arguments.size() - 1
                && arguments.get(index).type() instanceof BooleanType;
    }

    /**
     * Reports a time zone that does not exist. To Java, which Data Factory names for formats of times, it would be
     * Greenwich; to Spark's functions it is an error while rows are computed.
     */
    private static boolean knownZone(
            Parameter parameter, TypedExpression argument, Span span, Instant startOfRun, Issues issues) {
        if (!parameter.name().equals("zone") || ConstantValues.waits(argument)) {
            return true;
        }
        Optional<String> unknown =
                ConstantValues.value(argument, startOfRun).map(String::valueOf).filter(zone -> !TimeZones.exists(zone));
        unknown.ifPresent(zone -> issues.error(
                ErrorCode.InvalidCall,
                span,
                "There is no time zone '" + zone + "'.",
                "Write one as Java knows it: 'UTC', 'PST', 'Europe/Berlin', '+02:00'."));
        return unknown.isEmpty();
    }

    private static boolean digits(Span span, List<TypedExpression> arguments, Issues issues) {
        Optional<Long> precision = number(arguments, 1);
        Optional<Long> scale = number(arguments, 2);
        long most = precision.orElse((long) MOST_DIGITS);
        boolean fits = most >= 1 && most <= MOST_DIGITS && scale.orElse((long) Math.min(SCALE, most)) >= 0;
        boolean smaller = scale.filter(digits -> digits > most).isEmpty();
        if (!fits || !smaller) {
            issues.error(
                    ErrorCode.InvalidCall,
                    span,
                    "A decimal has 1 to " + MOST_DIGITS
                            + " digits, of which 0 to all stand behind the point; toDecimal() is"
                            + " asked for " + precision.map(String::valueOf).orElse("10") + " and "
                            + scale.map(String::valueOf).orElse(String.valueOf(SCALE)) + ".",
                    "");
        }
        return fits && smaller;
    }

    private static Optional<Long> number(List<TypedExpression> arguments, int index) {
        return index < arguments.size()
                ? arguments.get(index).constantValue().map(value -> ((Number) value).longValue())
                : Optional.empty();
    }
}
