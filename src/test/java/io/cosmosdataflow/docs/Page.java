package io.cosmosdataflow.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A page of the documentation, as far as tests look at it. */
record Page(List<String> lines) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static Page of(String name) {
        try {
            return new Page(Files.readAllLines(Path.of("docs").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row of a table, with the heading above it and the first cell of the table's own heading. */
    record Row(String section, String table, List<String> cells) {}

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        String section = "";
        String table = "";
        for (String line : lines) {
            if (line.startsWith("#")) {
                section = line.replaceFirst("^#+ *", "");
            }
            if (!line.startsWith("|")) {
                table = "";
            } else if (table.isEmpty()) {
                table = cells(line).get(0);
            } else if (!line.matches("[|: -]+")) {
                rows.add(new Row(section, table, cells(line)));
            }
        }
        return rows;
    }

    /** All that stands between back ticks, but for whole blocks. */
    Set<String> code() {
        Set<String> found = new TreeSet<>();
        lines.forEach(line -> found.addAll(code(line)));
        return found;
    }

    static Set<String> code(String text) {
        Set<String> found = new TreeSet<>();
        CODE.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1).split("(?<!\\\\)\\|")) {
            cells.add(cell.strip());
        }
        return cells;
    }
}
