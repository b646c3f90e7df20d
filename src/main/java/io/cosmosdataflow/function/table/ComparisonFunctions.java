package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.conversion.Conversions;
import io.cosmosdataflow.spark.Expressions;
import io.cosmosdataflow.spark.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Comparisons, in three-valued logic. Values of different types meet as {@link #meeting} says; the documentation asks
 * for values of one type and is silent on the rest.
 */
final class ComparisonFunctions {

    private static final String TIMESTAMP_1 = "toTimestamp('2019-02-03 05:19:28.871', 'yyyy-MM-dd HH:mm:ss.SSS')";
    private static final String TIMESTAMP_2 = "toTimestamp('2019-02-05 08:21:34.890', 'yyyy-MM-dd HH:mm:ss.SSS')";

    private ComparisonFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Comparison", Kind.SCALAR);
        equality(family);
        order(family);
        extremes(family);
        return family.functions();
    }

    private static void equality(FunctionFamily family) {
        family.add(
                        "equals(left any, right any) -> boolean",
                        "Whether two values are equal; the operator is ==.",
                        call -> compare(call, Expressions::equal),
                        new Example("equals(12, 24)", "false"),
                        new Example("12 == 24", "false"),
                        new Example("'bad' == 'bad'", "true"),
                        new Example("isNull('good' == toString(null))", "true"),
                        new Example("isNull(null == null)", "true"))
                .add(
                        "notEquals(left any, right any) -> boolean",
                        "Whether two values differ; the operator is !=.",
                        call -> compare(call, Column::notEqual),
                        new Example("12 != 24", "true"),
                        new Example("'bojjus' != 'bo' + 'jjus'", "false"))
                .add(
                        "nullSafeEquals(left any, right any) -> boolean",
                        "Whether two values are equal or both NULL; written as the operator ===.",
                        call -> compare(call, Expressions::nullSafeEqual),
                        new Example("null === null", "true"),
                        new Example("1 === null", "false"))
                .add(
                        "nullSafeNotEquals(left any, right any) -> boolean",
                        "Whether two values differ, of which one may be NULL; written as the operator !==.",
                        call -> compare(call, (left, right) -> not(Expressions.nullSafeEqual(left, right))),
                        new Example("null !== null", "false"),
                        new Example("1 !== null", "true"))
                .add(
                        "equalsIgnoreCase(left string, right string) -> boolean",
                        "Whether two texts are equal but for upper and lower case; the operator is <=>.",
                        call -> Expressions.equal(lower(call.column(0)), lower(call.column(1))),
                        new Example("'abc'<=>'Abc'", "true"),
                        new Example("equalsIgnoreCase('abc', 'Abc')", "true"));
    }

    private static void order(FunctionFamily family) {
        family.add(
                        "greater(left any, right any) -> boolean",
                        "Whether the first value is greater; the operator is >.",
                        call -> compare(call, Column::gt),
                        new Example("greater(12, 24)", "false"),
                        new Example("('dumbo' > 'dum')", "true"),
                        new Example("(" + TIMESTAMP_2 + " > " + TIMESTAMP_1 + ")", "true"))
                .add(
                        "greaterOrEqual(left any, right any) -> boolean",
                        "Whether the first value is greater or equal; the operator is >=.",
                        call -> compare(call, Column::geq),
                        new Example("greaterOrEqual(12, 12)", "true"),
                        new Example("('dumbo' >= 'dum')", "true"))
                .add(
                        "lesser(left any, right any) -> boolean",
                        "Whether the first value is less; the operator is <.",
                        call -> compare(call, Column::lt),
                        new Example("lesser(12, 24)", "true"),
                        new Example("('abcd' < 'abc')", "false"),
                        new Example("(" + TIMESTAMP_1 + " < " + TIMESTAMP_2 + ")", "true"))
                .add(
                        "lesserOrEqual(left any, right any) -> boolean",
                        "Whether the first value is less or equal; the operator is <=.",
                        call -> compare(call, Column::leq),
                        new Example("lesserOrEqual(12, 12)", "true"),
                        new Example("('dumbo' <= 'dum')", "false"))
                .add(
                        "between(value any, low any, high any) -> boolean",
                        "Whether the value lies between two others or equals one of them.",
                        call -> compare(call, 0, 1, Column::geq).and(compare(call, 0, 2, Column::leq)),
                        new Example("between(10, 5, 24)", "true"),
                        new Example("between(currentDate(), currentDate() + 10, currentDate() + 20)", "false"))
                .add(
                        "compare(left any, right any) -> integer",
                        "-1, 0 or 1, as the first value is less, equal or greater.",
                        call -> compare(call, DataTypes.IntegerType, (left, right) -> when(left.lt(right), lit(-1))
                                .when(left.gt(right), lit(1))
                                .when(Expressions.equal(left, right), lit(0))),
                        new Example("(compare(12, 24) < 1)", "true"),
                        new Example("(compare('dumbo', 'dum') > 0)", "true"));
    }

    private static void extremes(FunctionFamily family) {
        family.add(
                        "greatest(first any, more... any) -> any",
                        TypeRule.common(0),
                        "The greatest of the values that are not NULL.",
                        call -> extreme(call, functions::greatest),
                        new Example("greatest(10, 30, 15, 20)", "30"),
                        new Example("greatest(10, toInteger(null), 20)", "20"),
                        new Example(
                                "greatest(toDate('2010-12-12'), toDate('2011-12-12'), toDate('2000-12-12'))",
                                "2011-12-12"),
                        new Example("greatest(" + TIMESTAMP_1 + ", " + TIMESTAMP_2 + ")", "2019-02-05 08:21:34.890"))
                .add(
                        "least(first any, more... any) -> any",
                        TypeRule.common(0),
                        "The least of the values that are not NULL.",
                        call -> extreme(call, functions::least),
                        new Example("least(10, 30, 15, 20)", "10"),
                        new Example(
                                "least(toDate('2010-12-12'), toDate('2011-12-12'), toDate('2000-12-12'))",
                                "2000-12-12"));
    }

    /**
     * The type two values are compared as; empty if they cannot be compared. A text meets a number as a number, a
     * date or timestamp as a timestamp and a boolean as a boolean; true meets a number as 1.
     */
    static Optional<DataType> meeting(DataType left, DataType right) {
        if (left.equals(right) || Types.isUnknown(left) || Types.isUnknown(right)) {
            return Types.common(left, right);
        }
        if (Types.isText(left) || Types.isText(right)) {
            return withText(Types.isText(left) ? right : left);
        }
        if (left instanceof BooleanType && Types.isNumber(right)) {
            return Optional.of(right);
        }
        if (right instanceof BooleanType && Types.isNumber(left)) {
            return Optional.of(left);
        }
        return Types.common(left, right);
    }

    private static Optional<DataType> withText(DataType other) {
        if (Types.isDatetime(other)) {
            return Optional.of(DataTypes.TimestampType);
        }
        if (Types.isIntegral(other)) {
            // Not a double: it could not tell two large numbers apart.
            return Optional.of(DataTypes.createDecimalType(38, 18));
        }
        if (other instanceof DecimalType decimal) {
            int scale = Math.min(38 - decimal.precision() + decimal.scale(), Math.max(18, decimal.scale()));
            return Optional.of(DataTypes.createDecimalType(38, scale));
        }
        if (Types.isNumber(other)) {
            return Optional.of(DataTypes.DoubleType);
        }
        return other instanceof BooleanType ? Optional.of(other) : Types.common(DataTypes.StringType, other);
    }

    private static Column compare(Call call, BinaryOperator<Column> operator) {
        return compare(call, 0, 1, operator);
    }

    private static Column compare(Call call, DataType result, BinaryOperator<Column> operator) {
        return compare(call, 0, 1, result, operator);
    }

    private static Column compare(Call call, int left, int right, BinaryOperator<Column> operator) {
        return compare(call, left, right, DataTypes.BooleanType, operator);
    }

    private static Column compare(Call call, int left, int right, DataType result, BinaryOperator<Column> operator) {
        return meeting(call.type(left), call.type(right))
                .map(type -> operator.apply(operand(call, left, type), operand(call, right, type))
                        .cast(result))
                .orElseGet(() -> Builtin.nothing(result));
    }

    /** Spark cannot compare maps; their texts can be. */
    private static Column operand(Call call, int index, DataType type) {
        Column converted = Conversions.convert(call.column(index), call.type(index), type);
        return hasMap(type) ? JsonWriter.text(converted, type, false) : converted;
    }

    private static boolean hasMap(DataType type) {
        if (type instanceof ArrayType array) {
            return hasMap(array.elementType());
        }
        if (type instanceof StructType struct) {
            for (StructField field : struct.fields()) {
                if (hasMap(field.dataType())) {
                    return true;
                }
            }
        }
        return type instanceof MapType;
    }

    private static Column extreme(Call call, java.util.function.Function<Column[], Column> choice) {
        Column[] values = IntStream.range(0, call.size())
                .mapToObj(index -> Conversions.convert(call.column(index), call.type(index), call.result()))
                .toArray(Column[]::new);
        return values.length == 1 ? values[0] : choice.apply(values);
    }
}
