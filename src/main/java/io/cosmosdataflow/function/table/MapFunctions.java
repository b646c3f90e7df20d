package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.map_values;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule.ArgumentTypes;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.WhenKnown;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;

/**
 * Maps. An entry without a key is left out, because Spark ends the job for it; which of two equal keys wins is
 * the session's setting {@code spark.sql.mapKeyDedupPolicy}.
 */
final class MapFunctions {

    private static final String KEY = "key";
    private static final String VALUE = "value";

    private MapFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Map", Kind.SCALAR);
        addMakers(family);
        addLambdas(family);
        return family.functions();
    }

    private static void addMakers(FunctionFamily family) {
        family.add(
                        "associate(keysAndValues... any) -> map",
                        MapFunctions::associated,
                        "A map of keys and values in turn; of texts to texts if there are none.",
                        MapFunctions::associate,
                        new Example(
                                "associate('fruit', 'apple', 'vegetable', 'carrot' )",
                                "['fruit' -> 'apple', 'vegetable' -> 'carrot']"))
                .add(
                        "keyValues(keys array, values array) -> map",
                        arguments -> DataTypes.createMapType(
                                Types.element(arguments.type(0)), Types.element(arguments.type(1))),
                        "A map of an array of keys and an array of as many values; NULL if there are more of one.",
                        new WhenKnown(MapFunctions::keyValues),
                        new Example(
                                "keyValues(['bojjus', 'appa'], ['gunchus', 'ammi'])",
                                "['bojjus' -> 'gunchus', 'appa' -> 'ammi']"))
                // In scripts, but not on Microsoft's page.
                .add(
                        "values(entries map) -> array",
                        arguments -> DataTypes.createArrayType(value(arguments.type(0))),
                        "The values of a map.",
                        new WhenKnown(call -> map_values(call.column(0))),
                        new Example("values(['fruit' -> 'apple', 'vegetable' -> 'carrot'])", "['apple', 'carrot']"));
    }

    private static void addLambdas(FunctionFamily family) {
        family.add(
                        "mapAssociation(entries map, value (key, value)) -> array",
                        arguments -> DataTypes.createArrayType(arguments.type(1)),
                        "An array of what the expression gives for each entry; #key and #value are the entry's.",
                        new WhenKnown(call -> transform(
                                map_entries(call.column(0)),
                                entry -> call.lambda(1, entry.getField(KEY), entry.getField(VALUE)))),
                        new Example(
                                "mapAssociation(['bojjus' -> 'gunchus', 'appa' -> 'ammi'], "
                                        + "@(key = #key, value = #value))",
                                "[@(key='bojjus', value='gunchus'), @(key='appa', value='ammi')]"))
                .add(
                        "reassociate(entries map, value (key, value)) -> map",
                        arguments -> DataTypes.createMapType(key(arguments.type(0)), arguments.type(1)),
                        "A map of the same keys with what the expression gives for each entry; "
                                + "#key and #value are the entry's.",
                        new WhenKnown(
                                call -> transform_values(call.column(0), (key, value) -> call.lambda(1, key, value))),
                        new Example(
                                "reassociate(['fruit' -> 'apple', 'vegetable' -> 'tomato'], "
                                        + "substring(#key, 1, 1) + substring(#value, 1, 1))",
                                "['fruit' -> 'fa', 'vegetable' -> 'vt']"));
    }

    private static DataType key(DataType type) {
        return type instanceof MapType map ? map.keyType() : Types.UNKNOWN;
    }

    private static DataType value(DataType type) {
        return type instanceof MapType map ? map.valueType() : Types.UNKNOWN;
    }

    private static DataType associated(ArgumentTypes arguments) {
        return arguments.size() < 2
                ? DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType)
                : DataTypes.createMapType(everySecond(arguments, 0), everySecond(arguments, 1));
    }

    private static DataType everySecond(ArgumentTypes arguments, int first) {
        DataType type = Types.UNKNOWN;
        for (int i = first; i < arguments.size(); i += 2) {
            type = Types.common(type, arguments.type(i)).orElse(type);
        }
        return type;
    }

    /** A key at the end without a value has NULL. */
    private static Column associate(Call call) {
        DataType key = key(call.result());
        DataType value = value(call.result());
        Column[] entries = IntStream.range(0, (call.size() + 1) / 2)
                .mapToObj(i -> struct(
                        call.column(2 * i).cast(key).as(KEY),
                        (2 * i + 1 < call.size() ? call.column(2 * i + 1) : functions.lit(null))
                                .cast(value)
                                .as(VALUE)))
                .toArray(Column[]::new);
        return entries.length == 0
                ? functions.map().cast(call.result())
                : map_from_entries(withKeys(array(entries))).cast(call.result());
    }

    private static Column keyValues(Call call) {
        Column keys = call.column(0);
        Column values = call.column(1).cast(DataTypes.createArrayType(value(call.result())));
        Column entries = arrays_zip(keys.as(KEY), values.as(VALUE));
        return when(size(keys).equalTo(size(values)), map_from_entries(withKeys(entries)))
                .cast(call.result());
    }

    private static Column withKeys(Column entries) {
        return filter(entries, entry -> entry.getField(KEY).isNotNull());
    }
}
