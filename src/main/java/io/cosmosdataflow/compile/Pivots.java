package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.struct;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Node.Pivot;
import io.cosmosdataflow.plan.node.Node.Unpivot;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.stream.StreamColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows to columns, and columns to rows. */
final class Pivots {

    private static final String CELL = "$$CELL";

    private Pivots() {}

    /** Spark's pivot: it groups by the key first, so that the number of values does not matter per row. */
    static Dataset<Row> pivot(Pivot node, Dataset<Row> input, ColumnBuilder columns) {
        if (!node.valuesKnown()) {
            throw JobException.of(ErrorCode.Internal, "The values of pivot '" + node.name() + "' are not known yet.");
        }
        Column[] groups = node.groups().stream()
                .map(group -> Projections.named(group, columns))
                .toArray(Column[]::new);
        if (node.values().isEmpty()) {
            return input.select(groups).distinct();
        }
        List<Column> aggregates = new ArrayList<>();
        for (Output aggregate : node.aggregates()) {
            aggregates.add(columns.column(aggregate.value()).as(CELL + aggregates.size()));
        }
        Dataset<Row> pivoted = input.groupBy(groups)
                .pivot(columns.column(node.key()), node.values())
                .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
        List<String> names = new ArrayList<>();
        node.groups().forEach(group -> names.add(group.column().slot()));
        node.cells().stream().map(StreamColumn::slot).forEach(names::add);
        return Projections.ordered(
                pivoted.toDF(names.toArray(String[]::new)), node.shape().schema());
    }

    static Dataset<Row> unpivot(Unpivot node, Dataset<Row> input, ColumnBuilder columns) {
        Column[] rows = node.rows().stream()
                .map(row -> struct(cells(row, node, columns)))
                .toArray(Column[]::new);
        List<Column> selected = new ArrayList<>();
        node.kept().forEach(column -> selected.add(ColumnBuilder.slot(column.slot())));
        node.shape().schema().marks().forEach(mark -> selected.add(ColumnBuilder.slot(mark.column())));
        selected.add(explode(array(rows)).as(CELL));
        Dataset<Row> exploded = input.select(selected.toArray(Column[]::new));
        List<Column> last = new ArrayList<>();
        node.kept().forEach(column -> last.add(ColumnBuilder.slot(column.slot())));
        for (int i = 0; i < node.made().size(); i++) {
            last.add(ColumnBuilder.slot(CELL)
                    .getField(CELL + i)
                    .as(node.made().get(i).slot()));
        }
        node.shape().schema().marks().forEach(mark -> last.add(ColumnBuilder.slot(mark.column())));
        Dataset<Row> made = exploded.select(last.toArray(Column[]::new));
        if (!node.dropNulls()) {
            return made;
        }
        return made.filter(
                ColumnBuilder.slot(node.made().get(node.made().size() - 1).slot())
                        .isNotNull());
    }

    private static Column[] cells(List<TypedExpression> row, Unpivot node, ColumnBuilder columns) {
        Column[] cells = new Column[row.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] =
                    columns.column(row.get(i)).cast(node.made().get(i).type()).as(CELL + i);
        }
        return cells;
    }
}
