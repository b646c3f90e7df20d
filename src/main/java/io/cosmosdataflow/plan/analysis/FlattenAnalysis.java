package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.analysis.Unrolling.Path;
import io.cosmosdataflow.plan.expression.Assignments;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Flatten;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code foldDown(unroll(array, root, other), mapColumn(..))}. A row becomes one row per element; one without
 * elements stays, with NULLs, unless a root is named and has none. Several arrays give all combinations. An
 * argument of {@code unroll} that is, or contains, the array before it is that one's root.
 *
 * <p>Source: Microsoft Learn, data-flow-flatten.
 */
public final class FlattenAnalysis {

    private FlattenAnalysis() {}

    /** An array to unroll, with its root. */
    private record Unrolled(Path array, Optional<Path> root, Argument argument) {}

    public static Optional<Node> analyze(StatementContext context) {
        Optional<List<Argument>> arrays = context.nested("unroll").or(() -> context.nested("unrollMultiple"));
        if (arrays.filter(list -> !list.isEmpty()).isEmpty()) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "foldDown needs an array to unroll.",
                    "Write unroll(column), or unroll(column.field).");
            return Optional.empty();
        }
        Unrolling unrolling = new Unrolling(context.input());
        List<Unrolled> paths = new ArrayList<>();
        boolean open = paths(arrays.get(), context, paths);
        for (Unrolled each : paths) {
            if (!unrolling.add(each.array(), each.root())) {
                context.invalid(
                        each.argument().span(),
                        "'" + each.array().shown() + "' is no array, so it cannot be unrolled.",
                        "");
            }
        }
        return Optional.of(columns(context, unrolling, open));
    }

    private static Flatten columns(StatementContext context, Unrolling unrolling, boolean open) {
        Duplicates duplicates = Duplicates.of(context.properties());
        MadeColumns columns = new MadeColumns(context.name());
        StreamSchema unrolled = unrolling.unrolled();
        Optional<List<Argument>> mapping = context.nested("mapColumn");
        boolean more = open || context.input().open();
        if (mapping.isEmpty()) {
            for (StreamColumn column : unrolled.columns()) {
                columns.addIfAbsent(column.name(), unrolling.resolved(new ColumnValue(column)));
            }
        } else {
            Assignments.Result result = Assignments.of(mapping.get(), context.scope(unrolled), context.issues());
            duplicates.map(
                    result.columns().stream()
                            .map(each -> new Assigned(each.name(), unrolling.resolved(each.value()), each.span()))
                            .toList(),
                    columns);
            more = result.open() || open;
        }
        StreamSchema schema = new StreamSchema(
                columns.columns(),
                more,
                context.input().declared(),
                context.input().marks());
        return new Flatten(context.shape(schema), unrolling.steps(), columns.outputs());
    }

    /** @return whether there are arrays that only the run knows */
    private static boolean paths(List<Argument> arguments, StatementContext context, List<Unrolled> paths) {
        boolean open = false;
        for (Argument argument : arguments) {
            for (TypedExpression value : values(argument, context)) {
                Optional<Path> path = Path.of(value);
                if (path.isEmpty()) {
                    open = true;
                    if (!Types.isUnknown(value.type())) {
                        context.invalid(
                                argument.span(),
                                "unroll() takes columns and their fields only.",
                                "Compute the array in a derived column first.");
                    }
                    continue;
                }
                Unrolled before = paths.isEmpty() ? null : paths.get(paths.size() - 1);
                boolean root =
                        before != null && before.root().isEmpty() && path.get().leadsTo(before.array());
                if (root) {
                    paths.set(paths.size() - 1, new Unrolled(before.array(), path, before.argument()));
                } else {
                    paths.add(new Unrolled(path.get(), Optional.empty(), argument));
                }
            }
        }
        return open;
    }

    /** The columns that a pattern matches, or the one that is written. */
    private static List<TypedExpression> values(Argument argument, StatementContext context) {
        if (argument instanceof Argument.Value value) {
            if (value.expression() instanceof Expression.Call call
                    && call.function().equals("each")) {
                return Assignments.of(List.of(argument), context.scope(), context.issues()).columns().stream()
                        .map(Assigned::value)
                        .toList();
            }
            return List.of(context.analyze(value.expression(), context.scope()));
        }
        context.invalid(argument.span(), "unroll() takes columns and their fields only.", "");
        return List.of();
    }
}
