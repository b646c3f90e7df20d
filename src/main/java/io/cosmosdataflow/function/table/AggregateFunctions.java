package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.ConstantArguments;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Counts, first and last values, and the values of a group as an array. */
final class AggregateFunctions {

    static final String FAMILY = "Aggregate";

    private static final String VALUE = "value";

    /** Spark's sketch has 1,600 columns for this error, and four times as many for half of it. */
    private static final double LEAST_ERROR = 0.01;

    /** Spark refuses more. */
    private static final double MOST_ERROR = 0.39;

    private AggregateFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily(FAMILY, Kind.AGGREGATE);
        addCounts(family);
        addDistinctCounts(family);
        addPicks(family);
        addArrays(family);
        return family.functions();
    }

    private static void addCounts(FunctionFamily family) {
        family.add(
                        "count(values... any) -> long",
                        "The number of rows, or of those in which none of the values is NULL.",
                        call -> call.over(call.size() == 0 ? count(lit(1)) : count(when(present(call), 1))),
                        new Example("count(custId)", "3"),
                        new Example("count(custId, custName)", "3"),
                        new Example("count()", "4"),
                        new Example("count(iif(isNull(custId), 1, null()))", "1"))
                .add(
                        "countAll(value? any) -> long",
                        "The number of rows; NULL counts.",
                        call -> call.over(count(lit(1))),
                        new Example("countAll(custId)", "4"),
                        new Example("countAll()", "4"))
                .add(
                        "countIf(condition boolean, value? any) -> long",
                        "The number of rows for which the condition is true, or of those in which the value is not NULL.",
                        call -> call.over(count(
                                call.size() > 1
                                        ? when(call.column(0).and(call.column(1).isNotNull()), 1)
                                        : when(call.column(0), 1))),
                        new Example("countIf(state == 'CA' && commission < 10000, name)", "1"),
                        new Example("countIf(state == 'CA')", "3"));
    }

    private static void addDistinctCounts(FunctionFamily family) {
        family.add(
                        "countDistinct(value any, more... any) -> long",
                        "The number of different values, or combinations of values, without NULL.",
                        call -> Distinct.count(call, when(present(call), combination(call))),
                        new Example("countDistinct(custId, custName)", "2"))
                .add(
                        "countAllDistinct(value any, more... any) -> long",
                        "The number of different values, or combinations of values; NULL is one of them.",
                        call -> Distinct.count(call, combination(call)),
                        new Example("countAllDistinct(custId, custName)", "3"))
                .add(
                        "isDistinct(value any, more... any) -> boolean",
                        "Whether no value, or combination of values, occurs twice; NULL does not count.",
                        call -> call.over(count(when(present(call), 1)))
                                .equalTo(Distinct.count(call, when(present(call), combination(call)))),
                        new Example("isDistinct(custId, custName)", "false"))
                .add(
                        "approxDistinctCount(value any, error?! double) -> long",
                        "The number of different values, about; the error is 0.05 if it is not said, and never under 0.01.",
                        call -> call.over(approx_count_distinct(call.column(0), error(call))),
                        new Example("approxDistinctCount(ProductID, .05)", "3"));
    }

    private static void addPicks(FunctionFamily family) {
        family.add(
                        "first(value any, ignoreNulls?! boolean) -> any",
                        TypeRule.same(0),
                        "The first value; with true, the first one that is not NULL.",
                        call -> call.over(first(call.column(0), ConstantArguments.isTrue(call, 1))),
                        new Example("first(sales)", "8"),
                        new Example("first(sales, false)", "8"))
                .add(
                        "last(value any, ignoreNulls?! boolean) -> any",
                        TypeRule.same(0),
                        "The last value; with true, the last one that is not NULL.",
                        call -> call.over(last(call.column(0), ConstantArguments.isTrue(call, 1))),
                        new Example("last(sales)", "32"),
                        new Example("last(sales, false)", "32"));
    }

    private static void addArrays(FunctionFamily family) {
        TypeRule array = arguments -> DataTypes.createArrayType(arguments.type(0));
        family.add(
                        "collect(value any) -> array",
                        array,
                        "All values as an array; NULL is one of them.",
                        call -> unpacked(call.over(collect_list(packed(call)))),
                        new Example("collect(salesPerson)", "['Ada', 'Ben', NULL, 'Ada']"),
                        new Example("collect(firstName + lastName)", "['AdaByron', 'BenCohn', NULL, 'AdaByron']"),
                        new Example(
                                "collect(@(name = salesPerson, sales = salesAmount))",
                                "[@(name='Ada', sales=8), @(name='Ben', sales=20), @(name=NULL, sales=20), "
                                        + "@(name='Ada', sales=32)]"))
                .add(
                        "collectUnique(value any) -> array",
                        array,
                        "The different values as an array, in any order; NULL is one of them.",
                        call -> unpacked(call.over(collect_set(packed(call)))),
                        new Example(
                                "sort(collectUnique(salesPerson), compare(iifNull(#item1, ''), iifNull(#item2, '')))",
                                "[NULL, 'Ada', 'Ben']"))
                // Each row is a candidate: a value that two rows have may come twice. The order of equal counts
                // is that of the values, the greatest first.
                .add(
                        "topN(value any, count any, n integral) -> array",
                        array,
                        "The values of the rows with the greatest counts, so many, the greatest first.",
                        AggregateFunctions::top,
                        new Example("topN(custId, count, 5)", "[1, 1, 2, NULL]"),
                        new Example("topN(ProductID, count, 2)", "[1, 1]"));
    }

    private static Column present(Call call) {
        return IntStream.range(0, call.size())
                .mapToObj(i -> call.column(i).isNotNull())
                .reduce(Column::and)
                .orElse(lit(true));
    }

    private static Column combination(Call call) {
        return struct(IntStream.range(0, call.size())
                .mapToObj(i -> call.column(i).as(VALUE + i))
                .toArray(Column[]::new));
    }

    private static double error(Call call) {
        double wanted =
                ConstantArguments.number(call, 1).map(Number::doubleValue).orElse(0.05);
        return Math.min(MOST_ERROR, Math.max(LEAST_ERROR, wanted));
    }

    /** Spark's collections leave NULL out, but not a structure with NULL in it. */
    private static Column packed(Call call) {
        return struct(call.column(0).as(VALUE));
    }

    private static Column unpacked(Column values) {
        return transform(values, item -> item.getField(VALUE));
    }

    private static Column top(Call call) {
        Column rows = call.over(
                collect_list(struct(call.column(1).as("count"), call.column(0).as(VALUE))));
        Column wanted = call.column(2).cast(DataTypes.IntegerType);
        return when(wanted.geq(0), unpacked(slice(sort_array(rows, false), lit(1), wanted)));
    }
}
