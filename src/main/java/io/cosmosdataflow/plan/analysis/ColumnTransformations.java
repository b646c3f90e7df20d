package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.plan.expression.Assignments;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Project;
import io.cosmosdataflow.plan.node.Node.Project.Cast;
import io.cosmosdataflow.plan.node.Node.ProjectedColumn;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Transformations that make new columns of the columns of the same row.
 *
 * <p>Source: Microsoft Learn, data-flow-select, data-flow-derived-column, data-flow-cast.
 */
public final class ColumnTransformations {

    private ColumnTransformations() {}

    /** Columns in the order of the mapping. */
    public static Optional<Node> select(StatementContext context) {
        Duplicates duplicates = Duplicates.of(context.properties());
        Optional<List<Argument>> mapping = context.nested("mapColumn");
        StreamSchema input = context.input();
        MadeColumns columns = new MadeColumns(context.name());
        if (mapping.isEmpty()) {
            input.columns().forEach(columns::keep);
            return Optional.of(new Project(context.shape(input), columns.outputs()));
        }
        Assignments.Result result = Assignments.of(mapping.get(), context.scope(), context.issues());
        duplicates.map(result.columns(), columns);
        return Optional.of(project(context, columns, result.open()));
    }

    /** All right sides are over the input: an assignment does not see the ones before it. */
    public static Optional<Node> derive(StatementContext context) {
        MadeColumns columns = MadeColumns.keeping(context.input(), context.name());
        List<Argument> arguments = context.argumentsBut(Set.of());
        Assignments.Result result = Assignments.of(arguments, context.scope(), context.issues());
        result.columns().forEach(columns::put);
        return Optional.of(project(context, columns, context.input().open() || result.open()));
    }

    /**
     * {@code cast(output(column as type 'format', ..), errors: true)}. With {@code errors}, a row with a value
     * that cannot be converted is marked as one that failed an assertion with the name of the column.
     */
    public static Optional<Node> cast(StatementContext context) {
        boolean errors = context.properties().flag("errors", false);
        MadeColumns columns = MadeColumns.keeping(context.input(), context.name());
        List<Cast> checks = new ArrayList<>();
        List<ProjectedColumn> casts =
                SourceAnalysis.projection(context.nested("output").orElse(List.of()), context);
        for (ProjectedColumn cast : casts) {
            Optional<StreamColumn> column = context.input().find(cast.name());
            if (column.isEmpty() && !context.input().open()) {
                context.issues()
                        .error(
                                ErrorCode.UnknownColumn,
                                context.statement().span(),
                                "There is no column '" + cast.name() + "' to cast.",
                                NearestNames.hint(cast.name(), context.input().names()));
            }
            column.ifPresent(from -> {
                TypedExpression to = converted(from, cast);
                columns.put(new Assignments.Assigned(
                        from.name(), to, context.statement().span()));
                checks.add(new Cast(from.name(), new ColumnValue(from), to));
            });
        }
        Project project = project(context, columns, context.input().open());
        if (!errors) {
            return Optional.of(project);
        }
        StreamSchema marked = project.shape().schema().withMark(RowMark.ERRORS);
        return Optional.of(new Project(context.shape(marked), project.columns(), checks));
    }

    private static TypedExpression converted(StreamColumn from, ProjectedColumn cast) {
        return cast.formats().isEmpty()
                ? Conversion.of(new ColumnValue(from), cast.type())
                : new Conversion(new ColumnValue(from), cast.type(), cast.formats());
    }

    private static Project project(StatementContext context, MadeColumns columns, boolean open) {
        StreamSchema schema = new StreamSchema(
                columns.columns(),
                open,
                context.input().declared(),
                context.input().marks());
        return new Project(context.shape(schema), columns.outputs());
    }
}
