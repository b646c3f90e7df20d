package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.pmod;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.conversion.Conversions;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;

/** What the arithmetic operators do with numbers, texts, dates, timestamps and arrays. */
final class ArithmeticFunctions {

    private static final String TIMESTAMP = "toTimestamp('2019-02-03 05:19:28.871', 'yyyy-MM-dd HH:mm:ss.SSS')";

    private ArithmeticFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Arithmetic", Kind.SCALAR);
        sums(family);
        products(family);
        bits(family);
        return family.functions();
    }

    private static void sums(FunctionFamily family) {
        family.add(
                        "add(left any, right any) -> any",
                        ArithmeticTypes::sum,
                        "Adds numbers, days to a date, milliseconds to a timestamp; joins texts and arrays; the"
                                + " operator is +.",
                        ArithmeticFunctions::plus,
                        new Example("add(10, 20)", "30"),
                        new Example("10 + 20", "30"),
                        new Example("add('ice', 'cream')", "'icecream'"),
                        new Example("'ice' + 'cream' + ' cone'", "'icecream cone'"),
                        new Example("add(toDate('2012-12-12'), 3)", "2012-12-15"),
                        new Example("toDate('2012-12-12') + 3", "2012-12-15"),
                        new Example("[10, 20] + [30, 40]", "[10, 20, 30, 40]"),
                        new Example(TIMESTAMP + " + (days(1) + hours(2) - seconds(10))", "2019-02-04 07:19:18.871"))
                .add(
                        "minus(left any, right any) -> any",
                        ArithmeticTypes::difference,
                        "Subtracts numbers, days from a date, milliseconds from a timestamp; the days between two"
                                + " dates, the milliseconds between two timestamps; the operator is -.",
                        ArithmeticFunctions::minus,
                        new Example("minus(20, 10)", "10"),
                        new Example("20 - 10", "10"),
                        new Example("minus(toDate('2012-12-15'), 3)", "2012-12-12"),
                        new Example("toDate('2012-12-15') - 3", "2012-12-12"),
                        new Example(TIMESTAMP + " + (days(1) + hours(2) - seconds(10))", "2019-02-04 07:19:18.871"),
                        new Example(
                                "toTimestamp('2019-02-03 05:21:34.851', 'yyyy-MM-dd HH:mm:ss.SSS')"
                                        + " - toTimestamp('2019-02-03 05:21:36.923', 'yyyy-MM-dd HH:mm:ss.SSS')",
                                "-2072"))
                .add(
                        "negate(value number) -> number",
                        TypeRule.same(0),
                        "The number with the other sign.",
                        call -> Types.isUnknown(call.result()) ? call.column(0) : negate(call.column(0)),
                        new Example("negate(13)", "-13"));
    }

    private static void products(FunctionFamily family) {
        family.add(
                        "multiply(left any, right any) -> any",
                        ArithmeticTypes::product,
                        "Multiplies two numbers; the operator is *.",
                        call -> numbers(call, Column::multiply),
                        new Example("multiply(20, 10)", "200"),
                        new Example("20 * 10", "200"))
                .add(
                        "divide(left any, right any) -> any",
                        ArithmeticTypes::quotient,
                        "Divides two numbers, whole numbers without a rest; NULL if the second is zero; the operator"
                                + " is /.",
                        ArithmeticFunctions::divide,
                        new Example("divide(20, 10)", "2"),
                        new Example("20 / 10", "2"))
                .add(
                        "mod(left any, right any) -> any",
                        ArithmeticTypes::rest,
                        "What a division leaves, with the sign of the first number; the operator is %.",
                        call -> numbers(call, Column::mod),
                        new Example("mod(20, 8)", "4"),
                        new Example("20 % 8", "4"))
                .add(
                        "pMod(left any, right any) -> any",
                        ArithmeticTypes::rest,
                        "What a division leaves, never negative.",
                        call -> numbers(call, (left, right) -> pmod(left, right)),
                        new Example("pmod(-20, 8)", "4"));
    }

    private static void bits(FunctionFamily family) {
        family.add(
                        "bitwiseAnd(left integral, right integral) -> integral",
                        TypeRule.common(0),
                        "The bits that both numbers have; the operator is &.",
                        call -> bits(call, Column::bitwiseAND),
                        new Example("bitwiseAnd(0xf4, 0xef)", "228"),
                        new Example("(0xf4 & 0xef)", "228"))
                .add(
                        "bitwiseOr(left integral, right integral) -> integral",
                        TypeRule.common(0),
                        "The bits that either number has; the operator is |.",
                        call -> bits(call, Column::bitwiseOR),
                        new Example("bitwiseOr(0xf4, 0xef)", "255"),
                        new Example("(0xf4 | 0xef)", "255"))
                .add(
                        "bitwiseXor(left any, right any) -> any",
                        ArithmeticTypes::exclusive,
                        "The bits that one number has and the other has not, or whether one of two conditions is true;"
                                + " the operator is ^.",
                        call -> call.result() instanceof BooleanType
                                ? operand(call, 0).notEqual(operand(call, 1))
                                : bits(call, Column::bitwiseXOR),
                        new Example("bitwiseXor(0xf4, 0xef)", "27"),
                        new Example("(0xf4 ^ 0xef)", "27"),
                        new Example("(true ^ false)", "true"),
                        new Example("(true ^ true)", "false"));
    }

    private static Column plus(Call call) {
        DataType result = call.result();
        if (Types.isText(result)) {
            return concat(operand(call, 0), operand(call, 1));
        }
        if (result instanceof ArrayType array) {
            return concat(items(call, 0, array), items(call, 1, array));
        }
        if (Types.isDatetime(result)) {
            int moment = Types.isDatetime(call.type(0)) ? 0 : 1;
            return move(call, moment, number(call, 1 - moment));
        }
        return numbers(call, Column::plus);
    }

    private static Column minus(Call call) {
        DataType left = call.type(0);
        DataType right = call.type(1);
        if (Types.isDatetime(call.result())) {
            return move(call, 0, negate(number(call, 1)));
        }
        if (Types.isDatetime(left) || Types.isDatetime(right)) {
            if (left instanceof DateType && right instanceof DateType) {
                return functions.datediff(call.column(0), call.column(1));
            }
            return millis(call, 0).minus(millis(call, 1));
        }
        return numbers(call, Column::minus);
    }

    /** A date goes by days, a timestamp by milliseconds. */
    private static Column move(Call call, int moment, Column by) {
        Column value = call.column(moment);
        if (call.result() instanceof DateType) {
            return functions.date_add(value, by.cast(DataTypes.IntegerType));
        }
        return Builtin.call(
                "timestamp_micros", Builtin.call("unix_micros", value).plus(by.multiply(functions.lit(1000L))));
    }

    private static Column number(Call call, int index) {
        return Conversions.convert(call.column(index), call.type(index), DataTypes.LongType);
    }

    private static Column millis(Call call, int index) {
        Column timestamp = Conversions.convert(call.column(index), call.type(index), DataTypes.TimestampType);
        return Conversions.millis(timestamp, DataTypes.TimestampType);
    }

    /** An array of the result's type; a single item becomes an array of one. */
    private static Column items(Call call, int index, ArrayType result) {
        Column value = call.column(index);
        DataType type = call.type(index);
        return ArithmeticTypes.isItem(type, result)
                ? array(Conversions.convert(value, type, result.elementType()))
                : Conversions.convert(value, type, result);
    }

    private static Column divide(Call call) {
        if (Types.isIntegral(call.result())) {
            return Builtin.call("div", operand(call, 0), operand(call, 1)).cast(call.result());
        }
        return numbers(call, Column::divide);
    }

    private static Column bits(Call call, BinaryOperator<Column> operator) {
        return Types.isUnknown(call.result())
                ? Builtin.nothing(call.result())
                : operator.apply(operand(call, 0), operand(call, 1));
    }

    /** Decimals go in with their own digits: Spark's result then has the type that {@link ArithmeticTypes} says. */
    private static Column numbers(Call call, BinaryOperator<Column> operator) {
        if (!Types.isNumber(call.result())) {
            return Builtin.nothing(call.result());
        }
        if (call.result() instanceof DecimalType) {
            Column left = Conversions.convert(call.column(0), call.type(0), ArithmeticTypes.decimal(call.type(0)));
            Column right = Conversions.convert(call.column(1), call.type(1), ArithmeticTypes.decimal(call.type(1)));
            return operator.apply(left, right).cast(call.result());
        }
        return operator.apply(operand(call, 0), operand(call, 1)).cast(call.result());
    }

    private static Column operand(Call call, int index) {
        return Conversions.convert(call.column(index), call.type(index), call.result());
    }
}
