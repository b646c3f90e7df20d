package io.cosmosdataflow.cli.terminal;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.function.ShownValue;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.run.flow.DataFlowPreview.Preview;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Rows of a stream as a table: names of columns, below them their types, below them values in the notation of
 * the language. The policies of the rows come first, and the assertions that they fail last.
 */
public final class PreviewTable {

    private static final int MOST_CHARACTERS = 40;

    /** Characters between two columns. */
    private static final int BETWEEN = 3;

    private final List<List<String>> columns = new ArrayList<>();
    private final List<Boolean> numbers = new ArrayList<>();
    private final int rows;
    private final boolean more;

    private PreviewTable(Preview preview, List<Row> found, int most) {
        this.more = found.size() > most;
        this.rows = Math.min(found.size(), most);
        List<Row> shown = found.subList(0, rows);
        if (preview.schema().marks().contains(RowMark.POLICY)) {
            add("policy", "", false, shown.stream().map(PreviewTable::policy).toList());
        }
        for (StreamColumn column : preview.schema().columns()) {
            add(
                    column.name(),
                    Types.name(column.type()),
                    Types.isNumber(column.type()),
                    shown.stream().map(row -> value(row, column)).toList());
        }
        if (preview.schema().marks().contains(RowMark.ERRORS)) {
            add(
                    "failed",
                    "assertions",
                    false,
                    shown.stream().map(PreviewTable::failed).toList());
        }
    }

    /** Computes one row more than are shown, to know whether there are more. */
    public static PreviewTable of(Preview preview, int most) {
        return new PreviewTable(preview, preview.first(most + 1), most);
    }

    private void add(String name, String type, boolean number, List<String> values) {
        List<String> cells = new ArrayList<>(List.of(cell(name), cell(type)));
        values.forEach(value -> cells.add(cell(value)));
        columns.add(cells);
        numbers.add(number);
    }

    private static String policy(Row row) {
        byte code = ((Number) row.get(row.fieldIndex(RowMark.POLICY.column()))).byteValue();
        return RowPolicy.of(code).word();
    }

    private static String value(Row row, StreamColumn column) {
        int index = row.fieldIndex(column.slot());
        return ShownValue.of(row.get(index), row.schema().fields()[index].dataType());
    }

    private static String failed(Row row) {
        int index = row.fieldIndex(RowMark.ERRORS.column());
        return row.isNullAt(index)
                ? ""
                : row.<String, String>getJavaMap(index).keySet().stream()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** One line, without characters that a terminal would obey. */
    private static String cell(String text) {
        StringBuilder cell = new StringBuilder();
        int characters = 0;
        for (int character : text.codePoints().toArray()) {
            if (++characters > MOST_CHARACTERS) {
                return cell.substring(0, cell.offsetByCodePoints(cell.length(), -1)) + "\u2026";
            }
            switch (character) {
                case '\n' -> cell.append("\\n");
                case '\r' -> cell.append("\\r");
                case '\t' -> cell.append("\\t");
                default -> cell.appendCodePoint(Character.isISOControl(character) ? 0xFFFD : character);
            }
        }
        return cell.toString();
    }

    /** @param width of a line; columns that do not fit beside each other follow below */
    public void print(PrintStream out, int width) {
        int[] widths = columns.stream()
                .mapToInt(cells ->
                        cells.stream().mapToInt(FittingText::width).max().orElse(0))
                .toArray();
        if (columns.isEmpty()) {
            out.println("The stream has no columns.");
        }
        for (int from = 0; from < columns.size(); ) {
            int to = fitting(from, width, widths);
            if (to - from < columns.size()) {
                out.println((from == 0 ? "" : "\n") + "Columns " + (from + 1) + (to - from > 1 ? " to " + to : "")
                        + " of " + columns.size() + ":");
            }
            print(out, from, to, widths);
            from = to;
        }
        String count = rows == 0 ? "No rows" : rows == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows);
        out.println(count + (more ? ", and there are more." : "."));
    }

    private static int fitting(int from, int width, int... widths) {
        long used = widths[from];
        int to = from + 1;
        while (to < widths.length && used + BETWEEN + widths[to] <= width) {
            used += BETWEEN + widths[to++];
        }
        return to;
    }

    private void print(PrintStream out, int from, int to, int... widths) {
        out.println(line(0, from, to, widths));
        out.println(line(1, from, to, widths));
        out.println(IntStream.range(from, to)
                .mapToObj(column -> "-".repeat(widths[column]))
                .collect(Collectors.joining("-+-")));
        IntStream.range(0, rows).forEach(row -> out.println(line(row + 2, from, to, widths)));
    }

    private String line(int row, int from, int to, int... widths) {
        return IntStream.range(from, to)
                .mapToObj(column -> {
                    String cell = columns.get(column).get(row);
                    String space = " ".repeat(widths[column] - FittingText.width(cell));
                    return numbers.get(column) && row > 1 ? space + cell : cell + space;
                })
                .collect(Collectors.joining(" | "))
                .stripTrailing();
    }
}
