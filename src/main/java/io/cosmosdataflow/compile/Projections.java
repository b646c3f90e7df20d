package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Project;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** New columns from old, in one projection. */
final class Projections {

    private Projections() {}

    static Dataset<Row> compile(Dataset<Row> input, List<Output> outputs, Set<RowMark> marks, ColumnBuilder columns) {
        return input.select(selected(outputs, marks, columns).toArray(Column[]::new));
    }

    /** What a projection or a sink selects. */
    static List<Column> selected(Node node, ColumnBuilder columns) {
        List<Output> outputs = node instanceof Node.Sink sink ? sink.columns() : ((Project) node).columns();
        return selected(outputs, node.shape().schema().marks(), columns);
    }

    private static List<Column> selected(List<Output> outputs, Set<RowMark> marks, ColumnBuilder columns) {
        List<Column> selected = new ArrayList<>();
        outputs.forEach(output -> selected.add(named(output, columns)));
        marks.forEach(mark -> selected.add(ColumnBuilder.slot(mark.column())));
        return selected;
    }

    static Dataset<Row> project(Project node, Dataset<Row> input, ColumnBuilder columns) {
        Set<RowMark> marks = node.shape().schema().marks();
        if (node.casts().isEmpty()) {
            return compile(input, node.columns(), marks, columns);
        }
        List<RowErrors.RowError> errors = new ArrayList<>();
        for (Project.Cast cast : node.casts()) {
            Column failed = columns.column(cast.from())
                    .isNotNull()
                    .and(columns.column(cast.to()).isNull());
            String message =
                    "'" + cast.name() + "' is no " + Types.name(cast.to().type()) + ".";
            errors.add(new RowErrors.RowError(cast.name(), failed, lit(message)));
        }
        boolean marked = List.of(input.columns()).contains(RowMark.ERRORS.column());
        List<Column> selected = new ArrayList<>();
        node.columns().forEach(output -> selected.add(named(output, columns)));
        for (RowMark mark : marks) {
            selected.add(
                    mark == RowMark.ERRORS
                            ? RowErrors.mark(errors, marked).as(mark.column())
                            : ColumnBuilder.slot(mark.column()));
        }
        return input.select(selected.toArray(Column[]::new));
    }

    static Column named(Output output, ColumnBuilder columns) {
        Column value = columns.column(output.value());
        return output.kept() ? value : value.as(output.column().slot());
    }

    /** Exactly the columns and marks of the schema, in its order. */
    static Dataset<Row> ordered(Dataset<Row> rows, StreamSchema schema) {
        List<Column> selected = new ArrayList<>();
        schema.columns().forEach(column -> selected.add(ColumnBuilder.slot(column.slot())));
        schema.marks().forEach(mark -> selected.add(ColumnBuilder.slot(mark.column())));
        return rows.select(selected.toArray(Column[]::new));
    }

    /** The columns of a stream under other slots, without marks. */
    static Dataset<Row> renamed(Dataset<Row> rows, List<StreamColumn> columns) {
        String[] names = rows.columns();
        List<Column> selected = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            selected.add(ColumnBuilder.slot(names[i]).as(columns.get(i).slot()));
        }
        return rows.select(selected.toArray(Column[]::new));
    }
}
