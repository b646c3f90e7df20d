package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum_distinct;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.spark.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Aggregates of different values. Spark plans them for groups, spilling to disk where it must, but refuses them
 * over windows; there, they are made of the set of the values in the window.
 */
final class Distinct {

    private Distinct() {}

    /** {@code value} NULL is not counted. */
    static Column count(Call call, Column value) {
        return overWindow(call)
                ? size(call.over(collect_set(value))).cast(DataTypes.LongType)
                : call.over(count_distinct(value));
    }

    static Column sum(Call call, Column value) {
        if (!overWindow(call)) {
            return call.over(sum_distinct(value));
        }
        Column nothing = lit(null).cast(call.result());
        return aggregate(call.over(collect_set(value)), nothing, (sum, item) -> {
            Column wide = item.cast(call.result());
            return coalesce(sum.plus(wide), wide).cast(call.result());
        });
    }

    private static boolean overWindow(Call call) {
        return Expressions.overWindow(call.over(functions.count(lit(1))));
    }
}
