package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.row_number;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.expression.Parts;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.node.Node.Lookup;
import io.cosmosdataflow.plan.node.SortKey;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.spark.NamedColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * A left join that marks which rows found one. Where one match is to be picked and the condition compares
 * columns, the right side is brought down to one row per key before the join; else the matches of each row
 * are numbered behind it.
 */
final class Lookups {

    private static final String PLACE = "$$PLACE";
    private static final String ROW = "$$ROW";

    private Lookups() {}

    static Dataset<Row> compile(Lookup node, Dataset<Row> left, Dataset<Row> right, ColumnBuilder columns) {
        Dataset<Row> from = Joins.left(NamedColumns.without(left, RowMark.MATCH.column()), node.broadcast());
        Dataset<Row> to =
                NamedColumns.with(Projections.renamed(right, node.right()), RowMark.MATCH.column(), lit(true));
        Optional<EqualKeys> keys = node.multiple() ? Optional.empty() : EqualKeys.of(node.condition(), node.right());
        Dataset<Row> joined;
        if (node.multiple()) {
            joined = from.join(Joins.right(to, node.broadcast()), columns.column(node.condition()), "left_outer");
        } else if (keys.isPresent() && ofRight(node)) {
            Dataset<Row> one = onePerKey(node, to, keys.get(), columns);
            joined =
                    from.join(Joins.right(one, node.broadcast()), Matches.condition(keys.get(), columns), "left_outer");
        } else {
            Dataset<Row> numbered = NamedColumns.with(from, ROW, monotonically_increasing_id());
            Dataset<Row> all =
                    numbered.join(Joins.right(to, node.broadcast()), columns.column(node.condition()), "left_outer");
            joined = first(all, node, columns, ColumnBuilder.slot(ROW));
        }
        Dataset<Row> marked = NamedColumns.with(
                joined,
                RowMark.MATCH.column(),
                ColumnBuilder.slot(RowMark.MATCH.column()).isNotNull());
        return Projections.ordered(marked, node.shape().schema());
    }

    private static Dataset<Row> onePerKey(Lookup node, Dataset<Row> right, EqualKeys keys, ColumnBuilder columns) {
        Column[] all = Stream.concat(
                        Arrays.stream(right.columns()).map(ColumnBuilder::slot),
                        Arrays.stream(Matches.keys(keys, columns)))
                .toArray(Column[]::new);
        Dataset<Row> keyed = right.select(all);
        if (picksAny(node)) {
            return keyed.dropDuplicates(Matches.names(keys));
        }
        Column[] names =
                Arrays.stream(Matches.names(keys)).map(ColumnBuilder::slot).toArray(Column[]::new);
        return first(keyed, node, columns, names);
    }

    private static boolean picksAny(Lookup node) {
        return node.pickup() == Lookup.Pickup.any || node.order().isEmpty();
    }

    private static Dataset<Row> first(Dataset<Row> rows, Lookup node, ColumnBuilder columns, Column... of) {
        List<SortKey> order = node.pickup() == Lookup.Pickup.last
                ? node.order().stream().map(Lookups::turned).toList()
                : node.order();
        WindowSpec group = Window.partitionBy(of);
        WindowSpec sorted = picksAny(node) ? group.orderBy(of) : group.orderBy(Sorting.keys(order, columns));
        Dataset<Row> placed = NamedColumns.with(rows, PLACE, row_number().over(sorted));
        return NamedColumns.without(placed.filter(ColumnBuilder.slot(PLACE).equalTo(1)), PLACE);
    }

    private static SortKey turned(SortKey key) {
        return new SortKey(key.value(), !key.ascending(), !key.nullsFirst(), key.caseInsensitive());
    }

    /** Whether the order of the matches has nothing to do with the row that they match. */
    private static boolean ofRight(Lookup node) {
        Set<String> slots = node.right().stream().map(StreamColumn::slot).collect(Collectors.toSet());
        return node.order().stream()
                .flatMap(key -> Parts.all(key.value()).stream())
                .allMatch(part -> !(part instanceof ColumnValue value)
                        || slots.contains(value.column().slot()));
    }
}
