package io.cosmosdataflow.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of texts under headings, columns aligned to the left. */
public final class TerminalTable {

    private static final String BETWEEN = "  ";

    /** A column that is cut further says nothing. */
    private static final int LEAST = 8;

    private final List<List<String>> rows = new ArrayList<>();
    private int[] names = {};

    public TerminalTable(String... headings) {
        rows.add(List.of(headings));
    }

    /** Columns that may be cut before the others. */
    public TerminalTable cutting(int... columns) {
        names = columns.clone();
        return this;
    }

    public TerminalTable row(String... cells) {
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(index -> printable(cells[index]))
                .toList());
        return this;
    }

    /**
     * @param none what to say when there is no row
     * @param width of the line, into which the widest columns are cut
     */
    public void print(PrintStream out, String none, int width) {
        if (rows.size() == 1) {
            out.println(none);
            return;
        }
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> FittingText.width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        shrink(widths, width);
        rows.forEach(row -> out.println(IntStream.range(0, widths.length)
                .mapToObj(column -> cell(row.get(column), widths[column]))
                .collect(Collectors.joining(BETWEEN))
                .stripTrailing()));
    }

    private static String cell(String text, int width) {
        String shown = FittingText.cut(text, width);
        return shown + " ".repeat(width - FittingText.width(shown));
    }

    /** Columns of names first; then any. */
    private void shrink(int[] widths, int width) {
        shrink(widths, width, names);
        shrink(widths, width, IntStream.range(0, widths.length).toArray());
    }

    private static void shrink(int[] widths, int width, int... columns) {
        int between = BETWEEN.length() * (widths.length - 1);
        while (IntStream.of(widths).asLongStream().sum() + between > width) {
            int widest = IntStream.of(columns)
                    .reduce((one, other) -> widths[other] > widths[one] ? other : one)
                    .orElse(-1);
            if (widest < 0 || widths[widest] <= LEAST) {
                return;
            }
            widths[widest]--;
        }
    }

    /** One line, without characters that a terminal would obey. */
    public static String printable(String text) {
        return text.replaceAll("\\R", " ").replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
