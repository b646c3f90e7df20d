package io.cosmosdataflow.store.skip;

import java.util.Iterator;

/** The values of a row as a line of delimited text, as logs of skipped rows have them. */
public final class DelimitedItem {

    private DelimitedItem() {}

    /** Values with commas between them; one with a comma, a quote or a line end in it is quoted; null is empty. */
    public static String of(Iterable<?> values) {
        StringBuilder line = new StringBuilder();
        for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
            Object value = each.next();
            append(line, value == null ? "" : value.toString());
            if (each.hasNext()) {
                line.append(',');
            }
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String value) {
        boolean plain = value.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        line.append(plain ? value : quoted(value));
    }

    static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
