package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.Split;
import io.cosmosdataflow.plan.stream.StreamName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One stream to several, by conditions. A condition that is NULL is not met. */
final class Splits {

    private Splits() {}

    static Map<StreamName, Dataset<Row>> compile(Split node, Dataset<Row> input, ColumnBuilder columns) {
        List<Column> met = node.conditions().stream()
                .map(condition -> coalesce(columns.column(condition), lit(false)))
                .toList();
        Map<StreamName, Dataset<Row>> branches = new LinkedHashMap<>();
        Column earlier = lit(false);
        List<StreamName> names = node.shape().outputs();
        for (int i = 0; i < names.size(); i++) {
            Column condition = i < met.size() ? met.get(i) : lit(true);
            boolean rest = i >= met.size();
            Column taken = node.allMatches() && !rest ? condition : not(earlier).and(condition);
            branches.put(names.get(i), input.filter(taken));
            earlier = rest ? earlier : earlier.or(condition);
        }
        return branches;
    }
}
