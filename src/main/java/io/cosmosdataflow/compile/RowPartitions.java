package io.cosmosdataflow.compile;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Partitioning;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How rows are spread over tasks. The result of a data flow is the same with any. */
final class RowPartitions {

    private RowPartitions() {}

    static Dataset<Row> apply(Dataset<Row> rows, Partitioning partitioning, ColumnBuilder columns) {
        Column[] values = partitioning.values().stream().map(columns::column).toArray(Column[]::new);
        int count = partitioning.count();
        return switch (partitioning.kind()) {
            case hash, key -> byHash(rows, count, values);
            case roundRobin -> count > 0 ? rows.repartition(count) : rows;
            case dynamicRange, fixedRange -> byRange(rows, count, values);
                // how a database is read in parallel: the store's business
            case external -> rows;
        };
    }

    private static Dataset<Row> byHash(Dataset<Row> rows, int count, Column... values) {
        if (values.length == 0) {
            return count == 1 ? rows.coalesce(1) : count > 1 ? rows.repartition(count) : rows;
        }
        return count > 0 ? rows.repartition(count, values) : rows.repartition(values);
    }

    private static Dataset<Row> byRange(Dataset<Row> rows, int count, Column... values) {
        if (values.length == 0) {
            return rows;
        }
        return count > 0 ? rows.repartitionByRange(count, values) : rows.repartitionByRange(values);
    }
}
