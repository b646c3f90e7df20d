package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.conversion.Conversions;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Conditions, in three-valued logic: what is compared with NULL is NULL. */
final class LogicalFunctions {

    private LogicalFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Logic", Kind.SCALAR);
        connectives(family);
        constants(family);
        choices(family);
        return family.functions();
    }

    private static void connectives(FunctionFamily family) {
        family.add(
                        "and(left boolean, right boolean) -> boolean",
                        "Whether both are true; the operator is &&.",
                        call -> call.column(0).and(call.column(1)),
                        new Example("and(true, false)", "false"),
                        new Example("true && false", "false"))
                .add(
                        "or(left boolean, right boolean) -> boolean",
                        "Whether at least one is true; the operator is ||.",
                        call -> call.column(0).or(call.column(1)),
                        new Example("or(true, false)", "true"),
                        new Example("true || false", "true"))
                .add(
                        "not(value boolean) -> boolean",
                        "The opposite; the operator is !.",
                        call -> not(call.column(0)),
                        new Example("not(true)", "false"),
                        new Example("not(10 == 20)", "true"))
                .add(
                        "xor(left boolean, right boolean) -> boolean",
                        "Whether exactly one is true; the operator is ^.",
                        call -> call.column(0).notEqual(call.column(1)),
                        new Example("xor(true, false)", "true"),
                        new Example("xor(true, true)", "false"),
                        new Example("true ^ false", "true"));
    }

    private static void constants(FunctionFamily family) {
        family.add(
                        "true() -> boolean",
                        "Always true.",
                        call -> lit(true),
                        new Example("(10 + 20 == 30)", "true"),
                        new Example("true()", "true"))
                .add(
                        "false() -> boolean",
                        "Always false.",
                        call -> lit(false),
                        new Example("(10 + 20 > 30)", "false"),
                        new Example("false()", "false"))
                .add(
                        "null() -> null",
                        "Always NULL; what is computed with it is NULL.",
                        call -> lit(null),
                        new Example("isNull('dumbo' + null)", "true"),
                        new Example("isNull(10 * null)", "true"),
                        new Example("isNull('')", "false"),
                        new Example("isNull(10 + 20)", "false"),
                        new Example("isNull(10/0)", "true"))
                .add(
                        "isNull(value any) -> boolean",
                        "Whether the value is NULL; an empty text is not.",
                        call -> call.column(0).isNull(),
                        new Example("isNull(NULL())", "true"),
                        new Example("isNull('')", "false"))
                .add(
                        "isNan(value number) -> boolean",
                        "Whether a floating-point value is not a number; NULL is not such a value.",
                        call -> isnan(call.column(0).cast(DataTypes.DoubleType)),
                        new Example("isNan(10.2)", "false"));
    }

    private static void choices(FunctionFamily family) {
        family.add(
                        "iif(condition boolean, whenTrue any, otherwise? any) -> any",
                        TypeRule.common(1),
                        "The second value if the condition is true, else the third, or NULL without a third.",
                        call -> {
                            Column choice = when(call.column(0), converted(call, 1));
                            return call.size() > 2 ? choice.otherwise(converted(call, 2)) : choice;
                        },
                        new Example("iif(10 + 20 == 30, 'dumbo', 'gumbo')", "'dumbo'"),
                        new Example("iif(10 > 30, 'dumbo', 'gumbo')", "'gumbo'"),
                        new Example("iif(month(toDate('2018-12-01')) == 12, 345.12, 102.67)", "345.12"))
                .add(
                        "case(condition boolean, whenTrue any, more... any) -> any",
                        LogicalFunctions::typeOfCase,
                        "Conditions and values in turn: the value behind the first condition that is true; a last"
                                + " value without a condition is for all else, which is NULL otherwise.",
                        LogicalFunctions::buildCase,
                        new Example("case(10 + 20 == 30, 'dumbo', 'gumbo')", "'dumbo'"),
                        new Example("case(10 + 20 == 25, 'bojjus', 'do' < 'go', 'gunchus')", "'gunchus'"),
                        new Example("isNull(case(10 + 20 == 25, 'bojjus', 'do' > 'go', 'gunchus'))", "true"),
                        new Example("case(10 + 20 == 25, 'bojjus', 'do' > 'go', 'gunchus', 'dumbo')", "'dumbo'"))
                .add(
                        "coalesce(first any, more... any) -> any",
                        TypeRule.common(0),
                        "The first value that is not NULL.",
                        LogicalFunctions::firstPresent,
                        new Example("coalesce(10, 20)", "10"),
                        new Example("coalesce(toString(null), toString(null), 'dumbo', 'bo', 'go')", "'dumbo'"))
                .add(
                        "iifNull(first any, more... any) -> any",
                        TypeRule.common(0),
                        "The first value that is not NULL, like coalesce.",
                        LogicalFunctions::firstPresent,
                        new Example("iifNull(10, 20)", "10"),
                        new Example("iifNull(null, 20, 40)", "20"),
                        new Example("iifNull('azure', 'data', 'factory')", "'azure'"),
                        new Example("iifNull(null, 'data', 'factory')", "'data'"));
    }

    private static Column firstPresent(Call call) {
        return coalesce(IntStream.range(0, call.size())
                .mapToObj(index -> converted(call, index))
                .toArray(Column[]::new));
    }

    private static DataType typeOfCase(TypeRule.ArgumentTypes arguments) {
        DataType type = Types.UNKNOWN;
        for (int i = 0; i < arguments.size(); i++) {
            if (isValueOfCase(i, arguments.size())) {
                type = Types.common(type, arguments.type(i)).orElse(type);
            }
        }
        return type;
    }

    private static boolean isValueOfCase(int index, int count) {
        return index % 2 == 1 || index == count - 1;
    }

    private static Column buildCase(Call call) {
        Column choice = null;
        for (int i = 0; i + 1 < call.size(); i += 2) {
            // Only the first condition has a type in the signature.
            Column condition = Conversions.convert(call.column(i), call.type(i), DataTypes.BooleanType);
            Column value = converted(call, i + 1);
            choice = choice == null ? when(condition, value) : choice.when(condition, value);
        }
        return call.size() % 2 == 1 ? choice.otherwise(converted(call, call.size() - 1)) : choice;
    }

    /** An argument as the function's own type. */
    private static Column converted(Call call, int index) {
        return Conversions.convert(call.column(index), call.type(index), call.result());
    }
}
