package io.cosmosdataflow.plan.explain;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.ShownValue;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.table.Functions;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.Expression.Quote;
import io.cosmosdataflow.script.ScriptPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Typed expressions in the words of the script language: patterns, parameters and locals are replaced with what
 * they stand for. Conversions that the language makes by itself are not shown; those with a format are.
 */
final class ExpressionText implements TypedExpression.Visitor<Expression> {

    private static final Span NOWHERE = Span.startOf("plan");

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("add", "+"),
            Map.entry("minus", "-"),
            Map.entry("multiply", "*"),
            Map.entry("divide", "/"),
            Map.entry("mod", "%"),
            Map.entry("equals", "=="),
            Map.entry("notEquals", "!="),
            Map.entry("nullSafeEquals", "==="),
            Map.entry("nullSafeNotEquals", "!=="),
            Map.entry("equalsIgnoreCase", "<=>"),
            Map.entry("greater", ">"),
            Map.entry("greaterOrEqual", ">="),
            Map.entry("lesser", "<"),
            Map.entry("lesserOrEqual", "<="),
            Map.entry("and", "&&"),
            Map.entry("or", "||"),
            Map.entry("xor", "^"),
            Map.entry("bitwiseXor", "^"),
            Map.entry("bitwiseAnd", "&"),
            Map.entry("bitwiseOr", "|"));

    private ExpressionText() {}

    static String of(TypedExpression expression) {
        return ScriptPrinter.print(expression.accept(new ExpressionText()));
    }

    @Override
    public Expression constant(TypedExpression.Constant constant) {
        Object value = constant.value();
        DataType type = constant.type();
        if (value == null) {
            return call("null", List.of());
        }
        if (type instanceof BooleanType) {
            return call(value.toString(), List.of());
        }
        if (type instanceof NumericType) {
            String suffix = type instanceof LongType ? "L" : type instanceof FloatType ? "f" : "";
            Expression number = new Expression.NumberLiteral(ShownValue.of(value, type) + suffix, NOWHERE);
            return type instanceof DecimalType ? call("toDecimal", List.of(number)) : number;
        }
        if (type instanceof DateType || type instanceof TimestampType) {
            String function = type instanceof DateType ? "toDate" : "toTimestamp";
            return call(function, List.of(text(ShownValue.of(value, type))));
        }
        return text(value instanceof String string ? string : ShownValue.of(value, type));
    }

    @Override
    public Expression column(TypedExpression.ColumnValue column) {
        return name(column.column().name());
    }

    @Override
    public Expression call(TypedExpression.FunctionCall call) {
        String name = call.function().name();
        List<Expression> arguments = all(call.arguments());
        if (isPolicy(call)) {
            TypedExpression.Constant code =
                    (TypedExpression.Constant) call.arguments().get(1);
            return call(policyFunction(((Number) code.value()).byteValue()), List.of());
        }
        if (arguments.size() == 2 && OPERATORS.containsKey(name)) {
            return new Expression.Binary(OPERATORS.get(name), arguments.get(0), arguments.get(1), NOWHERE);
        }
        if (name.equals("not") && arguments.size() == 1) {
            return new Expression.Unary("!", arguments.get(0), NOWHERE);
        }
        if (name.equals("negate") && arguments.size() == 1) {
            return new Expression.Unary("-", arguments.get(0), NOWHERE);
        }
        return call(name, arguments);
    }

    /** {@code isUpdate()} and its like have become comparisons of the mark. */
    private static boolean isPolicy(TypedExpression.FunctionCall call) {
        return call.function().name().equals("equals")
                && call.arguments().get(0) instanceof TypedExpression.MarkValue mark
                && mark.mark() == RowMark.POLICY
                && call.arguments().get(1) instanceof TypedExpression.Constant;
    }

    private static String policyFunction(byte code) {
        String word = RowPolicy.of(code).word();
        return "is" + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    @Override
    public Expression lambda(TypedExpression.Lambda lambda) {
        return lambda.body().accept(this);
    }

    @Override
    public Expression variable(TypedExpression.Variable variable) {
        return new Expression.LambdaVariable(variable.name(), NOWHERE);
    }

    @Override
    public Expression field(TypedExpression.FieldValue field) {
        return new Expression.Field(field.parent().accept(this), field.field(), NOWHERE);
    }

    @Override
    public Expression element(TypedExpression.ElementValue element) {
        return new Expression.Element(
                element.parent().accept(this), element.index().accept(this), NOWHERE);
    }

    @Override
    public Expression conversion(TypedExpression.Conversion conversion) {
        Expression operand = conversion.operand().accept(this);
        if (conversion.formats().isEmpty()) {
            return operand;
        }
        List<Expression> arguments = new ArrayList<>(List.of(operand));
        conversion.formats().forEach(format -> arguments.add(text(format)));
        String type = Types.patternName(conversion.type());
        return call("to" + type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1), arguments);
    }

    @Override
    public Expression struct(TypedExpression.StructValue struct) {
        List<Argument> members = IntStream.range(0, struct.names().size())
                .<Argument>mapToObj(i -> new Argument.Assignment(
                        name(struct.names().get(i)), struct.values().get(i).accept(this), NOWHERE))
                .toList();
        return new Expression.StructLiteral(members, NOWHERE);
    }

    @Override
    public Expression array(TypedExpression.ArrayValue array) {
        return new Expression.ArrayLiteral(all(array.items()), NOWHERE);
    }

    @Override
    public Expression map(TypedExpression.MapValue map) {
        List<Expression.MapEntry> entries = IntStream.range(0, map.keys().size())
                .mapToObj(i -> new Expression.MapEntry(
                        map.keys().get(i).accept(this), map.values().get(i).accept(this)))
                .toList();
        return new Expression.MapLiteral(entries, NOWHERE);
    }

    @Override
    public Expression mark(TypedExpression.MarkValue mark) {
        return switch (mark.mark()) {
            case POLICY -> call("isUpsert", List.of());
            case ERRORS -> call("assertErrorMessages", List.of());
            case MATCH -> call("isMatch", List.of());
            case SOURCE_KEY -> throw new IllegalArgumentException("No function gives the key of a row's document.");
        };
    }

    @Override
    public Expression cache(TypedExpression.CacheValue cache) {
        String function = cache.kind().name().toLowerCase(Locale.ROOT);
        return new Expression.CacheCall(cache.sink(), function, all(cache.keys()), NOWHERE);
    }

    /** A parameter without a value, a column that only the run knows, or a call that asks for one. */
    @Override
    public Expression unknown(TypedExpression.UnknownValue unknown) {
        String name = unknown.name();
        if (name.startsWith("$")) {
            return new Expression.ParameterName(name.substring(1), NOWHERE);
        }
        boolean aboutTheStream = Functions.find(name)
                .filter(function -> function.kind() == Kind.STREAM)
                .isPresent();
        return aboutTheStream ? call(name, List.of()) : name(name);
    }

    private List<Expression> all(List<TypedExpression> expressions) {
        return expressions.stream().map(each -> each.accept(this)).toList();
    }

    private static Expression name(String name) {
        return new Expression.ColumnName(List.of(), name, NOWHERE);
    }

    private static Expression text(String value) {
        return new Expression.Text(value, Quote.SINGLE, NOWHERE);
    }

    private static Expression call(String function, List<Expression> arguments) {
        List<Argument> values = arguments.stream()
                .<Argument>map(argument -> new Argument.Value(argument, NOWHERE))
                .toList();
        return new Expression.Call(function, values, NOWHERE);
    }
}
