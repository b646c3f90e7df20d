package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Broadcast;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Exists;
import io.cosmosdataflow.plan.node.Node.Join;
import io.cosmosdataflow.plan.node.Node.Lookup;
import io.cosmosdataflow.plan.node.SortKey;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Transformations that bring two streams together by a condition: join, lookup, exists.
 *
 * <p>Source: Microsoft Learn, data-flow-join, data-flow-lookup, data-flow-exists.
 */
public final class JoinAnalysis {

    private JoinAnalysis() {}

    public static Optional<Node> join(StatementContext context) {
        if (!twoInputs(context)) {
            return Optional.empty();
        }
        Properties properties = context.properties();
        Join.Type type = type(properties);
        Broadcast broadcast = properties.choice("broadcast", Broadcast.auto);
        StreamSchema joined = context.joined();
        List<Expression> conditions = context.expressions(Set.of());
        Optional<TypedExpression> condition = conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(context.condition(conditions.get(0), context.scope(joined)));
        if (conditions.size() > 1 || conditions.isEmpty() && type != Join.Type.cross) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "A join has one condition, not " + conditions.size() + ".",
                    conditions.isEmpty() ? "Write one, or joinType: 'cross'." : "Combine them with &&.");
        }
        return FuzzyJoin.of(context, type, condition, broadcast);
    }

    private static Join.Type type(Properties properties) {
        String type = properties.text("joinType", "inner");
        return switch (type) {
            case "left_outer" -> Join.Type.left;
            case "right_outer" -> Join.Type.right;
            case "full_outer" -> Join.Type.outer;
            default -> properties.choice("joinType", Join.Type.inner);
        };
    }

    /** Scripts without {@code multiple} were made before it existed, and give all matches. */
    public static Optional<Node> lookup(StatementContext context) {
        if (!twoInputs(context)) {
            return Optional.empty();
        }
        Properties properties = context.properties();
        boolean multiple = properties.flag("multiple", true);
        Lookup.Pickup pickup = properties.choice("pickup", Lookup.Pickup.any);
        Broadcast broadcast = properties.choice("broadcast", Broadcast.auto);
        StreamSchema joined = context.joined();
        List<Expression> conditions = new ArrayList<>();
        List<SortKey> order = new ArrayList<>();
        for (Expression expression : context.expressions(Set.of())) {
            Optional<SortKey> key = SortKeys.of(expression, context.scope(joined), false, context);
            key.ifPresentOrElse(order::add, () -> conditions.add(expression));
        }
        Optional<TypedExpression> condition = condition(conditions, context.scope(joined), context);
        return condition.map(each -> new Lookup(
                context.shape(joined.withMark(RowMark.MATCH)),
                each,
                context.joinedRight(),
                multiple,
                pickup,
                order,
                broadcast));
    }

    /** Columns of the left stream only. */
    public static Optional<Node> exists(StatementContext context) {
        if (!twoInputs(context)) {
            return Optional.empty();
        }
        Properties properties = context.properties();
        boolean negate = properties.flag("negate", false);
        Broadcast broadcast = properties.choice("broadcast", Broadcast.auto);
        Optional<TypedExpression> condition =
                condition(context.expressions(Set.of()), context.scope(context.joined()), context);
        return condition.map(
                each -> new Exists(context.shape(context.input(0)), each, context.joinedRight(), negate, broadcast));
    }

    private static Optional<TypedExpression> condition(
            List<Expression> expressions, ExpressionScope scope, StatementContext context) {
        if (expressions.size() != 1) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "There must be one condition in " + context.shown() + ", not " + expressions.size() + ".",
                    "");
            return Optional.empty();
        }
        return Optional.of(context.condition(expressions.get(0), scope));
    }

    private static boolean twoInputs(StatementContext context) {
        return context.inputCount() == 2;
    }
}
