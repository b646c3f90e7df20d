package io.cosmosdataflow.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FlowRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The table of JSON values by types of columns in docs/data-flow-files.md, whose cells say where they come from. */
class JsonValuesTest {

    private static final List<String> NAMES =
            List.of("string", "boolean", "integer", "long", "double", "decimal(30,2)", "timestamp", "date");

    private static final List<DataType> TYPES = List.of(
            DataTypes.StringType,
            DataTypes.BooleanType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.DoubleType,
            DataTypes.createDecimalType(30, 2),
            DataTypes.TimestampType,
            DataTypes.DateType);

    /** One JSON value, and what is documented for each type; null for NULL. */
    private record Documented(String json, List<Object> values) {}

    private static List<Documented> table() {
        try {
            List<String> lines = Files.readAllLines(Path.of("docs", "data-flow-files.md"));
            int head = lines.indexOf("| value | " + String.join(" | ", NAMES) + " |");
            assertThat(head).isPositive();
            return lines.subList(head + 2, lines.size()).stream()
                    .takeWhile(line -> line.startsWith("|"))
                    .map(JsonValuesTest::documented)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Documented documented(String line) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ");
        assertThat(cells).as(line).hasSize(1 + TYPES.size());
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < TYPES.size(); i++) {
            assertThat(cells[i + 1]).as(line).matches(".+ [CLO]");
            values.add(value(cells[i + 1].substring(0, cells[i + 1].length() - 2), NAMES.get(i)));
        }
        return new Documented(cells[0].substring(1, cells[0].length() - 1), values);
    }

    private static Object value(String text, String type) {
        if (text.equals("\u2013")) {
            return null;
        }
        return switch (type) {
            case "boolean" -> Boolean.valueOf(text);
            case "integer" -> Integer.valueOf(text);
            case "long" -> Long.valueOf(text);
            case "double" -> Double.valueOf(text);
            case "decimal(30,2)" -> new BigDecimal(text);
            case "timestamp" -> Timestamp.from(Instant.parse(text));
            case "date" -> Date.valueOf(LocalDate.parse(text));
            default -> text;
        };
    }

    private static Dataset<Row> read(List<String> documents, StructType schema) {
        List<ProjectedColumn> columns = Arrays.stream(schema.fields())
                .map(field -> new ProjectedColumn(field.name(), field.dataType(), List.of()))
                .toList();
        Dataset<Row> texts =
                FlowRows.session().createDataset(documents, Encoders.STRING()).toDF("document");
        return new DocumentColumns(new Projection(columns, false, false, false), TypeHints.NONE, false)
                .of(texts, "document", () -> texts, List.of());
    }

    private static List<Object> values(Row row) {
        return IntStream.range(0, row.size()).mapToObj(row::get).collect(Collectors.toList());
    }

    @Test
    void everyValueIsWhatTheTableSaysAtTheTopAndInside() {
        List<Documented> table = table();
        StructType all = new StructType();
        for (int i = 0; i < TYPES.size(); i++) {
            all = all.add("c" + i, TYPES.get(i));
        }
        StructType nested = new StructType().add("o", all);
        for (int i = 0; i < TYPES.size(); i++) {
            nested = nested.add("l" + i, DataTypes.createArrayType(TYPES.get(i)))
                    .add("m" + i, DataTypes.createMapType(DataTypes.StringType, TYPES.get(i)));
        }
        List<Row> top = read(table.stream().map(each -> object(each.json())).toList(), all)
                .collectAsList();
        List<Row> inside = read(table.stream().map(each -> around(each.json())).toList(), nested)
                .collectAsList();
        for (int n = 0; n < table.size(); n++) {
            Documented expected = table.get(n);
            assertThat(values(top.get(n))).as(expected.json()).isEqualTo(expected.values());
            Row row = inside.get(n);
            assertThat(values(row.getStruct(0))).as(expected.json()).isEqualTo(expected.values());
            for (int i = 0; i < TYPES.size(); i++) {
                Object value = expected.values().get(i);
                assertThat(row.getList(1 + 2 * i))
                        .as(expected.json() + " " + TYPES.get(i))
                        .isEqualTo(Arrays.asList(value, null, value));
                assertThat(row.getJavaMap(2 + 2 * i).get("k")).isEqualTo(value);
            }
        }
    }

