package io.cosmosdataflow.copy.convert;

import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Values and what they become: of a file, and by Spark's generated code. */
final class ConversionTable {

    private static final Path FILE = Path.of("src/test/resources/copy/convert/conversions.txt");

    /** One line for one pair of types. */
    record Line(InterimType from, InterimType to, String value, String result) {

        boolean never() {
            return result.equals("never");
        }

        boolean fails() {
            return result.equals("fails");
        }

        @Override
        public String toString() {
            return from.shown() + " to " + to.shown() + " of '" + value + "'";
        }
    }

    private ConversionTable() {}

    static List<Line> read() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\\|", -1);
            for (InterimType from : types(cells[0])) {
                types(cells[1]).forEach(to -> lines.add(new Line(from, to, unquoted(cells[2]), cells[3].trim())));
            }
        }
        return lines;
    }

    /** What each conversion makes of its text: a text, or {@code fails}; by generated code. */
    static List<String> convert(List<String> texts, List<Conversion> conversions, List<ColumnType> sources) {
        return convert(texts, conversions, sources, true);
    }

    /** A shuffle keeps Spark from interpreting the expressions while it plans. */
    private static List<String> convert(
            List<String> texts, List<Conversion> conversions, List<ColumnType> sources, boolean generated) {
        StructType schema = new StructType();
        for (int i = 0; i < texts.size(); i++) {
            schema = schema.add(new StructField("c" + i, DataTypes.StringType, true, Metadata.empty()));
        }
        List<Column> results = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Column source = functions.col("c" + i).cast(sources.get(i).carrier());
            Column value = conversions.get(i).value(source);
            results.add(
                    functions.when(conversions.get(i).failed(source), "fails").otherwise(shown(value)));
        }
        Dataset<Row> rows = SharedSpark.session().createDataFrame(List.of(RowFactory.create(texts.toArray())), schema);
        Row row = (generated ? rows.repartition(1) : rows)
                .select(results.toArray(Column[]::new))
                .first();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            shown.add(row.getString(i));
        }
        return shown;
    }

    /** One text, by interpreted expressions. */
    static String convert(String text, ColumnType from, ColumnType to, ConversionSettings settings) {
        Conversion conversion = Conversion.between(from, to, settings).orElseThrow();
        return convert(List.of(text), List.of(conversion), List.of(from), false).get(0);
    }

    static ColumnType type(InterimType type) {
        return type == InterimType.DECIMAL ? ColumnType.of(type).withDigits(10, 2) : ColumnType.of(type);
    }

    private static Column shown(Column value) {
        return value.cast(DataTypes.StringType);
    }

    private static List<InterimType> types(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> InterimType.of(name).orElseThrow())
                .toList();
    }

    private static String unquoted(String cell) {
        String text = cell.trim();
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }
}
