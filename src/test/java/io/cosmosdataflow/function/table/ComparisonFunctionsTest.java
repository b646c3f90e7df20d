package io.cosmosdataflow.function.table;

import static io.cosmosdataflow.function.table.Evaluation.column;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import io.cosmosdataflow.function.table.Evaluation.Argument;
import java.math.BigDecimal;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ComparisonFunctionsTest {

    private static final Argument NO = column(lit(null).cast(BooleanType), BooleanType);
    private static final Argument DATE = column(lit("2020-02-01").cast(DateType), DateType);
    private static final Argument NOON = column(lit("2020-02-01 12:00:00").cast(TimestampType), TimestampType);

    @Test
    void connectivesKnowThreeValues() {
        new Checks()
                .call("false", "and", false, null)
                .call("null", "and", true, null)
                .call("true", "or", null, true)
                .call("null", "or", false, NO)
                .call("null", "not", new Object[] {null})
                .call("null", "xor", true, null)
                .call("true", "xor", false, true)
                .call("true", "and", "yes", "1")
                .call("true", "true")
                .call("false", "false")
                .call("null", "null")
                .verify();
    }

    @Test
    void choicesGiveOneTypeWhateverTheyChoose() {
        new Checks()
                .call("null", "iif", false, 1)
                .call("2.5", "iif", false, 1, 2.5)
                .call("1.0", "iif", true, 1, 2.5)
                .call("1", "iif", true, 1, "x")
                .call("null", "iif", true, null, 3)
                .call("3", "iif", null, 1, 3)
                .call("b", "case", false, "a", true, "b")
                .call("null", "case", false, "a", false, "b")
                .call("c", "case", false, "a", NO, "b", "c")
                .call("2", "case", false, "a", "true", 2)
                .call("20", "coalesce", null, 20, 30)
                .call("null", "coalesce", null, null)
                .call("1.0", "iifNull", 1, 2.5)
                .call("7", "iifNull", 7)
                .call("true", "isNull", new Object[] {null})
                .call("false", "isNull", "")
                .call("true", "isNan", Double.NaN)
                .call("false", "isNan", 3)
                .call("false", "isNan", new Object[] {null})
                .verify();
    }

    @Test
    void valuesOfDifferentTypesMeet() {
        StructType person = new StructType().add("a", IntegerType);
        Argument struct = column(struct(lit(1).as("a")), person);
        Argument map = column(map(lit("a"), lit(1)), createMapType(StringType, IntegerType));
        Argument array = column(array(lit(1)), createArrayType(IntegerType));
        new Checks()
                .call("true", "equals", 1, 1.0)
                .call("true", "equals", "1.0", 1)
                .call("false", "equals", 9007199254740993L, "9007199254740992")
                .call("true", "equals", new BigDecimal("1.50"), "1.5")
                .call("true", "greater", 10, "9")
                .call("false", "greater", "10", "9")
                .call("null", "equals", 1, "one")
                .call("true", "equals", DATE, "2020-2-1")
                .call("false", "equals", DATE, NOON)
                .call("true", "lesser", DATE, NOON)
                .call("true", "lesser", DATE, "2020-02-01 10:00:00")
                .call("true", "equals", true, "yes")
                .call("true", "equals", true, 1)
                .call("null", "equals", null, null)
                .call("null", "notEquals", 1, null)
                .call("true", "nullSafeEquals", null, null)
                .call("false", "nullSafeEquals", 1, null)
                .call("true", "nullSafeNotEquals", 1, null)
                .call("false", "nullSafeNotEquals", 1, "1")
                .call("true", "equals", struct, struct)
                .call("true", "equals", map, map)
                .call("false", "notEquals", array, array)
                .call("null", "equals", struct, 1)
                .call("true", "equalsIgnoreCase", "\u00c4B", "\u00e4b")
                .call("null", "equalsIgnoreCase", "a", null)
                .verify();
    }

    @Test
    void orderHasNoPlaceForNull() {
        new Checks()
                .call("true", "greaterOrEqual", 12, 12)
                .call("true", "lesserOrEqual", 12, 12)
                .call("true", "between", 5, 5, 24)
                .call("false", "between", 25, 5, 24)
                .call("null", "between", 10, null, 24)
                .call("false", "between", 30, null, 24)
                .call("-1", "compare", 12, 24)
                .call("1", "compare", "dumbo", "dum")
                .call("0", "compare", 1, 1L)
                .call("null", "compare", 1, null)
                .call("20", "greatest", 10, null, 20)
                .call("null", "greatest", null, null)
                .call("20.0", "greatest", 10.5, 20)
                .call("10", "least", 10)
                .call("2020-02-01 00:00:00.0", "least", DATE, NOON)
                .verify();
    }
}
