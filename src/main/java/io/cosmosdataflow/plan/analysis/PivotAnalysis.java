package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.plan.expression.Assignments;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.ConstantValues;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Pivot;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import scala.collection.JavaConverters;

/**
 * {@code pivot(groupBy(a), pivotBy(key, ['x', 'y']), name = aggregate, columnNaming: '$N$V', lateral: true)}: a
 * column for each value of the key and each aggregate. Where a group has no row with a value, its columns are
 * NULL. Without values in the script the data tells them; then the columns are drifted ones.
 *
 * <p>Columns of one aggregate stand together; with {@code lateral} those of one value do.
 *
 * <p>Source: Microsoft Learn, data-flow-pivot.
 */
public final class PivotAnalysis {

    private static final String NAMING = "$N$V";

    private PivotAnalysis() {}

    public static Optional<Node> analyze(StatementContext context) {
        Optional<List<Argument>> by = context.nested("pivotBy");
        by.orElse(List.of()).stream()
                .filter(argument -> !(argument instanceof Argument.Value))
                .forEach(argument -> context.invalid(
                        argument.span(),
                        "This argument of pivotBy() has no meaning here.",
                        "Write pivotBy(key, ['value', ..]); compute a key in a derived column first."));
        List<Expression> pivotBy = by.orElse(List.of()).stream()
                .filter(Argument.Value.class::isInstance)
                .map(argument -> ((Argument.Value) argument).expression())
                .toList();
        List<Assigned> aggregates = Assignments.of(
                        context.argumentsBut(Set.of("groupBy", "pivotBy")),
                        context.scope().withKinds(Kind.AGGREGATE),
                        context.issues())
                .columns();
        if (pivotBy.isEmpty() || aggregates.isEmpty()) {
            context.invalid(
                    context.statement().transformationSpan(),
                    pivotBy.isEmpty() ? "A pivot needs a key." : "A pivot needs at least one aggregate.",
                    "Write pivotBy(key) and name = sum(column).");
            return Optional.empty();
        }
        TypedExpression key = context.analyze(pivotBy.get(0), context.scope());
        Optional<List<Object>> named = pivotBy.size() > 1
                ? Optional.of(values(pivotBy.subList(1, pivotBy.size()), key, context))
                : context.facts().pivot(context.nodeName());
        return Optional.of(node(context, key, named, pivotBy.size() == 1, aggregates));
    }

    private static Pivot node(
            StatementContext context,
            TypedExpression key,
            Optional<List<Object>> values,
            boolean drifted,
            List<Assigned> aggregates) {
        String naming = context.properties().text("columnNaming", NAMING);
        boolean lateral = context.properties().flag("lateral", false);
        MadeColumns columns = new MadeColumns(context.name());
        AggregateAnalysis.groups(context).forEach(group -> columns.addIfAbsent(group.name(), group.value()));
        List<Output> groups = columns.outputs();
        List<Object> known = values.orElse(List.of());
        List<StreamColumn> cells = new ArrayList<>();
        List<StreamColumn> arranged = new ArrayList<>();
        for (Object value : known) {
            for (Assigned aggregate : aggregates) {
                String name = naming.replace("$N", aggregate.name()).replace("$V", String.valueOf(value));
                StreamColumn cell = columns.reserve(name, aggregate.value().type());
                cells.add(new StreamColumn(cell.name(), cell.slot(), cell.type(), drifted, cell.streams()));
            }
        }
        int width = aggregates.size();
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < known.size() && !lateral; j++) {
                arranged.add(cells.get(j * width + i));
            }
        }
        List<StreamColumn> all = new ArrayList<>(columns.columns());
        all.addAll(lateral ? cells : arranged);
        List<Output> computed = aggregates.stream()
                .map(each -> new Output(
                        new StreamColumn(each.name(), each.name(), each.value().type(), false, List.of()),
                        each.value()))
                .toList();
        StreamSchema schema =
                new StreamSchema(all, values.isEmpty(), context.input().declared(), Set.of());
        return new Pivot(context.shape(schema), groups, key, known, computed, cells, values.isPresent());
    }

    private static List<Object> values(List<Expression> expressions, TypedExpression key, StatementContext context) {
        List<Object> values = new ArrayList<>();
        for (Expression expression : expressions) {
            List<Expression> items =
                    expression instanceof Expression.ArrayLiteral array ? array.items() : List.of(expression);
            items.forEach(item -> values.addAll(value(item, key, context)));
        }
        return values.stream().distinct().toList().size() == values.size()
                ? values
                : new ArrayList<>(new java.util.LinkedHashSet<>(values));
    }

    /** One value, or those of an array that a parameter holds; NULL is a value like others. */
    private static List<Object> value(Expression item, TypedExpression key, StatementContext context) {
        Span span = item.span();
        TypedExpression typed = context.analyze(item, context.scope());
        List<Object> values = new ArrayList<>();
        if (typed instanceof Constant constant && constant.value() == null) {
            values.add(null);
            return values;
        }
        boolean array = typed.type() instanceof org.apache.spark.sql.types.ArrayType;
        Optional<Object> value = ConstantValues.value(
                array ? typed : Conversion.of(typed, key.type()), context.flow().startOfRun());
        if (value.isEmpty() && !ConstantValues.waits(typed)) {
            context.invalid(span, "A value of the pivot key must be a constant or a parameter.", "");
        }
        value.ifPresent(known -> {
            if (known instanceof scala.collection.Seq<?> several) {
                JavaConverters.seqAsJavaList(several).forEach(values::add);
            } else {
                values.add(known);
            }
        });
        return values;
    }
}
