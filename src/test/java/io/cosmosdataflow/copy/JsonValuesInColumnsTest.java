package io.cosmosdataflow.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.lost.LostRow;
import io.cosmosdataflow.store.lost.LostRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of JSON values by types of columns in docs/copy.md, whose cells say where they come from. */
class JsonValuesInColumnsTest {

    private static final List<String> TYPES =
            List.of("String", "Boolean", "Int32", "Int64", "Double", "Decimal(30,2)", "Datetime", "Date");

    private static final StructType TABLE = new StructType()
            .add("row", DataTypes.IntegerType)
            .add("c0", DataTypes.StringType)
            .add("c1", DataTypes.BooleanType)
            .add("c2", DataTypes.IntegerType)
            .add("c3", DataTypes.LongType)
            .add("c4", DataTypes.DoubleType)
            .add("c5", DataTypes.createDecimalType(30, 2))
            .add("c6", DataTypes.TimestampType)
            .add("c7", DataTypes.DateType);

    /** A value in a column of one type: what is documented, and where it comes from. */
    private record Cell(String json, int type, String text, char origin) {

        /** {@link #INCOMPATIBLE} for a row that is left out. */
        Object value() {
            if (text.equals("\u2013")) {
                return INCOMPATIBLE;
            }
            if (text.equals("null")) {
                return null;
            }
            return switch (TYPES.get(type)) {
                case "Boolean" -> Boolean.valueOf(text);
                case "Int32" -> Integer.valueOf(text);
                case "Int64" -> Long.valueOf(text);
                case "Double" -> Double.valueOf(text);
                case "Decimal(30,2)" -> new BigDecimal(text);
                case "Datetime" -> Timestamp.from(Instant.parse(text));
                case "Date" -> Date.valueOf(LocalDate.parse(text));
                default -> text;
            };
        }

        @Override
        public String toString() {
            return json + " as " + TYPES.get(type);
        }
    }

    private static final Object INCOMPATIBLE = "a row that is left out";

    private static final List<Cell> CELLS = new ArrayList<>();

    /** Nobody asks which rows they are: they are missing. */
    private static final class LeftOut implements LostRows {
        private static final long serialVersionUID = 1;

        @Override
        public void lost(LostRow row) {}
    }

    @BeforeAll
    static void table() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs", "copy.md"));
        int head = lines.indexOf("| value | " + String.join(" | ", TYPES) + " |");
        assertThat(head).isPositive();
        lines.subList(head + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .forEach(JsonValuesInColumnsTest::row);
        assertThat(CELLS).hasSizeGreaterThan(100);
    }

    private static void row(String line) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ");
        assertThat(cells).as(line).hasSize(1 + TYPES.size());
        for (int type = 0; type < TYPES.size(); type++) {
            String cell = cells[type + 1];
            assertThat(cell).as(line).matches(".+ [DNTCO]");
            CELLS.add(new Cell(
                    cells[0].substring(1, cells[0].length() - 1),
                    type,
                    cell.substring(0, cell.length() - 2),
                    cell.charAt(cell.length() - 1)));
        }
    }

    @Test
    void theMappingSaysTheTypes() {
        assertThat(differences("'mapComplexValuesToString': true, 'mappings': [" + mappings() + "]", Optional.empty()))
                .isEmpty();
    }

    @Test
    void theTableOfTheSinkSaysTheTypes() {
        String untyped = mappings().replaceAll(", 'type': '\\w+'", "");
        assertThat(differences("'mapComplexValuesToString': true, 'mappings': [" + untyped + "]", Optional.of(TABLE)))
                .isEmpty();
    }

    @Test
    void theDatasetOfTheSourceSaysTheTypes() {
        DataShape source = Copies.withSchema(
                Copies.documents(),
                "row:Int32",
                "c0:String",
                "c1:Boolean",
                "c2:Int32",
                "c3:Int64",
                "c4:Double",
                "c5:String",
                "c6:Datetime",
                "c7:Date");
        Map<Integer, Object> found = found(source, "'mappings': []", Optional.empty());
        assertThat(differences(found, cell -> TYPES.get(cell.type()).startsWith("Decimal") ? null : cell.value()))
                .isEmpty();
    }

    @Test
    void whatWouldBeCutIsIncompatibleWhereNothingMayBeCut() {
        String strict = "'typeConversion': true, 'typeConversionSettings': {'allowDataTruncation': false},"
                + " 'mapComplexValuesToString': true, 'mappings': [" + mappings() + "]";
        Map<Integer, Object> found = found(Copies.documents(), strict, Optional.empty());
        List<String> differences = differences(
                found, cell -> cell.origin() == 'T' ? INCOMPATIBLE : cell.origin() == 'O' ? null : cell.value());
        assertThat(differences).isEmpty();
    }

    @Test
    void objectsAndArraysAreIncompatibleWithAMappingThatDoesNotMakeTextsOfThem() {
        Map<Integer, Object> found = found(Copies.documents(), "'mappings': [" + mappings() + "]", Optional.empty());
        assertThat(differences(found, cell -> cell.origin() == 'C' ? INCOMPATIBLE : cell.value()))
                .isEmpty();
    }

    private static String mappings() {
        return "{'source': {'path': '$.row'}, 'sink': {'name': 'row', 'type': 'Int32'}}, "
                + IntStream.range(0, TYPES.size())
                        .mapToObj(i -> "{'source': {'path': '$.c" + i + "'}, 'sink': {'name': 'c" + i + "', 'type': '"
                                + TYPES.get(i).replace("(30,2)", "")
                                + "', 'precision': 30, 'scale': 2}}")
                        .collect(Collectors.joining(", "));
    }

    private static List<String> differences(String translator, Optional<StructType> table) {
        return differences(found(Copies.documents(), translator, table), Cell::value);
    }

    /** @param expected null for a cell that is not looked at, and for a null */
    private static List<String> differences(
            Map<Integer, Object> found, java.util.function.Function<Cell, Object> expected) {
        List<String> differences = new ArrayList<>();
        for (int row = 0; row < CELLS.size(); row++) {
            Object wanted = expected.apply(CELLS.get(row));
            Object value = found.getOrDefault(row, INCOMPATIBLE);
            boolean looked = wanted != null || CELLS.get(row).json().equals("null");
            if (looked && !java.util.Objects.equals(wanted, value)) {
                differences.add(CELLS.get(row) + " is " + value + " and not " + wanted);
            }
        }
        return differences;
    }

    /** A document for each cell, as a value that does not fit takes the others of its row along. */
    private static Map<Integer, Object> found(DataShape source, String translator, Optional<StructType> table) {
        DataShape sink = table.isPresent() ? Copies.table() : Copies.typedFile();
        String[] documents = IntStream.range(0, CELLS.size())
                .mapToObj(row -> "{\"row\":" + row + ",\"c" + CELLS.get(row).type() + "\":"
                        + CELLS.get(row).json() + "}")
                .toArray(String[]::new);
        Dataset<Row> rows = new CopyMapping(
                        new CopySettings(List.of(), Copies.translator(source, sink, translator)),
                        Copies.shape(source, sink),
                        Optional.of(new LeftOut()),
                        all -> all)
                .apply(Copies.documentRows(documents), table)
                .rows();
        Map<Integer, Object> found = new HashMap<>();
        for (Row row : rows.collectAsList()) {
            int number = row.getInt(0);
            found.put(number, row.get(1 + CELLS.get(number).type()));
        }
        return found;
    }
}
