package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.AlterRow;
import io.cosmosdataflow.spark.NamedColumns;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Row policies: the first condition that is met counts, a row that meets none is inserted. */
final class AlterRows {

    private AlterRows() {}

    static Dataset<Row> compile(AlterRow node, Dataset<Row> input, ColumnBuilder columns) {
        Column policy = null;
        for (Map.Entry<RowPolicy, io.cosmosdataflow.plan.expression.TypedExpression> entry : node.conditions()) {
            Column condition = columns.column(entry.getValue());
            Column code = lit(entry.getKey().code());
            policy = policy == null ? when(condition, code) : policy.when(condition, code);
        }
        Column insert = lit(RowPolicy.INSERT.code());
        Column marked = policy == null ? insert : policy.otherwise(insert);
        return Projections.ordered(
                NamedColumns.with(input, RowMark.POLICY.column(), marked),
                node.shape().schema());
    }
}
