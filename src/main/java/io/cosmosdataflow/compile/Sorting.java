package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.lower;

import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.Sort;
import io.cosmosdataflow.plan.node.SortKey;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows in order. */
final class Sorting {

    private Sorting() {}

    static Dataset<Row> compile(Sort node, Dataset<Row> input, ColumnBuilder columns) {
        return input.orderBy(keys(node.order(), columns));
    }

    static Column[] keys(List<SortKey> keys, ColumnBuilder columns) {
        return keys.stream().map(key -> key(key, columns)).toArray(Column[]::new);
    }

    private static Column key(SortKey key, ColumnBuilder columns) {
        Column plain = columns.column(key.value());
        return key(key, key.caseInsensitive() && Types.isText(key.value().type()) ? lower(plain) : plain);
    }

    /** The direction of the key, over another value. */
    static Column key(SortKey key, Column value) {
        if (key.ascending()) {
            return key.nullsFirst() ? value.asc_nulls_first() : value.asc_nulls_last();
        }
        return key.nullsFirst() ? value.desc_nulls_first() : value.desc_nulls_last();
    }
}
