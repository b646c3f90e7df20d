package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.plan.expression.ConstantValues;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Sort;
import io.cosmosdataflow.plan.node.SortKey;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code asc(value, nullsFirst)} and {@code desc(value, nullsFirst)}. Source: Microsoft Learn, data-flow-sort. */
public final class SortKeys {

    private SortKeys() {}

    public static Optional<Node> sort(StatementContext context) {
        boolean caseInsensitive = context.properties().flag("caseInsensitive", false);
        return Optional.of(new Sort(
                context.shape(context.input()),
                all(context.expressions(Set.of()), context.scope(), caseInsensitive, context)));
    }

    /** Reports expressions that are no sort keys. */
    static List<SortKey> all(
            List<Expression> expressions, ExpressionScope scope, boolean caseInsensitive, StatementContext context) {
        List<SortKey> keys = new ArrayList<>();
        for (Expression expression : expressions) {
            of(expression, scope, caseInsensitive, context)
                    .ifPresentOrElse(
                            keys::add,
                            () -> context.invalid(
                                    expression.span(),
                                    "This is no sort condition.",
                                    "Write asc(column, true) or desc(column, true); true puts nulls first."));
        }
        return keys;
    }

    private static Optional<Boolean> nullsFirst(
            Expression expression, ExpressionScope scope, StatementContext context) {
        TypedExpression flag = context.analyze(expression, scope);
        return ConstantValues.waits(flag)
                ? Optional.of(true)
                : ConstantValues.value(flag, context.flow().startOfRun())
                        .filter(Boolean.class::isInstance)
                        .map(Boolean.class::cast);
    }

    /** Empty if the expression is something else. */
    static Optional<SortKey> of(
            Expression expression, ExpressionScope scope, boolean caseInsensitive, StatementContext context) {
        boolean is = expression instanceof Expression.Call call
                && (call.function().equals("asc") || call.function().equals("desc"));
        if (!is) {
            return Optional.empty();
        }
        Expression.Call call = (Expression.Call) expression;
        List<Expression> arguments = call.arguments().stream()
                .filter(Argument.Value.class::isInstance)
                .map(argument -> ((Argument.Value) argument).expression())
                .toList();
        if (arguments.isEmpty()
                || arguments.size() > 2
                || arguments.size() < call.arguments().size()) {
            return Optional.empty();
        }
        Optional<Boolean> nullsFirst =
                arguments.size() < 2 ? Optional.of(true) : nullsFirst(arguments.get(1), scope, context);
        return nullsFirst.map(first -> new SortKey(
                context.analyze(arguments.get(0), scope), call.function().equals("asc"), first, caseInsensitive));
    }
}
