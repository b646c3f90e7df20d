package io.cosmosdataflow.compile;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.Aggregate;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row per group, or one of all rows. */
final class Aggregates {

    private Aggregates() {}

    static Dataset<Row> compile(Aggregate node, Dataset<Row> input, ColumnBuilder columns) {
        Column[] groups = node.groups().stream()
                .map(group -> Projections.named(group, columns))
                .toArray(Column[]::new);
        Column[] aggregates = node.aggregates().stream()
                .map(output -> columns.column(output.value()).as(output.column().slot()))
                .toArray(Column[]::new);
        if (aggregates.length == 0) {
            return input.select(groups).distinct();
        }
        return input.groupBy(groups).agg(aggregates[0], Arrays.copyOfRange(aggregates, 1, aggregates.length));
    }
}
