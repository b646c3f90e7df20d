package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Expectation;
import io.cosmosdataflow.spark.NamedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of one stream against those of another, each at most once. */
final class Matches {

    private static final String KEY = "$$KEY";

    private Matches() {}

    /** The rows with a column that is true for those with a match and NULL for the others. */
    static Dataset<Row> marked(
            Dataset<Row> rows, Dataset<Row> other, Expectation.Exists exists, String found, ColumnBuilder columns) {
        Dataset<Row> right = Projections.renamed(other, exists.right());
        Optional<EqualKeys> keys = EqualKeys.of(exists.condition(), exists.right());
        if (keys.isPresent()) {
            Dataset<Row> distinct =
                    NamedColumns.with(right.select(keys(keys.get(), columns)).distinct(), found, lit(true));
            return NamedColumns.without(
                    rows.join(distinct, condition(keys.get(), columns), "left_outer"), names(keys.get()));
        }
        Column condition = columns.column(exists.condition());
        Dataset<Row> with = NamedColumns.with(rows.join(right, condition, "left_semi"), found, lit(true));
        Dataset<Row> without = NamedColumns.with(
                rows.join(right, condition, "left_anti"), found, lit(null).cast("boolean"));
        return with.union(without);
    }

    /** The keys of the right side, under names that {@link #condition} knows. */
    static Column[] keys(EqualKeys keys, ColumnBuilder columns) {
        List<Column> selected = new ArrayList<>();
        for (TypedExpression key : keys.right()) {
            selected.add(columns.column(key).as(KEY + selected.size()));
        }
        return selected.toArray(Column[]::new);
    }

    static String[] names(EqualKeys keys) {
        String[] names = new String[keys.right().size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = KEY + i;
        }
        return names;
    }

    static Column condition(EqualKeys keys, ColumnBuilder columns) {
        Column all = null;
        for (int i = 0; i < keys.left().size(); i++) {
            Column left = columns.column(keys.left().get(i));
            Column right = ColumnBuilder.slot(KEY + i);
            Column equal = keys.nullSafe().get(i) ? left.eqNullSafe(right) : left.equalTo(right);
            all = all == null ? equal : all.and(equal);
        }
        return all;
    }
}
