package io.cosmosdataflow.store.lost;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The values of a row as logs of skipped rows have them, whoever skips the row: each in quotes, quotes inside doubled,
 * a comma and a blank between; null is an empty text.
 *
 * <p>Source: Microsoft Learn, copy-activity-fault-tolerance, example of the log file: {@code "data1", "data2"}.
 */
public final class DelimitedItem {

    private static final String BETWEEN = ", ";

    private DelimitedItem() {}

    public static String of(Iterable<?> values) {
        List<String> quoted = new ArrayList<>();
        values.forEach(value -> quoted.add(quoted(value == null ? "" : value.toString())));
        return String.join(BETWEEN, quoted);
    }

    /** The same of columns of texts. */
    public static Column of(Column... texts) {
        List<Column> pieces = new ArrayList<>();
        for (Column text : texts) {
            pieces.add(lit(pieces.isEmpty() ? "\"" : BETWEEN + "\""));
            pieces.add(coalesce(regexp_replace(text, "\"", "\"\""), lit("")));
            pieces.add(lit("\""));
        }
        return pieces.isEmpty() ? lit("") : concat(pieces.toArray(Column[]::new));
    }

    /** The same values as a line of delimited text, with quotes only where they are needed. */
    static String line(String item) {
        StringBuilder line = new StringBuilder();
        StringBuilder value = new StringBuilder();
        for (int at = 1; at < item.length(); at++) {
            boolean quote = item.charAt(at) == '"';
            boolean doubled = quote && at + 1 < item.length() && item.charAt(at + 1) == '"';
            if (!quote || doubled) {
                value.append(item.charAt(at));
                at += doubled ? 1 : 0;
            } else {
                line.append(plain(value.toString()));
                value.setLength(0);
                boolean more = item.startsWith(BETWEEN, at + 1);
                line.append(more ? "," : "");
                at += BETWEEN.length() + 1;
            }
        }
        return line.toString();
    }

    /** A value of delimited text, in quotes only where they are needed. */
    public static String plain(String value) {
        boolean plain = value.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        return plain ? value : quoted(value);
    }

    static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
