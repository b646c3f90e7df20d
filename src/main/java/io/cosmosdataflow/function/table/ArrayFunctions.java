package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
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
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;

/** Arrays as a whole. Positions count from 1. */
final class ArrayFunctions {

    static final String FAMILY = "Array";

    private ArrayFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily(FAMILY, Kind.SCALAR);
        addItems(family);
        addParts(family);
        addSets(family);
        return family.functions();
    }

    private static void addItems(FunctionFamily family) {
        family.add(
                        "array(items... any) -> array",
                        ArrayFunctions::arrayOfItems,
                        "An array of these items; of texts if there are none.",
                        call -> array(items(call)).cast(call.result()),
                        new Example("array('Seattle', 'Washington')", "['Seattle', 'Washington']"),
                        new Example("['Seattle', 'Washington']", "['Seattle', 'Washington']"),
                        new Example("['Seattle', 'Washington'][1]", "'Seattle'"))
                .add(
                        "at(values collection, position any) -> any",
                        ArrayFunctions::itemOrValue,
                        "The item at a position of an array, or the value of a key of a map; NULL if there is none.",
                        new WhenKnown(ArrayFunctions::at),
                        new Example("at(['apples', 'pears'], 1)", "'apples'"),
                        new Example("at(['fruit' -> 'apples', 'vegetable' -> 'carrot'], 'fruit')", "'apples'"))
                // As SQL's IN: with a NULL in the array and no such item, the answer is NULL.
                .add(
                        "in(values array, item any) -> boolean",
                        "Whether an item is in the array.",
                        new WhenKnown(ArrayFunctions::in),
                        new Example("in([10, 20, 30], 10)", "true"),
                        new Example("in(['good', 'kid'], 'bad')", "false"))
                .add(
                        "size(values collection) -> integer",
                        "The number of items of an array or a map.",
                        new WhenKnown(call -> when(call.column(0).isNotNull(), size(call.column(0)))),
                        new Example("size(['element1', 'element2'])", "2"),
                        new Example("size([1,2,3])", "3"))
                // A generator: Spark takes it at the top of a projection only.
                .add(
                        "unfold(values array) -> any",
                        arguments -> Types.element(arguments.type(0)),
                        "A row for each item, with the values of the other columns in every row; "
                                + "one row with NULL if there is no item.",
                        new WhenKnown(call -> explode_outer(call.column(0))),
                        new Example("unfold(addresses)", ""));
    }

    private static void addParts(FunctionFamily family) {
        family.add(
                        "slice(values array, start integral, length? integral) -> array",
                        TypeRule.same(0),
                        "So many items from a position on, or all that follow; "
                                + "a negative position counts from the end.",
                        new WhenKnown(ArrayFunctions::part),
                        new Example("slice([10, 20, 30, 40], 1, 2)", "[10, 20]"),
                        new Example("slice([10, 20, 30, 40], 2)", "[20, 30, 40]"),
                        new Example("slice([10, 20, 30, 40], 2)[1]", "20"),
                        new Example("isNull(slice([10, 20, 30, 40], 2)[0])", "true"),
                        new Example("isNull(slice([10, 20, 30, 40], 2)[20])", "true"),
                        new Example("slice(['a', 'b', 'c', 'd'], 8)", "[]"))
                // The last argument is "recursive" if it is a boolean.
                .add(
                        "flatten(values array, more... any) -> array",
                        ArrayFunctions::flatType,
                        "The items of inner arrays, and of several arrays, as one array; "
                                + "with true as the last argument at all depths.",
                        new WhenKnown(ArrayFunctions::flat),
                        new Example(
                                "flatten([['bojjus', 'girl'], ['gunchus', 'boy']])",
                                "['bojjus', 'girl', 'gunchus', 'boy']"),
                        new Example("flatten([[['bojjus', 'gunchus']]] , true)", "['bojjus', 'gunchus']"));
    }

    private static void addSets(FunctionFamily family) {
        family.add(
                        "distinct(values array) -> array",
                        TypeRule.same(0),
                        "The array without repetitions.",
                        new WhenKnown(call -> array_distinct(call.column(0))),
                        new Example("distinct([10, 20, 30, 10])", "[10, 20, 30]"))
                .add(
                        "except(values array, others array) -> array",
                        TypeRule.common(0),
                        "The items that are not in the other array, without repetitions.",
                        call -> wide(call, functions::array_except),
                        new Example("except([10, 20, 30], [20, 40])", "[10, 30]"))
                .add(
                        "intersect(values array, others array) -> array",
                        TypeRule.common(0),
                        "The items that are in both arrays, without repetitions.",
                        call -> wide(call, functions::array_intersect),
                        new Example("intersect([10, 20, 30], [20, 40])", "[20]"))
                .add(
                        "union(values array, others array) -> array",
                        TypeRule.common(0),
                        "The items of both arrays, without repetitions.",
                        call -> wide(call, functions::array_union),
                        new Example("union([10, 20, 30], [20, 40])", "[10, 20, 30, 40]"));
    }

    private static DataType arrayOfItems(ArgumentTypes arguments) {
        return DataTypes.createArrayType(
                arguments.size() == 0
                        ? DataTypes.StringType
                        : TypeRule.common(0).of(arguments));
    }

    private static Column[] items(Call call) {
        DataType item = Types.element(call.result());
        return IntStream.range(0, call.size())
                .mapToObj(i -> call.column(i).cast(item))
                .toArray(Column[]::new);
    }

    private static DataType itemOrValue(ArgumentTypes arguments) {
        return arguments.type(0) instanceof MapType map ? map.valueType() : Types.element(arguments.type(0));
    }

    private static Column at(Call call) {
        return call.type(0) instanceof MapType map
                ? element_at(call.column(0), call.column(1).cast(map.keyType()))
                : get(call.column(0), call.column(1).cast(DataTypes.IntegerType).minus(1));
    }

    private static Column in(Call call) {
        DataType element = Types.element(call.type(0));
        Optional<DataType> common = Types.common(element, call.type(1));
        if (common.isEmpty()) {
            return lit(false);
        }
        return array_contains(
                call.column(0).cast(DataTypes.createArrayType(common.get())),
                call.column(1).cast(common.get()));
    }

    /** Spark ends the job for position 0 and for a negative length; the language has NULL for what cannot be. */
    private static Column part(Call call) {
        Column values = call.column(0);
        Column start = call.column(1).cast(DataTypes.IntegerType);
        if (call.size() == 2) {
            return when(start.notEqual(0), slice(values, start, size(values)));
        }
        Column length = call.column(2).cast(DataTypes.IntegerType);
        return when(start.notEqual(0).and(length.geq(0)), slice(values, start, length));
    }

    private static boolean saysRecursive(ArgumentTypes arguments) {
        return arguments.size() > 1 && arguments.type(arguments.size() - 1) instanceof BooleanType;
    }

    /** What the type is made of must be known before there is data: {@code true()}, or a parameter. */
    private static DataType flatType(ArgumentTypes arguments) {
        int arrays = saysRecursive(arguments) ? arguments.size() - 1 : arguments.size();
        boolean recursive =
                arrays < arguments.size() && arguments.constant(arrays).equals(Optional.of(true));
        return flatType(arguments, arrays, recursive);
    }

    private static DataType flatType(ArgumentTypes arguments, int arrays, boolean recursive) {
        DataType type = Types.UNKNOWN;
        for (int i = 0; i < arrays; i++) {
            DataType flat = flat(arguments.type(i), recursive);
            type = Types.common(type, flat).orElse(type);
        }
        return type;
    }

    private static DataType flat(DataType type, boolean recursive) {
        if (type instanceof ArrayType array && array.elementType() instanceof ArrayType inner) {
            return recursive ? flat(inner, true) : inner;
        }
        return type;
    }

    private static Column flat(Call call) {
        int arrays = saysRecursive(call) ? call.size() - 1 : call.size();
        boolean recursive = !call.result().equals(flatType(call, arrays, false));
        Column[] flat = IntStream.range(0, arrays)
                .mapToObj(i -> flat(call.column(i), call.type(i), recursive).cast(call.result()))
                .toArray(Column[]::new);
        return arrays == 1 ? flat[0] : concat(flat);
    }

    private static Column flat(Column values, DataType type, boolean recursive) {
        if (type instanceof ArrayType array && array.elementType() instanceof ArrayType inner) {
            Column flat = flatten(values);
            return recursive ? flat(flat, inner, true) : flat;
        }
        return values;
    }

    /** Over both arrays in their common type. */
    private static Column wide(Call call, BinaryOperator<Column> set) {
        return Types.isUnknown(call.result())
                ? lit(null)
                : set.apply(call.column(0).cast(call.result()), call.column(1).cast(call.result()));
    }
}
