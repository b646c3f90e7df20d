package io.cosmosdataflow.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.functions;
import scala.collection.JavaConverters;

/**
 * Columns of a Dataset by their very names: {@code id} is not {@code ID}. The methods of Dataset that take names ask
 * the session that is active on the thread whether upper and lower case count, which need not be the Dataset's own;
 * what is selected here are the columns themselves.
 */
public final class NamedColumns {

    private NamedColumns() {}

    /** The name as an identifier, whatever characters it has. */
    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** The first of that name; if there is none, Spark says so when it is selected. */
    public static Column column(Dataset<Row> rows, String name) {
        return columns(rows)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(Column::new)
                .orElseGet(() -> functions.col(quoted(name)));
    }

    /** The column of that name is replaced where it stands; a new one is the last. */
    public static Dataset<Row> with(Dataset<Row> rows, String name, Column value) {
        List<Column> all = new ArrayList<>();
        columns(rows).forEach(each -> all.add(each.name().equals(name) ? value.as(name) : new Column(each)));
        if (!Arrays.asList(rows.columns()).contains(name)) {
            all.add(value.as(name));
        }
        return rows.select(all.toArray(Column[]::new));
    }

    /** The rows without those columns, as far as they have them. */
    public static Dataset<Row> without(Dataset<Row> rows, String... names) {
        Set<String> unwanted = new HashSet<>(Arrays.asList(names));
        List<Column> kept = columns(rows)
                .filter(each -> !unwanted.contains(each.name()))
                .map(Column::new)
                .toList();
        return kept.size() == rows.columns().length ? rows : rows.select(kept.toArray(Column[]::new));
    }

    private static Stream<Attribute> columns(Dataset<Row> rows) {
        return JavaConverters.seqAsJavaList(rows.queryExecution().analyzed().output()).stream();
    }
}
