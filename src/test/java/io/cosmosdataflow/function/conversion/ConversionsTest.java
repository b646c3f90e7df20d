package io.cosmosdataflow.function.conversion;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.ByteType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.NullType;
import static org.apache.spark.sql.types.DataTypes.ShortType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;
import static org.apache.spark.sql.types.DataTypes.createMapType;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.table.Evaluation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ConversionsTest {

    private final List<Column> columns = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    @Test
    void textsBecomeWhatTheyMean() {
        text("123", IntegerType, "123");
        text(" 123 ", IntegerType, "123");
        text("-7", IntegerType, "-7");
        text("12.9", IntegerType, "12");
        text("2147483648", IntegerType, "null");
        text("2147483648", LongType, "2147483648");
        text("", IntegerType, "null");
        text("chocolate", IntegerType, "null");
        text("300", ByteType, "null");
        text("40000", ShortType, "null");
        text("123.45", DoubleType, "123.45");
        text("1e3", DoubleType, "1000.0");
        text("1.5", FloatType, "1.5");
        text("$1", DoubleType, "null");
        text("123.455", createDecimalType(10, 2), "123.46");
        text("123456789012", createDecimalType(10, 2), "null");
        for (String yes : List.of("t", "true", "y", "yes", "1", "TRUE")) {
            text(yes, BooleanType, "true");
        }
        for (String no : List.of("f", "false", "n", "no", "0")) {
            text(no, BooleanType, "false");
        }
        text("truthy", BooleanType, "null");
        text("2012-8-18", DateType, "2012-08-18");
        text("2012", DateType, "2012-01-01");
        text("2012-8", DateType, "2012-08-01");
        text("2012-08-18T10:00:00", DateType, "2012-08-18");
        text(" 2012-8-18 ", DateType, "2012-08-18");
        text("2012-02-30", DateType, "null");
        text("201212", DateType, "null");
        text("20121231", DateType, "null");
        text("12012-12-31", DateType, "null");
        text("18/08/2012", DateType, "null");
        text("2016-12-31 00:12:00", TimestampType, "2016-12-31 00:12:00.0");
        text("2016-12-31 00:12:00.1239", TimestampType, "2016-12-31 00:12:00.123");
        text("2016-12-31T00:12:00Z", TimestampType, "2016-12-31 00:12:00.0");
        text("2016-12-31T00:12:00+02:00", TimestampType, "2016-12-30 22:12:00.0");
        text("2016-12-31", TimestampType, "2016-12-31 00:00:00.0");
        text(" 2016-12-31 00:12:00 ", TimestampType, "2016-12-31 00:12:00.0");
        text("2016", TimestampType, "2016-01-01 00:00:00.0");
        text("201612", TimestampType, "null");
        text("12:30:00", TimestampType, "null");
        text("T12:30:00-01:00", TimestampType, "null");
        text("2012-8222.18", TimestampType, "null");
        text("aé", BinaryType, "61c3a9");
        checkAll();
    }

    @Test
    void valuesBecomeOtherValues() {
        value(lit(255), IntegerType, ByteType, "-1");
        value(lit(12.9), DoubleType, IntegerType, "12");
        value(lit(-12.9), DoubleType, LongType, "-12");
        value(lit(1.005), DoubleType, createDecimalType(10, 2), "1.01");
        value(lit(10), IntegerType, StringType, "10");
        value(lit(true), BooleanType, StringType, "true");
        value(lit(true), BooleanType, IntegerType, "1");
        value(lit(1), IntegerType, BooleanType, "true");
        value(lit(0.0), DoubleType, BooleanType, "false");
        value(lit(5), IntegerType, BooleanType, "null");
        value(lit(new BigDecimal("1.50")), createDecimalType(3, 2), StringType, "1.50");
        value(lit("2018-12-31").cast(DateType), DateType, StringType, "2018-12-31");
        value(lit("2018-12-31 01:02:03.004").cast(TimestampType), TimestampType, StringType, "2018-12-31 01:02:03.004");
        value(lit("2018-12-31").cast(DateType), DateType, TimestampType, "2018-12-31 00:00:00.0");
        value(lit("1970-01-02").cast(DateType), DateType, LongType, "86400000");
        value(lit("1970-01-02").cast(DateType), DateType, BooleanType, "null");
        value(lit("1970-01-01 00:00:01.5").cast(TimestampType), TimestampType, LongType, "1500");
        value(lit(1500L), LongType, TimestampType, "1970-01-01 00:00:01.5");
        value(lit(86400000L), LongType, DateType, "1970-01-02");
        value(lit(Long.MAX_VALUE), LongType, TimestampType, "null");
        value(lit(Long.MIN_VALUE), LongType, DateType, "null");
        value(lit(true), BooleanType, DateType, "null");
        value(lit(3), IntegerType, BinaryType, "00000003");
        value(lit(true), BooleanType, BinaryType, "01");
        value(lit(1.5), DoubleType, BinaryType, "312e35");
        value(lit("12").cast(BinaryType), BinaryType, IntegerType, "12");
        value(lit("aé").cast(BinaryType), BinaryType, StringType, "aé");
        value(lit(null), NullType, IntegerType, "null");
        value(lit(7), IntegerType, NullType, "7");
        checkAll();
    }

    @Test
    void nestedValuesAreConvertedPieceByPiece() {
        StructType person = new StructType().add("name", StringType).add("age", StringType);
        StructType typed = new StructType().add("age", IntegerType).add("city", StringType);
        StructType renamed = new StructType().add("n", StringType).add("a", LongType);
        Column value = struct(lit("Ann").as("name"), lit("41").as("age"));
        value(value, person, typed, "[41,null]");
        value(value, person, renamed, "[Ann,41]");
        value(value, person, new StructType().add("AGE", LongType).add("x", LongType), "[41,null]");
        value(lit(null).cast(person), person, typed, "null");
        value(array(lit("1"), lit("x")), createArrayType(StringType), createArrayType(IntegerType), "[1, null]");
        value(array(value), createArrayType(person), createArrayType(typed), "[[41,null]]");
        value(
                map(lit("1"), lit("10"), lit("01"), lit("20"), lit("x"), lit("30")),
                createMapType(StringType, StringType),
                createMapType(IntegerType, LongType),
                "Map(1 -> 20)");
        value(
                map(lit("a"), lit("10")),
                createMapType(StringType, StringType),
                createMapType(StringType, LongType),
                "Map(a -> 10)");
        value(value, person, StringType, "{\"name\":\"Ann\",\"age\":\"41\"}");
        value(array(lit(1), lit(2)), createArrayType(IntegerType), StringType, "[1,2]");
        value(map(lit("a"), lit(1)), createMapType(StringType, IntegerType), StringType, "{\"a\":1}");
        value(array(lit((byte) 0x1f), lit((byte) 0xad)), createArrayType(ByteType), BinaryType, "1fad");
        value(value, person, IntegerType, "null");
        value(lit("[1]"), StringType, createArrayType(IntegerType), "null");
        checkAll();
    }

    /** Source: arithmetic: all digits of the scale. Spark and Java write 0E-8 and 1E-7. */
    @Test
    void decimalsAreTextsWithoutAnExponent() {
        DataType small = createDecimalType(18, 8);
        Column zero = lit("0").cast(small);
        Column tiny = lit("-0.00000012").cast(small);
        value(zero, small, StringType, "0.00000000");
        value(tiny, small, StringType, "-0.00000012");
        value(lit("1e37").cast(createDecimalType(38, 0)), createDecimalType(38, 0), StringType, "1" + "0".repeat(37));
        value(array(zero, tiny), createArrayType(small), StringType, "[0.00000000,-0.00000012]");
        value(array(zero, tiny), createArrayType(small), createArrayType(StringType), "[0.00000000, -0.00000012]");
        value(
                struct(
                        zero.as("a"),
                        array(struct(tiny.as("b"))).as("c"),
                        lit(null).cast(small).as("d")),
                new StructType()
                        .add("a", small)
                        .add("c", createArrayType(new StructType().add("b", small)))
                        .add("d", small),
                StringType,
                "{\"a\":0.00000000,\"c\":[{\"b\":-0.00000012}]}");
        value(map(zero, tiny), createMapType(small, small), StringType, "{\"0.00000000\":-0.00000012}");
        value(
                map(
                        lit("2018-12-31").cast(DateType),
                        lit("2018-12-31 01:02:03.004").cast(TimestampType)),
                createMapType(DateType, TimestampType),
                StringType,
                "{\"2018-12-31\":\"2018-12-31T01:02:03.004Z\"}");
        value(
                map(lit("2018-12-31 01:02:03").cast(TimestampType), lit(1.5)),
                createMapType(TimestampType, DoubleType),
                StringType,
                "{\"2018-12-31T01:02:03Z\":1.5}");
        checkAll();
    }

    @Test
    void formatsAreTriedOneAfterTheOther() {
        formatted("12/18/2012", DateType, "2012-12-18", "yyyy-MM-dd", "MM/dd/yyyy");
        formatted("2012-12-18", DateType, "2012-12-18", "yyyy-MM-dd", "MM/dd/yyyy");
        formatted("18 Dec 2012 01:02:03 PM", TimestampType, "2012-12-18 13:02:03.0", "dd MMM yyyy hh:mm:ss a");
        formatted("$1,234.50", createDecimalType(10, 2), "1234.50", "$#,###.00");
        formatted("$300", ByteType, "null", "$###");
        formatted("yes", BooleanType, "true", "Yes|No");
        formatted("no", BooleanType, "false", "Yes", "No");
        formatted("true", BooleanType, "null", "Yes|No");
        formatted("as it is", StringType, "as it is", "yyyy");
        checkAll();
    }

    private void text(String text, DataType to, String result) {
        value(lit(text), StringType, to, result);
    }

    private void value(Column value, DataType from, DataType to, String result) {
        columns.add(Conversions.convert(value, from, to));
        expected.add(from.catalogString() + " " + value + " to " + to.catalogString() + " = " + result);
    }

    private void formatted(String text, DataType to, String result, String... formats) {
        columns.add(Conversions.convert(lit(text), StringType, to, List.of(formats)));
        expected.add(text + " by " + List.of(formats) + " = " + result);
    }

    private void checkAll() {
        List<String> texts = Evaluation.texts(columns);
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String wanted = expected.get(i);
            actual.add(wanted.substring(0, wanted.lastIndexOf(" = ") + 3) + texts.get(i));
        }
        assertThat(actual).containsExactlyElementsOf(expected);
    }
}
