package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.plan.expression.Assignments;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Aggregate;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code aggregate(groupBy(..), name = expression)}. Source: Microsoft Learn, data-flow-aggregate. */
public final class AggregateAnalysis {

    private AggregateAnalysis() {}

    /** The columns of {@code groupBy(..)} and then the aggregates; nothing else of the input goes on. */
    public static Optional<Node> analyze(StatementContext context) {
        MadeColumns columns = new MadeColumns(context.name());
        groups(context).forEach(group -> columns.addIfAbsent(group.name(), group.value()));
        List<Output> groups = columns.outputs();
        List<Argument> arguments = context.argumentsBut(Set.of("groupBy"));
        if (context.nested("groupBy").orElse(List.of()).isEmpty() && arguments.isEmpty()) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "An aggregate needs a groupBy or at least one aggregate.",
                    "Write aggregate(groupBy(key), name = sum(column)).");
            return Optional.empty();
        }
        ExpressionScope scope = context.scope().withKinds(Kind.AGGREGATE);
        Assignments.Result result = Assignments.of(arguments, scope, context.issues());
        for (Assigned assigned : result.columns()) {
            columns.addIfAbsent(assigned.name(), assigned.value());
        }
        List<Output> aggregates =
                columns.outputs().subList(groups.size(), columns.outputs().size());
        StreamSchema schema = new StreamSchema(
                columns.columns(), result.open(), context.input().declared(), Set.of());
        return Optional.of(new Aggregate(context.shape(schema), groups, aggregates));
    }

    static List<Assigned> groups(StatementContext context) {
        return Assignments.of(context.nested("groupBy").orElse(List.of()), context.scope(), context.issues())
                .columns();
    }
}
