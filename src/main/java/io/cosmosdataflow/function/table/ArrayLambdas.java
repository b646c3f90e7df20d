package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule;
import io.cosmosdataflow.function.TypeRule.ArgumentTypes;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.WhenKnown;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Functions that evaluate an expression for each item of an array. Indexes count from 1. */
final class ArrayLambdas {

    private ArrayLambdas() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily(ArrayFunctions.FAMILY, Kind.SCALAR);
        addSearches(family);
        addMaps(family);
        addRest(family);
        return family.functions();
    }

    private static void addSearches(FunctionFamily family) {
        family.add(
                        "contains(values array, predicate (item)) -> boolean",
                        "Whether the condition is true for any item; #item is the item.",
                        // Where the condition is NULL it is not true, as for a filter.
                        new WhenKnown(call ->
                                exists(call.column(0), item -> coalesce(condition(call.lambda(1, item)), lit(false)))),
                        new Example("contains([1, 2, 3, 4], #item == 3)", "true"),
                        new Example("contains([1, 2, 3, 4], #item > 5)", "false"))
                .add(
                        "filter(values array, predicate (item)) -> array",
                        TypeRule.same(0),
                        "The items for which the condition is true; #item is the item.",
                        new WhenKnown(call -> matches(call)),
                        new Example("filter([1, 2, 3, 4], #item > 2)", "[3, 4]"),
                        new Example("filter(['a', 'b', 'c', 'd'], #item == 'a' || #item == 'b')", "['a', 'b']"))
                .add(
                        "find(values array, predicate (item)) -> any",
                        arguments -> Types.element(arguments.type(0)),
                        "The first item for which the condition is true, or NULL; #item is the item.",
                        new WhenKnown(call -> get(matches(call), lit(0))),
                        new Example("find([10, 20, 30], #item > 10)", "20"),
                        new Example("find(['azure', 'data', 'factory'], length(#item) > 4)", "'azure'"),
                        new Example(
                                "find([@(name = 'Daniel', types = [@(mood = 'jovial', behavior = 'terrific'), "
                                        + "@(mood = 'grumpy', behavior = 'bad')]), "
                                        + "@(name = 'Mark', types = [@(mood = 'happy', behavior = 'awesome'), "
                                        + "@(mood = 'calm', behavior = 'reclusive')])], "
                                        + "contains(#item.types, #item.mood=='happy'))",
                                "@(name='Mark', types=[@(mood='happy', behavior='awesome'), "
                                        + "@(mood='calm', behavior='reclusive')])"));
    }

    private static void addMaps(FunctionFamily family) {
        family.add(
                        "map(values array, value (item)) -> array",
                        arrayOfBody(1),
                        "An array of what the expression gives for each item; #item is the item.",
                        new WhenKnown(call -> transform(call.column(0), item -> call.lambda(1, item))),
                        new Example("map([1, 2, 3, 4], #item + 2)", "[3, 4, 5, 6]"),
                        new Example(
                                "map(['a', 'b', 'c', 'd'], #item + '_processed')",
                                "['a_processed', 'b_processed', 'c_processed', 'd_processed']"))
                // The index is that of the array before the condition: "current index" of "the item in the array".
                .add(
                        "mapIf(values array, predicate (item, index), value (item, index)) -> array",
                        arrayOfBody(2),
                        "What the expression gives for each item for which the condition is true; "
                                + "#item is the item, #index its position.",
                        new WhenKnown(ArrayLambdas::mapIf),
                        new Example("mapIf([10, 20, 30], #item > 10, #item + 5)", "[25, 35]"),
                        new Example(
                                "mapIf(['icecream', 'cake', 'soda'], length(#item) > 4, upper(#item))", "['ICECREAM']"))
                .add(
                        "mapIndex(values array, value (item, index)) -> array",
                        arrayOfBody(1),
                        "An array of what the expression gives for each item; #item is the item, #index its position.",
                        new WhenKnown(call ->
                                transform(call.column(0), (item, index) -> call.lambda(1, item, index.plus(1)))),
                        new Example("mapIndex([1, 2, 3, 4], #item + 2 + #index)", "[4, 6, 8, 10]"))
                .add(
                        "mapLoop(length integral, value (index)) -> array",
                        arrayOfBody(1),
                        "An array of what the expression gives for each #index from 1 to the length.",
                        ArrayLambdas::loop,
                        new Example("mapLoop(3, #index * 10)", "[10, 20, 30]"));
    }

    private static void addRest(FunctionFamily family) {
        family.add(
                        "reduce(values array, start any, merge (acc, item), finish (result)) -> any",
                        arguments -> arguments.type(3),
                        "One value of all items: #acc is what came out of the items before, first the start value, "
                                + "#item the item, #result what came out of the last one.",
                        new WhenKnown(ArrayLambdas::reduce),
                        new Example("toString(reduce(['1', '2', '3', '4'], '0', #acc + #item, #result))", "'01234'"))
                .add(
                        "sort(values array, comparison (item1, item2)) -> array",
                        TypeRule.same(0),
                        "The sorted array: the comparison of #item1 and #item2 is negative if #item1 comes first.",
                        new WhenKnown(call -> array_sort(call.column(0), (a, b) -> order(call, a, b))),
                        new Example("sort([4, 8, 2, 3], compare(#item1, #item2))", "[2, 3, 4, 8]"),
                        new Example(
                                "sort(['a3', 'b2', 'c1'], iif(right(#item1, 1) >= right(#item2, 1), 1, -1))",
                                "['c1', 'b2', 'a3']"));
    }

    private static TypeRule arrayOfBody(int lambda) {
        return arguments -> DataTypes.createArrayType(arguments.type(lambda));
    }

    /** A body of unknown type, NULL for instance, is a condition all the same. */
    private static Column condition(Column body) {
        return body.cast(DataTypes.BooleanType);
    }

    private static Column matches(Call call) {
        return filter(call.column(0), item -> condition(call.lambda(1, item)));
    }

    /** An item that is left out is NULL, an item that stays is a structure, with NULL in it perhaps. */
    private static Column mapIf(Call call) {
        Column kept = transform(call.column(0), (item, zeroBased) -> {
            Column index = zeroBased.plus(1);
            return when(
                    condition(call.lambda(1, item, index)),
                    struct(call.lambda(2, item, index).as("value")));
        });
        return transform(filter(kept, Column::isNotNull), item -> item.getField("value"));
    }

    /** Spark's sequence from 1 to 0 counts down. */
    private static Column loop(Call call) {
        Column length = call.column(0).cast(DataTypes.IntegerType);
        return when(length.leq(0), array().cast(call.result()))
                .when(length.gt(0), transform(sequence(lit(1), length), index -> call.lambda(1, index)));
    }

    private static Column reduce(Call call) {
        DataType sum = accumulator(call);
        return aggregate(
                call.column(0),
                call.column(1).cast(sum),
                (acc, item) -> call.lambda(2, acc, item).cast(sum),
                result -> call.lambda(3, result));
    }

    private static DataType accumulator(ArgumentTypes arguments) {
        return Types.common(arguments.type(1), arguments.type(2)).orElse(arguments.type(2));
    }

    /**
     * Asks in both directions: a comparison such as {@code iif(#item1 >= #item2, 1, -1)} of the documentation
     * contradicts itself for equal items, for which Java's sort may end the job.
     */
    private static Column order(Call call, Column first, Column second) {
        Column there = coalesce(signum(call.lambda(1, first, second)), lit(0));
        Column back = coalesce(signum(call.lambda(1, second, first)), lit(0));
        return there.minus(back).cast(DataTypes.IntegerType);
    }
}
