package io.cosmosdataflow.plan.demand;

import io.cosmosdataflow.demand.ColumnPath;
import io.cosmosdataflow.demand.RowCondition;
import io.cosmosdataflow.demand.RowCondition.Absent;
import io.cosmosdataflow.demand.RowCondition.Compared;
import io.cosmosdataflow.demand.RowCondition.OneOf;
import io.cosmosdataflow.demand.RowCondition.Operator;
import io.cosmosdataflow.demand.RowCondition.Present;
import io.cosmosdataflow.demand.RowCondition.StartsWith;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ArrayValue;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.FieldValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Boolean expressions as conditions on a source. What cannot be said there is left out, which lets more rows pass.
 *
 * @param origins for slots of the expressions' stream what they are at the source
 */
record Conditions(Map<String, ColumnPath> origins) {

    Conditions {
        origins = Map.copyOf(origins);
    }

    /** True at least for each row for which the expression is true. */
    RowCondition whenTrue(TypedExpression expression) {
        Optional<Object> constant = constant(expression);
        if (constant.orElse(null) instanceof Boolean known) {
            return known ? RowCondition.ANYTHING : RowCondition.NOTHING;
        }
        if (expression instanceof FunctionCall call) {
            return switch (call.function().name()) {
                case "and" -> RowCondition.all(whenTrue(call.arguments()));
                case "or" -> RowCondition.any(whenTrue(call.arguments()));
                case "not" -> whenFalse(call.arguments().get(0));
                case "equals", "nullSafeEquals" -> compared(call, Operator.EQUAL);
                case "notEquals" -> compared(call, Operator.DIFFERENT);
                case "lesser" -> compared(call, Operator.LESS);
                case "lesserOrEqual" -> compared(call, Operator.AT_MOST);
                case "greater" -> compared(call, Operator.GREATER);
                case "greaterOrEqual" -> compared(call, Operator.AT_LEAST);
                case "between" -> between(call);
                case "in" -> in(call);
                case "startsWith" -> startsWith(call);
                case "isNull" -> path(call.arguments().get(0))
                        .<RowCondition>map(Absent::new)
                        .orElse(RowCondition.ANYTHING);
                default -> RowCondition.ANYTHING;
            };
        }
        return flag(expression, true);
    }

    /** True at least for each row for which the expression is false, which NULL is not. */
    private RowCondition whenFalse(TypedExpression expression) {
        Optional<Object> constant = constant(expression);
        if (constant.orElse(null) instanceof Boolean known) {
            return known ? RowCondition.NOTHING : RowCondition.ANYTHING;
        }
        if (expression instanceof FunctionCall call) {
            return switch (call.function().name()) {
                case "and" -> RowCondition.any(whenFalse(call.arguments()));
                case "or" -> RowCondition.all(whenFalse(call.arguments()));
                case "not" -> whenTrue(call.arguments().get(0));
                case "equals" -> compared(call, Operator.DIFFERENT);
                case "notEquals", "nullSafeNotEquals" -> compared(call, Operator.EQUAL);
                case "lesser" -> compared(call, Operator.AT_LEAST);
                case "lesserOrEqual" -> compared(call, Operator.GREATER);
                case "greater" -> compared(call, Operator.AT_MOST);
                case "greaterOrEqual" -> compared(call, Operator.LESS);
                case "isNull" -> path(call.arguments().get(0))
                        .<RowCondition>map(Present::new)
                        .orElse(RowCondition.ANYTHING);
                default -> RowCondition.ANYTHING;
            };
        }
        return flag(expression, false);
    }

    private List<RowCondition> whenTrue(List<TypedExpression> expressions) {
        return expressions.stream().map(this::whenTrue).toList();
    }

    private List<RowCondition> whenFalse(List<TypedExpression> expressions) {
        return expressions.stream().map(this::whenFalse).toList();
    }

