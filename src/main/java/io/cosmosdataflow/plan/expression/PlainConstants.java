package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.plan.expression.TypedExpression.ArrayValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.spark.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The constants that patterns and names are mostly made of ({@code type == 'string'}, {@code $$ + '_x'}), worked
 * out right here: Spark's evaluator has the same values, but takes a second to start. Texts, booleans and whole
 * numbers that are not NULL; everything else is left to {@link ConstantEvaluation}.
 */
final class PlainConstants {

    private PlainConstants() {}

    static Optional<Object> value(TypedExpression expression) {
        if (expression instanceof Constant constant) {
            return Optional.ofNullable(constant.value());
        }
        if (expression instanceof Conversion conversion) {
            return conversion.formats().isEmpty() && conversion.operand().type().equals(conversion.type())
                    ? value(conversion.operand())
                    : Optional.empty();
        }
        return expression instanceof FunctionCall call ? call(call) : Optional.empty();
    }

    private static Optional<Object> call(FunctionCall call) {
        if (call.function().name().equals("in")) {
            return in(call);
        }
        List<Object> values = new ArrayList<>();
        for (TypedExpression argument : call.arguments()) {
            Optional<Object> value = value(argument).filter(PlainConstants::isPlain);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return switch (call.function().name()) {
            case "equals" -> sameKind(values).map(same -> values.get(0).equals(values.get(1)));
            case "notEquals" -> sameKind(values).map(same -> !values.get(0).equals(values.get(1)));
            case "and" -> Optional.of((Boolean) values.get(0) && (Boolean) values.get(1));
            case "or" -> Optional.of((Boolean) values.get(0) || (Boolean) values.get(1));
            case "not" -> Optional.of(!(Boolean) values.get(0));
            case "greater" -> order(values).map(order -> order > 0);
            case "greaterOrEqual" -> order(values).map(order -> order >= 0);
            case "lesser" -> order(values).map(order -> order < 0);
            case "lesserOrEqual" -> order(values).map(order -> order <= 0);
            default -> text(call.function().name(), values);
        };
    }

    private static Optional<Integer> order(List<Object> values) {
        return values.get(0) instanceof Integer left && values.get(1) instanceof Integer right
                ? Optional.of(left.compareTo(right))
                : Optional.empty();
    }

    private static Optional<Object> text(String function, List<Object> values) {
        if (values.isEmpty() || !values.stream().allMatch(String.class::isInstance)) {
            return Optional.empty();
        }
        String first = (String) values.get(0);
        return switch (function) {
            case "add", "concat" -> Optional.of(
                    String.join("", values.stream().map(String.class::cast).toList()));
            case "startsWith" -> Optional.of(first.startsWith((String) values.get(1)));
            case "endsWith" -> Optional.of(first.endsWith((String) values.get(1)));
            case "like" -> Optional.of(Pattern.matches(Expressions.likeRegex((String) values.get(1)), first));
            case "instr" -> Optional.of(first.indexOf((String) values.get(1)) + 1);
            case "length" -> Optional.of(first.codePointCount(0, first.length()));
            case "lower" -> Optional.of(first.toLowerCase(Locale.ROOT));
            case "upper" -> Optional.of(first.toUpperCase(Locale.ROOT));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> in(FunctionCall call) {
        Optional<Object> wanted = value(call.arguments().get(1)).filter(PlainConstants::isPlain);
        if (wanted.isEmpty() || !(call.arguments().get(0) instanceof ArrayValue array)) {
            return Optional.empty();
        }
        List<Object> items =
                array.items().stream().flatMap(item -> value(item).stream()).toList();
        boolean comparable = items.size() == array.items().size()
                && items.stream()
                        .allMatch(item -> item.getClass() == wanted.get().getClass());
        return comparable ? Optional.of(items.contains(wanted.get())) : Optional.empty();
    }

    private static Optional<Boolean> sameKind(List<Object> values) {
        return Objects.equals(values.get(0).getClass(), values.get(1).getClass())
                ? Optional.of(true)
                : Optional.empty();
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Boolean || value instanceof Integer;
    }
}
