package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.apache.spark.sql.functions.sum;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.KeyGenerate;
import io.cosmosdataflow.plan.node.Node.Rank;
import io.cosmosdataflow.spark.NamedColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/** A number for each row. */
final class Numbers {

    private static final String PARTITION = "$$PARTITION";
    private static final String PLACE = "$$PLACE";
    private static final String BEFORE = "$$BEFORE";

    /** Spark's increasing ids have the number of the partition above these bits, and the place in it below. */
    private static final long PLACE_BITS = (1L << 33) - 1;

    private Numbers() {}

    /**
     * Numbers without a gap, and without one task that has all rows: the rows of each partition are counted, and
     * each begins where those before it end. The rows are persisted, because counting and numbering must see the
     * same partitions, and a second computation may spread rows over them differently.
     */
    static Dataset<Row> keyGenerate(KeyGenerate node, Dataset<Row> input, PersistedRows persisted) {
        Dataset<Row> rows = persisted.persist(input, true);
        WindowSpec partitionsBefore =
                Window.orderBy(ColumnBuilder.slot(PARTITION)).rangeBetween(Window.unboundedPreceding(), -1);
        Dataset<Row> counts = rows.groupBy(spark_partition_id().as(PARTITION))
                .agg(count(lit(1)).as(PLACE))
                .select(
                        ColumnBuilder.slot(PARTITION),
                        org.apache
                                .spark
                                .sql
                                .functions
                                .coalesce(sum(ColumnBuilder.slot(PLACE)).over(partitionsBefore), lit(0L))
                                .as(BEFORE));
        Column place = monotonically_increasing_id().bitwiseAND(PLACE_BITS);
        Column key = ColumnBuilder.slot(BEFORE)
                .plus(ColumnBuilder.slot(PLACE))
                .multiply(node.step())
                .plus(node.start())
                .cast(node.key().type());
        Dataset<Row> numbered = NamedColumns.with(
                NamedColumns.with(NamedColumns.without(rows, node.key().slot()), PARTITION + "#", spark_partition_id()),
                PLACE,
                place);
        Dataset<Row> joined = numbered.join(
                broadcast(counts),
                ColumnBuilder.slot(PARTITION + "#").equalTo(ColumnBuilder.slot(PARTITION)),
                "left_outer");
        return Projections.ordered(
                NamedColumns.with(joined, node.key().slot(), key), node.shape().schema());
    }

    /**
     * The place among all rows of the stream; equal rows have the same. One task sorts all, as every rank
     * without groups in Spark.
     */
    static Dataset<Row> rank(Rank node, Dataset<Row> input, ColumnBuilder columns) {
        WindowSpec order = Window.orderBy(Sorting.keys(node.order(), columns));
        Column place = (node.dense() ? dense_rank() : functions.rank())
                .over(order)
                .cast(node.rank().type());
        return Projections.ordered(
                NamedColumns.with(input, node.rank().slot(), place),
                node.shape().schema());
    }
}
