package io.cosmosdataflow.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of texts under headings, columns aligned to the left. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    TextTable row(String... cells) {
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(index -> printable(cells[index]))
                .toList());
        return this;
    }

    /** @param none what to say when there is no row */
    void print(PrintStream out, String none) {
        if (rows.size() == 1) {
            out.println(none);
            return;
        }
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        rows.forEach(row -> out.println(IntStream.range(0, widths.length)
                .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - width(row.get(column))))
                .collect(Collectors.joining("  "))
                .stripTrailing()));
    }

    /** One line, without characters that a terminal would obey. */
    static String printable(String text) {
        return text.replaceAll("\\R", " ").replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
