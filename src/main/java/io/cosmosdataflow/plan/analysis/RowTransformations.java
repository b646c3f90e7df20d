package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.AlterRow;
import io.cosmosdataflow.plan.node.Node.Filter;
import io.cosmosdataflow.plan.node.Node.Split;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Transformations that choose or mark rows: filter, split, alterRow.
 *
 * <p>Source: Microsoft Learn, data-flow-filter, data-flow-conditional-split, data-flow-alter-row.
 */
public final class RowTransformations {

    private static final Map<String, RowPolicy> POLICIES = Map.of(
            "insertIf", RowPolicy.INSERT,
            "updateIf", RowPolicy.UPDATE,
            "upsertIf", RowPolicy.UPSERT,
            "deleteIf", RowPolicy.DELETE);

    private RowTransformations() {}

    public static Optional<Node> filter(StatementContext context) {
        List<Expression> conditions = context.expressions(Set.of());
        if (conditions.size() != 1) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "A filter has one condition, not " + conditions.size() + ".",
                    "");
            return Optional.empty();
        }
        TypedExpression condition = context.condition(conditions.get(0), context.scope());
        return Optional.of(new Filter(context.shape(context.input()), condition));
    }

    /** {@code disjoint: true} sends a row to every branch whose condition it meets, whatever the word suggests. */
    public static Optional<Node> split(StatementContext context) {
        boolean allMatches = context.properties().flag("disjoint", false);
        List<String> branches = context.statement().branches();
        List<TypedExpression> conditions = new ArrayList<>();
        context.expressions(Set.of())
                .forEach(expression -> conditions.add(context.condition(expression, context.scope())));
        if (branches.isEmpty() || conditions.size() > branches.size() || conditions.size() < branches.size() - 1) {
            context.invalid(
                    context.statement().nameSpan(),
                    "A split with " + conditions.size() + (conditions.size() == 1 ? " condition" : " conditions")
                            + " has " + (conditions.size() + 1) + " branches, and " + branches.size()
                            + " are named.",
                    "Write ~> " + context.name() + "@(first, .., default).");
            return Optional.empty();
        }
        return Optional.of(new Split(context.shape(context.input()), conditions, allMatches));
    }

    public static Optional<Node> alterRow(StatementContext context) {
        List<Map.Entry<RowPolicy, TypedExpression>> conditions = new ArrayList<>();
        for (Expression expression : context.expressions(Set.of())) {
            Optional<RowPolicy> policy = expression instanceof Expression.Call call
                    ? Optional.ofNullable(POLICIES.get(call.function()))
                    : Optional.empty();
            if (policy.isEmpty() || !hasOneValue((Expression.Call) expression)) {
                context.invalid(
                        expression.span(),
                        "alterRow takes conditions only.",
                        "Write insertIf(..), updateIf(..), upsertIf(..) or deleteIf(..), each with one condition.");
                continue;
            }
            Argument.Value value =
                    (Argument.Value) ((Expression.Call) expression).arguments().get(0);
            conditions.add(Map.entry(policy.get(), context.condition(value.expression(), context.scope())));
        }
        return Optional.of(new AlterRow(context.shape(context.input().withMark(RowMark.POLICY)), conditions));
    }

    private static boolean hasOneValue(Expression.Call call) {
        return call.arguments().size() == 1 && call.arguments().get(0) instanceof Argument.Value;
    }
}
