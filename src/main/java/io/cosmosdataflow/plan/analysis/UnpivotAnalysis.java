package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.ProjectedColumn;
import io.cosmosdataflow.plan.node.Node.Unpivot;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code unpivot(output(key as string, value as double), ungroupBy(a, b), ignoreNullPivots: true)}: a row for
 * each column that {@code ungroupBy} does not name, with the column's name and its value. {@code lateral}
 * tells where the editor shows the columns and changes no row.
 *
 * <p>Source: Microsoft Learn, data-flow-unpivot.
 */
public final class UnpivotAnalysis {

    private static final int KEY_AND_VALUE = 2;

    private UnpivotAnalysis() {}

    public static Optional<Node> analyze(StatementContext context) {
        context.properties().flag("lateral", false);
        boolean dropNulls = context.properties().flag("ignoreNullPivots", false);
        context.expressions(Set.of("output", "ungroupBy"))
                .forEach(each -> context.invalid(
                        each.span(), "This argument of " + context.shown() + " has no meaning here.", ""));
        List<ProjectedColumn> declared =
                SourceAnalysis.projection(context.nested("output").orElse(List.of()), context);
        if (declared.size() != KEY_AND_VALUE) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "An unpivot makes two columns, a key and a value, not " + declared.size() + ".",
                    "Write output(key as string, value as double).");
            return Optional.empty();
        }
        List<StreamColumn> kept = kept(context);
        Set<String> slots = new HashSet<>();
        kept.forEach(column -> slots.add(column.slot()));
        List<List<TypedExpression>> rows = new ArrayList<>();
        for (StreamColumn column : context.input().columns()) {
            if (!slots.contains(column.slot())) {
                rows.add(List.of(
                        Conversion.of(
                                Constant.text(column.name()), declared.get(0).type()),
                        converted(column, declared.get(1))));
            }
        }
        if (rows.isEmpty() && !context.input().open()) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "There is no column left to unpivot: ungroupBy names all.",
                    "");
        }
        MadeColumns columns = new MadeColumns(context.name());
        kept.forEach(columns::keep);
        List<StreamColumn> made = declared.stream()
                .map(each -> columns.reserve(each.name(), each.type()))
                .toList();
        List<StreamColumn> all = new ArrayList<>(columns.columns());
        all.addAll(made);
        StreamSchema schema = new StreamSchema(
                all, false, context.input().declared(), context.input().marks());
        return Optional.of(new Unpivot(context.shape(schema), kept, rows, made, dropNulls));
    }

    private static TypedExpression converted(StreamColumn column, ProjectedColumn value) {
        return value.formats().isEmpty()
                ? Conversion.of(new ColumnValue(column), value.type())
                : new Conversion(new ColumnValue(column), value.type(), value.formats());
    }

    private static List<StreamColumn> kept(StatementContext context) {
        List<StreamColumn> kept = new ArrayList<>();
        for (Argument argument : context.nested("ungroupBy").orElse(List.of())) {
            if (!(argument instanceof Argument.Value value)) {
                context.invalid(argument.span(), "ungroupBy() takes columns only.", "");
                continue;
            }
            TypedExpression typed = context.analyze(value.expression(), context.scope());
            if (typed instanceof ColumnValue column) {
                kept.add(column.column());
            } else if (!(typed instanceof TypedExpression.UnknownValue)) {
                context.invalid(argument.span(), "ungroupBy() takes columns only.", "");
            }
        }
        return kept;
    }
}