    private RowCondition flag(TypedExpression expression, boolean wanted) {
        return path(expression)
                .filter(path -> path.type() instanceof BooleanType)
                .<RowCondition>map(path -> new Compared(path, Operator.EQUAL, wanted))
                .orElse(RowCondition.ANYTHING);
    }

    private RowCondition compared(FunctionCall call, Operator operator) {
        TypedExpression left = call.arguments().get(0);
        TypedExpression right = call.arguments().get(1);
        return path(left).isPresent() ? compared(left, operator, right) : compared(right, turned(operator), left);
    }

    private RowCondition between(FunctionCall call) {
        TypedExpression value = call.arguments().get(0);
        return RowCondition.all(List.of(
                compared(value, Operator.AT_LEAST, call.arguments().get(1)),
                compared(value, Operator.AT_MOST, call.arguments().get(2))));
    }

    private RowCondition compared(TypedExpression column, Operator operator, TypedExpression other) {
        Optional<ColumnPath> path = path(column);
        Optional<Object> value = path.flatMap(each -> comparable(each.type(), other));
        if (value.isEmpty()) {
            return RowCondition.ANYTHING;
        }
        boolean ordered = operator != Operator.EQUAL && operator != Operator.DIFFERENT;
        return ordered && !(value.get() instanceof Number)
                ? RowCondition.ANYTHING
                : new Compared(path.get(), operator, value.get());
    }

    private RowCondition in(FunctionCall call) {
        Optional<ColumnPath> path = path(call.arguments().get(1));
        if (path.isEmpty() || !(call.arguments().get(0) instanceof ArrayValue array)) {
            return RowCondition.ANYTHING;
        }
        List<Object> values = new ArrayList<>();
        for (TypedExpression item : array.items()) {
            comparable(path.get().type(), item).ifPresent(values::add);
        }
        return values.size() == array.items().size() ? new OneOf(path.get(), values) : RowCondition.ANYTHING;
    }

    private RowCondition startsWith(FunctionCall call) {
        Optional<ColumnPath> path = path(call.arguments().get(0)).filter(each -> each.type() instanceof StringType);
        return path.isPresent() && constant(call.arguments().get(1)).orElse(null) instanceof String prefix
                ? new StartsWith(path.get(), prefix)
                : RowCondition.ANYTHING;
    }

    /** The column or field of the source that the expression is, unchanged. */
    Optional<ColumnPath> path(TypedExpression expression) {
        if (expression instanceof ColumnValue column) {
            return Optional.ofNullable(origins.get(column.column().slot()));
        }
        if (expression instanceof FieldValue field && field.parent().type() instanceof StructType) {
            return path(field.parent()).map(parent -> parent.field(field.field(), field.type()));
        }
        return Optional.empty();
    }

    /** The constant as a value that a column of the type is compared with as such, without being converted itself. */
    private static Optional<Object> comparable(DataType type, TypedExpression other) {
        return constant(other).flatMap(value -> {
            boolean fits = type instanceof StringType && value instanceof String
                    || type instanceof BooleanType && value instanceof Boolean
                    || (Types.isIntegral(type) || type instanceof DoubleType) && value instanceof Number;
            return fits ? number(value) : Optional.empty();
        });
    }

    private static Optional<Object> number(Object value) {
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return Optional.of(((Number) value).longValue());
        }
        boolean other = value instanceof Number && !(value instanceof Long) && !(value instanceof Double);
        boolean infinite = value instanceof Double number && !Double.isFinite(number);
        return other || infinite ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Object> constant(TypedExpression expression) {
        if (expression instanceof FunctionCall call && call.arguments().isEmpty()) {
            return switch (call.function().name()) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        return expression instanceof Constant constant ? Optional.ofNullable(constant.value()) : Optional.empty();
    }

    private static Operator turned(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER;
            case AT_MOST -> Operator.AT_LEAST;
            case GREATER -> Operator.LESS;
            case AT_LEAST -> Operator.AT_MOST;
            case EQUAL, DIFFERENT -> operator;
        };
    }
}
