package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Node.Union;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All rows of several streams, with the same columns. A mark that a stream does not have has its resting value. */
final class Unions {

    private Unions() {}

    static Dataset<Row> compile(Union node, List<Dataset<Row>> inputs, ColumnBuilder columns) {
        StreamSchema schema = node.shape().schema();
        Dataset<Row> all = null;
        for (int i = 0; i < inputs.size(); i++) {
            Dataset<Row> input = inputs.get(i);
            List<Column> selected = new ArrayList<>();
            List<TypedExpression> values = node.branches().get(i);
            for (int j = 0; j < values.size(); j++) {
                selected.add(
                        columns.column(values.get(j)).as(schema.columns().get(j).slot()));
            }
            schema.marks().forEach(mark -> selected.add(mark(mark, input)));
            Dataset<Row> rows = input.select(selected.toArray(Column[]::new));
            all = all == null ? rows : all.union(rows);
        }
        return all;
    }

    private static Column mark(RowMark mark, Dataset<Row> input) {
        if (List.of(input.columns()).contains(mark.column())) {
            return ColumnBuilder.slot(mark.column());
        }
        Object resting =
                switch (mark) {
                    case POLICY -> RowPolicy.INSERT.code();
                    case ERRORS, SOURCE_KEY -> null;
                    case MATCH -> true;
                };
        return lit(resting).cast(mark.type()).as(mark.column());
    }
}
