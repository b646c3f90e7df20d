package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.explode_outer;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.Flatten;
import io.cosmosdataflow.spark.NamedColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row per element of an array, of several arrays one per combination. */
final class Flattening {

    private Flattening() {}

    static Dataset<Row> compile(Flatten node, Dataset<Row> input, ColumnBuilder columns) {
        Dataset<Row> rows = input;
        for (Flatten.Step step : node.steps()) {
            Column array = columns.column(step.array());
            rows = NamedColumns.with(
                    rows, step.element().slot(), step.dropEmpty() ? explode(array) : explode_outer(array));
        }
        return Projections.compile(rows, node.columns(), node.shape().schema().marks(), columns);
    }
}