    private static String object(String value) {
        return IntStream.range(0, TYPES.size())
                .mapToObj(i -> "\"c" + i + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String around(String value) {
        String members = IntStream.range(0, TYPES.size())
                .mapToObj(i -> "\"l" + i + "\":[" + value + ",null," + value + "],\"m" + i + "\":{\"k\":" + value + "}")
                .collect(Collectors.joining(","));
        return "{\"o\":" + object(value) + "," + members + "}";
    }

    private static Object one(String json, DataType type) {
        return read(List.of("{\"v\":" + json + "}"), new StructType().add("v", type))
                .head()
                .get(0);
    }

    /** Source: ranges of the types; a decimal is rounded half up. */
    @Test
    void whatIsOutOfTheRangeOfTheTypeIsNull() {
        assertThat(one("128", DataTypes.ByteType)).isNull();
        assertThat(one("127.9", DataTypes.ByteType)).isEqualTo((byte) 127);
        assertThat(one("-32769", DataTypes.ShortType)).isNull();
        assertThat(one("\"-32768\"", DataTypes.ShortType)).isEqualTo((short) -32768);
        assertThat(one("9223372036854775808", DataTypes.LongType)).isNull();
        assertThat(one("9.3e18", DataTypes.LongType)).isNull();
        assertThat(one("-9223372036854775808", DataTypes.LongType)).isEqualTo(Long.MIN_VALUE);
        assertThat(one("1e400", DataTypes.DoubleType)).isNull();
        assertThat(one("0.5", DataTypes.FloatType)).isEqualTo(0.5f);
        assertThat(one("1.005", DataTypes.createDecimalType(5, 2))).isEqualTo(new BigDecimal("1.01"));
        assertThat(one("1000", DataTypes.createDecimalType(5, 2))).isNull();
        assertThat(one("1e999999999", DataTypes.createDecimalType(5, 2))).isNull();
        assertThat(one("1e-999999999", DataTypes.createDecimalType(5, 2))).isEqualTo(new BigDecimal("0.00"));
        assertThat(one("253402300800000", DataTypes.TimestampType)).isNull();
    }

    @Test
    void textsKeepTheDigitsOfStructures() {
        assertThat(one("{ \"a\" : [1.10, 1e5, \"\\u00e9\"] }", DataTypes.StringType))
                .isEqualTo("{\"a\":[1.10,1e5,\"\u00e9\"]}");
    }

    @Test
    void bytesAreBase64OrAnArray() {
        assertThat(one("\"AQL/\"", DataTypes.BinaryType)).isEqualTo(new byte[] {1, 2, -1});
        assertThat(one("[1,2,255,-1]", DataTypes.BinaryType)).isEqualTo(new byte[] {1, 2, -1, -1});
        assertThat(one("[1,256]", DataTypes.BinaryType)).isNull();
        assertThat(one("\"*\"", DataTypes.BinaryType)).isNull();
    }

    @Test
    void aFormatReadsTextsAndNumbersAndLeavesBooleans() {
        Dataset<Row> texts = FlowRows.session()
                .createDataset(
                        List.of(
                                "{\"d\":20240229,\"b\":true,\"n\":1234}",
                                "{\"d\":\"20240229\",\"b\":\"N\",\"n\":\"1,234\"}"),
                        Encoders.STRING())
                .toDF("document");
        TypeHints words = new TypeHints(
                List.of("yyyyMMdd"),
                List.of(),
                List.of("J", "N"),
                java.util.Optional.empty(),
                java.util.Optional.empty());
        Projection columns = new Projection(
                List.of(
                        new ProjectedColumn("d", DataTypes.DateType, List.of()),
                        new ProjectedColumn("b", DataTypes.BooleanType, List.of()),
                        new ProjectedColumn("n", DataTypes.IntegerType, List.of("#,##0"))),
                false,
                false,
                false);
        List<String> rows = new DocumentColumns(columns, words, false)
                .of(texts, "document", () -> texts, List.of()).collectAsList().stream()
                        .map(Row::toString)
                        .toList();
        assertThat(rows).containsExactly("[2024-02-29,true,1234]", "[2024-02-29,false,1234]");
    }
}
