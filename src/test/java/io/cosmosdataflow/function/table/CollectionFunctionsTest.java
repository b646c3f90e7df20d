package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.table.BuiltCalls.Lambda;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class CollectionFunctionsTest {

    private static final DataType INTEGER = DataTypes.IntegerType;
    private static final DataType STRING = DataTypes.StringType;
    private static final DataType BOOLEAN = DataTypes.BooleanType;
    private static final DataType INTEGERS = DataTypes.createArrayType(INTEGER);

    private static final Column NUMBERS = array(lit(10), lit(20), lit(30), lit(40));
    private static final Column HOLES =
            array(lit(1), lit(null).cast(INTEGER), lit(1), lit(null).cast(INTEGER));
    private static final Column NO_NUMBERS = lit(null).cast(INTEGERS);
    private static final Column NOTHING = array().cast(INTEGERS);
    private static final Column FRUIT =
            map(lit("fruit"), lit("äpfel"), lit("none"), lit(null).cast(STRING));
    private static final Column NO_MAP = lit(null).cast(DataTypes.createMapType(STRING, STRING));
    private static final Column NULL = lit(null);

    private static final Lambda LARGE = new Lambda(BOOLEAN, items -> items[0].gt(15));
    private static final Lambda UNKNOWN = new Lambda(DataTypes.NullType, items -> NULL);

    @Test
    void arraysAreMadeOfWhatTheItemsHaveInCommon() {
        new BuiltCalls()
                .add("nothing", "[]", "array")
                .add("integers", "[1, 2]", "array", 1, 2)
                .add("wider ones", "[1.0, 2.5]", "array", 1, 2.5)
                .add("with NULL", "[1, NULL]", "array", 1, NULL)
                .add("NULL alone", "[NULL]", "array", NULL)
                .add("numbers and texts", "['1', 'b']", "array", 1, "b")
                .add("arrays", "[[10, 20, 30, 40], []]", "array", NUMBERS, NOTHING)
                .check();
    }

    @Test
    void positionsCountFromOneAndWhatIsNotThereIsNull() {
        new BuiltCalls()
                .add("first", "10", "at", NUMBERS, 1)
                .add("last", "40", "at", NUMBERS, 4L)
                .add("zero", "NULL", "at", NUMBERS, 0)
                .add("negative", "NULL", "at", NUMBERS, -1)
                .add("behind", "NULL", "at", NUMBERS, 5)
                .add("NULL position", "NULL", "at", NUMBERS, lit(null).cast(INTEGER))
                .add("of nothing", "NULL", "at", NULL, 1)
                .add("of no array", "NULL", "at", NO_NUMBERS, 1)
                .add("value of a key", "'äpfel'", "at", FRUIT, "fruit")
                .add("no such key", "NULL", "at", FRUIT, "FRUIT")
                .add("no map", "NULL", "at", NO_MAP, "fruit")
                .check();
    }

    @Test
    void membershipFollowsThreeValuedLogic() {
        new BuiltCalls()
                .add("there", "true", "in", NUMBERS, 10)
                .add("not there", "false", "in", NUMBERS, 11)
                .add("another type", "true", "in", NUMBERS, 20.0)
                .add("a text", "true", "in", NUMBERS, "20")
                .add("NULL", "NULL", "in", NUMBERS, NULL)
                .add("NULL in the array", "NULL", "in", HOLES, 2)
                .add("there in spite of NULL", "true", "in", HOLES, 1)
                .add("in an empty array", "false", "in", NOTHING, 1)
                .add("in no array", "NULL", "in", NO_NUMBERS, 1)
                .add("in NULL", "NULL", "in", NULL, 1)
                .add("never comparable", "false", "in", array(FRUIT), 1)
                .check();
    }

    @Test
    void sizesAreThoseOfArraysAndMaps() {
        new BuiltCalls()
                .add("array", "4", "size", NUMBERS)
                .add("map", "2", "size", FRUIT)
                .add("empty", "0", "size", NOTHING)
                .add("no array", "NULL", "size", NO_NUMBERS)
                .add("NULL", "NULL", "size", NULL)
                .check();
    }

    @Test
    void slicesNeverEndTheJob() {
        new BuiltCalls()
                .add("two", "[20, 30]", "slice", NUMBERS, 2, 2)
                .add("more than there are", "[30, 40]", "slice", NUMBERS, 3L, 100)
                .add("the rest", "[20, 30, 40]", "slice", NUMBERS, 2)
                .add("behind", "[]", "slice", NUMBERS, 5)
                .add("from the end", "[30, 40]", "slice", NUMBERS, -2)
                .add("no items", "[]", "slice", NUMBERS, 1, 0)
                .add("at zero", "NULL", "slice", NUMBERS, 0)
                .add("at zero with a length", "NULL", "slice", NUMBERS, 0, 1)
                .add("of negative length", "NULL", "slice", NUMBERS, 1, -1)
                .add("of no array", "NULL", "slice", NO_NUMBERS, 1)
                .add("of NULL", "NULL", "slice", NULL, 1)
                .check();
    }

    @Test
    void innerArraysAreFlattenedOnceOrWholly() {
        Column deep = array(array(array(lit(1)), array(lit(2))));
        new BuiltCalls()
                .add("once", "[[1], [2]]", "flatten", deep)
                .add("not recursively", "[[1], [2]]", "flatten", deep, false)
                .add("wholly", "[1, 2]", "flatten", deep, true)
                .add("single items stay", "[10, 20, 30, 40]", "flatten", NUMBERS)
                .add("several", "[10, 20, 30, 40, 7]", "flatten", array(NUMBERS), array(lit(7)))
                .add("several and wholly", "[1, 2, 7]", "flatten", deep, array(lit(7)), true)
                .add("several types", "['10', '20', '30', '40', 'a']", "flatten", NUMBERS, array(lit("a")))
                .add("NULL", "NULL", "flatten", NO_NUMBERS)
                .check();
    }

    @Test
    void arraysAsSets() {
        new BuiltCalls()
                .add("distinct", "[1, NULL]", "distinct", HOLES)
                .add("except", "[NULL]", "except", HOLES, array(lit(1)))
                .add("except of another type", "[1.0, NULL]", "except", HOLES, array(lit(1.5)))
                .add("intersect", "[1, NULL]", "intersect", HOLES, HOLES)
                .add("union", "[10, 20, 30, 40, 1, NULL]", "union", NUMBERS, HOLES)
                .add("union with an empty one", "[1, NULL]", "union", NOTHING, HOLES)
                .add("union with NULL", "NULL", "union", NUMBERS, NULL)
                .add("NULL with a union", "NULL", "union", NULL, NUMBERS)
                .add("union of NULLs", "NULL", "union", NULL, NULL)
                .add("distinct NULL", "NULL", "distinct", NULL)
                .check();
    }

    @Test
    void conditionsThatAreNullAreNotTrue() {
        new BuiltCalls()
                .add("contains", "true", "contains", NUMBERS, LARGE)
                .add("contains none", "false", "contains", HOLES, LARGE)
                .add("contains in an empty array", "false", "contains", NOTHING, LARGE)
                .add("contains in no array", "NULL", "contains", NO_NUMBERS, LARGE)
                .add("contains by NULL", "false", "contains", NUMBERS, UNKNOWN)
                .add("filter", "[20, 30, 40]", "filter", NUMBERS, LARGE)
                .add("filter to nothing", "[]", "filter", HOLES, LARGE)
                .add("filter by NULL", "[]", "filter", NUMBERS, UNKNOWN)
                .add("filter of NULL", "NULL", "filter", NULL, LARGE)
                .add("find", "20", "find", NUMBERS, LARGE)
                .add("find nothing", "NULL", "find", HOLES, LARGE)
                .add("find in no array", "NULL", "find", NO_NUMBERS, LARGE)
                .check();
    }

    @Test
    void itemsAreMappedWithIndexesFromOne() {
        Lambda sum = new Lambda(INTEGER, items -> items[0].plus(items[1]));
        Lambda atOdd = new Lambda(BOOLEAN, items -> items[1].mod(2).equalTo(1));
        Lambda item = new Lambda(INTEGER, items -> items[0]);
        Lambda index = new Lambda(INTEGER, items -> items[0].multiply(10));
        Lambda parts = new Lambda(
                DataTypes.createStructType(List.of(DataTypes.createStructField("a", INTEGER, true))),
                items -> struct(items[0].as("a")));
        new BuiltCalls()
                .add("map", "[@(a=1), @(a=NULL), @(a=1), @(a=NULL)]", "map", HOLES, parts)
                .add("map to NULL", "[NULL, NULL, NULL, NULL]", "map", NUMBERS, UNKNOWN)
                .add("map of NULL", "NULL", "map", NULL, item)
                .add("mapIndex", "[11, 22, 33, 44]", "mapIndex", NUMBERS, sum)
                .add("mapIf by position", "[11, 33]", "mapIf", NUMBERS, atOdd, sum)
                .add("mapIf keeps what becomes NULL", "[1, 1]", "mapIf", HOLES, atOdd, item)
                .add("mapIf to NULL", "[NULL, NULL]", "mapIf", NUMBERS, atOdd, UNKNOWN)
                .add("mapIf of no array", "NULL", "mapIf", NO_NUMBERS, atOdd, item)
                .add("mapLoop", "[10, 20, 30]", "mapLoop", 3, index)
                .add("mapLoop to structures", "[@(a=1), @(a=2)]", "mapLoop", 2L, parts)
                .add("mapLoop of no steps", "[]", "mapLoop", 0, parts)
                .add("mapLoop of negative steps", "[]", "mapLoop", -5, index)
                .add("mapLoop of NULL", "NULL", "mapLoop", lit(null).cast(INTEGER), index)
                .check();
    }

    @Test
    void itemsAreReducedToOneValue() {
        Lambda plus = new Lambda(DataTypes.LongType, values -> values[0].plus(values[1]));
        Lambda text = new Lambda(STRING, values -> values[0].cast(STRING));
        Lambda same = new Lambda(DataTypes.LongType, values -> values[0]);
        new BuiltCalls()
                .add("sum as text", "'100'", "reduce", NUMBERS, 0, plus, text)
                .add("nothing", "5", "reduce", NOTHING, 5, plus, same)
                .add("NULL in it", "NULL", "reduce", HOLES, 0, plus, same)
                .add("no array", "NULL", "reduce", NO_NUMBERS, 0, plus, same)
                .check();
    }

    @Test
    void sortingEndsEvenIfTheComparisonContradictsItself() {
        Lambda downwards = new Lambda(INTEGER, items -> items[1].minus(items[0]));
        Lambda everMore = new Lambda(
                INTEGER, items -> when(items[0].mod(3).geq(items[1].mod(3)), 1).otherwise(-1));
        Column many =
                array(IntStream.range(0, 200).mapToObj(i -> lit(i * 7 % 50)).toArray(Column[]::new));
        Column sorted = BuiltCalls.build("sort", many, everMore);

        new BuiltCalls()
                .add("downwards", "[40, 30, 20, 10]", "sort", NUMBERS, downwards)
                .add("comparison with NULL", "[1, NULL, 1, NULL]", "sort", HOLES, downwards)
                .add("no array", "NULL", "sort", NO_NUMBERS, downwards)
                .check();
        Row row = SharedSpark.session().range(1).select(sorted).head();
        assertThat(row.<Integer>getList(0)).hasSize(200).isSortedAccordingTo((a, b) -> a % 3 - b % 3);
    }

    @Test
    void mapsAreMadeOfKeysAndValues() {
        new BuiltCalls()
                .add("associate", "['a' -> 1, 'b' -> 2]", "associate", "a", 1, "b", 2)
                .add("associate nothing", "[]", "associate")
                .add("wider values", "['a' -> 1.0, 'b' -> 2.5]", "associate", "a", 1, "b", 2.5)
                .add("without the last value", "['a' -> 1, 'b' -> NULL]", "associate", "a", 1, "b")
                .add("without a key", "['b' -> 2]", "associate", lit(null).cast(STRING), 1, "b", 2)
                .add("keys and values", "[10 -> 1, 20 -> NULL, 30 -> 1, 40 -> NULL]", "keyValues", NUMBERS, HOLES)
                .add("too few values", "NULL", "keyValues", NUMBERS, NOTHING)
                .add("no keys", "NULL", "keyValues", NO_NUMBERS, NUMBERS)
                .add("no values", "NULL", "keyValues", NUMBERS, NO_NUMBERS)
                .add("values", "['äpfel', NULL]", "values", FRUIT)
                .add("values of NULL", "NULL", "values", NULL)
                .add("values of no map", "NULL", "values", NO_MAP)
                .check();
    }

    @Test
    void entriesOfMapsAreMapped() {
        Lambda key = new Lambda(STRING, entry -> entry[0]);
        Lambda value = new Lambda(STRING, entry -> entry[1]);
        new BuiltCalls()
                .add("to an array", "['fruit', 'none']", "mapAssociation", FRUIT, key)
                .add("to an array with NULL", "['äpfel', NULL]", "mapAssociation", FRUIT, value)
                .add("of no map", "NULL", "mapAssociation", NO_MAP, key)
                .add("to other values", "['fruit' -> 'fruit', 'none' -> 'none']", "reassociate", FRUIT, key)
                .add("to NULL", "['fruit' -> NULL, 'none' -> NULL]", "reassociate", FRUIT, UNKNOWN)
                .add("of NULL", "NULL", "reassociate", NULL, key)
                .check();
    }

    @Test
    void unfoldGivesARowForEachItemAndOneForNone() {
        assertThat(unfolded(NUMBERS)).containsExactly(10, 20, 30, 40);
        assertThat(unfolded(NOTHING)).containsExactly((Integer) null);
        assertThat(unfolded(NO_NUMBERS)).containsExactly((Integer) null);
    }

    private static List<Integer> unfolded(Column values) {
        return SharedSpark.session().range(1).select(BuiltCalls.build("unfold", values)).collectAsList().stream()
                .map(row -> (Integer) row.get(0))
                .toList();
    }
}
