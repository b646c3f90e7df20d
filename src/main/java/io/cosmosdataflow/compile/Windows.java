package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Frame;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.SortKey;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Aggregates and places over the rows that belong together, one per row. Without offsets an aggregate sees all of them
 * if they are not sorted; if they are, those up to the current one, and those that are equal to it by the sort.
 *
 * <p>Source: Microsoft Learn, data-flow-window ("SQL OVER clause") and data-flow-script, whose snippets "Fill down"
 * and "Compare previous or next row values" take {@code last(..)} for the current row; Spark, and the standard of SQL,
 * give {@code OVER (ORDER BY ..)} the frame {@code RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW}.
 */
final class Windows {

    private Windows() {}

    static Dataset<Row> compile(Node.Window node, Dataset<Row> input, ColumnBuilder columns) {
        WindowSpec partition =
                Window.partitionBy(node.over().stream().map(columns::column).toArray(Column[]::new));
        WindowSpec sorted = node.order().isEmpty() ? partition : partition.orderBy(Sorting.keys(node.order(), columns));
        // Spark refuses a place among rows that are not sorted; any order is as good as another there
        WindowSpec places = node.order().isEmpty() ? partition.orderBy(lit(1)) : sorted;
        WindowSpec framed = node.frame()
                .map(frame -> framed(frame, node, partition, sorted, columns))
                .orElse(sorted);
        return Projections.compile(
                input,
                node.columns(),
                node.shape().schema().marks(),
                columns.withWindow(column -> column.over(framed), column -> column.over(places)));
    }

    private static WindowSpec framed(
            Frame frame, Node.Window node, WindowSpec partition, WindowSpec sorted, ColumnBuilder columns) {
        long start = frame.start().orElse(Window.unboundedPreceding());
        long end = frame.end().orElse(Window.unboundedFollowing());
        if (!frame.range()) {
            return sorted.rowsBetween(start, end);
        }
        return partition.orderBy(rangeKey(node.order().get(0), columns)).rangeBetween(start, end);
    }

    /** A range over timestamps is one of milliseconds and one over dates of days, as their arithmetic in the language. */
    private static Column rangeKey(SortKey key, ColumnBuilder columns) {
        Column value = columns.column(key.value());
        if (key.value().type() instanceof TimestampType) {
            return Sorting.key(key, call_udf("unix_millis", value));
        }
        boolean date = key.value().type() instanceof DateType;
        return Sorting.key(key, date ? call_udf("unix_date", value) : value);
    }
}
