package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.broadcast;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Broadcast;
import io.cosmosdataflow.plan.node.Node.Exists;
import io.cosmosdataflow.plan.node.Node.Join;
import io.cosmosdataflow.spark.NamedColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Two streams by a condition. */
final class Joins {

    private Joins() {}

    static Dataset<Row> join(Join node, Dataset<Row> left, Dataset<Row> right, ColumnBuilder columns) {
        Dataset<Row> from = left(left, node.broadcast());
        Dataset<Row> to = right(Projections.renamed(right, node.right()), node.broadcast());
        Dataset<Row> joined = node.condition().isEmpty()
                ? from.crossJoin(to)
                : from.join(to, columns.column(node.condition().get()), sparkType(node.type()));
        Dataset<Row> scored = node.score().isEmpty()
                ? joined
                : NamedColumns.with(
                        joined,
                        node.score().get().column().slot(),
                        columns.column(node.score().get().value()));
        return Projections.ordered(scored, node.shape().schema());
    }

    /** A cross join with a condition is an inner join that Spark may plan without equal keys. */
    private static String sparkType(Join.Type type) {
        return switch (type) {
            case inner, cross -> "inner";
            case left -> "left_outer";
            case right -> "right_outer";
            case outer -> "full_outer";
        };
    }

    static Dataset<Row> exists(Exists node, Dataset<Row> left, Dataset<Row> right, ColumnBuilder columns) {
        Dataset<Row> from = left(left, node.broadcast());
        Dataset<Row> to = right(Projections.renamed(right, node.right()), node.broadcast());
        Column condition = columns.column(node.condition());
        return from.join(to, condition, node.negate() ? "left_anti" : "left_semi");
    }

    static Dataset<Row> left(Dataset<Row> rows, Broadcast side) {
        return side == Broadcast.left || side == Broadcast.both ? broadcast(rows) : rows;
    }

    /** Without broadcast Spark is told to sort and merge, which it can where columns are compared. */
    static Dataset<Row> right(Dataset<Row> rows, Broadcast side) {
        if (side == Broadcast.off || side == Broadcast.none) {
            return rows.hint("merge");
        }
        return side == Broadcast.right || side == Broadcast.both ? broadcast(rows) : rows;
    }
}
