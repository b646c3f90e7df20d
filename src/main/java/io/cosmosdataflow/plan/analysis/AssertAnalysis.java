package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.plan.expression.ConstantValues;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.node.Expectation;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Assertion;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;

/**
 * {@code assert(expectTrue(condition, ignoreNulls, 'id', filter, message), ..)}, with {@code expectUnique(a, b,
 * ..)} and {@code expectExists(condition, ..)} in the same form; what stands behind the values may be left out.
 * All rows that have the same values as another fail {@code expectUnique}.
 *
 * <p>Source: Microsoft Learn, data-flow-assert.
 */
public final class AssertAnalysis {

    private static final int MOST_DETAILS = 4;

    private AssertAnalysis() {}

    public static Optional<Node> analyze(StatementContext context) {
        boolean abort = context.properties().flag("abort", false);
        List<Expectation> expectations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Expression expression : context.expressions(Set.of())) {
            Optional<Expectation> expectation = expression instanceof Expression.Call call
                    ? expectation(call, expectations.size() + 1, context)
                    : notOne(expression, context);
            expectation.ifPresent(each -> {
                if (!ids.add(each.id())) {
                    context.issues()
                            .error(
                                    ErrorCode.DuplicateName,
                                    expression.span(),
                                    "There are two assertions '" + each.id() + "'.",
                                    "hasError('" + each.id() + "') could mean either.");
                }
                expectations.add(each);
            });
        }
        return Optional.of(
                new Assertion(context.shape(context.input(0).withMark(RowMark.ERRORS)), expectations, abort));
    }

    private static Optional<Expectation> notOne(Expression expression, StatementContext context) {
        context.invalid(
                expression.span(),
                "assert takes assertions only.",
                "Write expectTrue(..), expectUnique(..) or expectExists(..).");
        return Optional.empty();
    }

    private static Optional<Expectation> expectation(Expression.Call call, int number, StatementContext context) {
        List<Expression> arguments = call.arguments().stream()
                .filter(Argument.Value.class::isInstance)
                .map(argument -> ((Argument.Value) argument).expression())
                .toList();
        int values = 1;
        while (values < arguments.size() && flag(arguments.get(values)).isEmpty()) {
            values++;
        }
        boolean unique = call.function().equals("expectUnique");
        boolean named = arguments.size() < call.arguments().size();
        if (arguments.isEmpty() || named || arguments.size() - values > MOST_DETAILS || !unique && values > 1) {
            context.invalid(
                    call.span(),
                    call.function() + "() takes " + (unique ? "values" : "a condition")
                            + ", and then whether NULLs are ignored, an id, a filter and a message.",
                    "Write " + call.function() + "(" + (unique ? "column" : "condition")
                            + ", false, 'id', null, 'message').");
            return Optional.empty();
        }
        Optional<Expectation.Rule> rule = rule(call, arguments.subList(0, values), context);
        List<Expression> details = arguments.subList(values, arguments.size());
        boolean ignoreNulls = !details.isEmpty() && flag(details.get(0)).orElse(false);
        String id = details.size() > 1 ? id(details.get(1), number, context) : context.name() + number;
        ExpressionScope scope = context.scope(context.input(0));
        Optional<TypedExpression> filter = detail(details, 2).map(each -> context.condition(each, scope));
        Optional<TypedExpression> message =
                detail(details, 3).map(each -> Conversion.of(context.analyze(each, scope), DataTypes.StringType));
        return rule.map(each -> new Expectation(id, ignoreNulls, filter, message, each));
    }

    private static String id(Expression expression, int number, StatementContext context) {
        TypedExpression id = context.analyze(expression, ExpressionScope.withoutColumns(context.flow()));
        Optional<Object> value = ConstantValues.value(id, context.flow().startOfRun());
        if (value.isEmpty() && !ConstantValues.waits(id) && !isNull(expression)) {
            context.invalid(expression.span(), "The id of an assertion must be a constant or a parameter.", "");
        }
        return value.map(String::valueOf).orElse(context.name() + number);
    }

    private static Optional<Expression> detail(List<Expression> details, int index) {
        return index < details.size()
                ? Optional.of(details.get(index)).filter(each -> !isNull(each))
                : Optional.empty();
    }

    private static Optional<Expectation.Rule> rule(
            Expression.Call call, List<Expression> values, StatementContext context) {
        ExpressionScope scope = context.scope(context.input(0));
        switch (call.function()) {
            case "expectTrue":
                return Optional.of(new Expectation.True(context.condition(values.get(0), scope)));
            case "expectUnique":
                return Optional.of(new Expectation.Unique(values.stream()
                        .map(each -> context.analyze(each, scope))
                        .toList()));
            case "expectExists":
                if (context.inputCount() < 2) {
                    context.invalid(
                            call.span(),
                            "expectExists() needs a second stream to look into.",
                            "Write stream, other assert(..).");
                    return Optional.empty();
                }
                return Optional.of(new Expectation.Exists(
                        context.condition(values.get(0), context.scope(context.joined())), context.joinedRight()));
            default:
                return notOne(call, context).map(Expectation::rule);
        }
    }

    private static Optional<Boolean> flag(Expression expression) {
        if (expression instanceof Expression.BooleanLiteral literal) {
            return Optional.of(literal.value());
        }
        return expression instanceof Expression.Call call
                        && call.arguments().isEmpty()
                        && Set.of("true", "false").contains(call.function())
                ? Optional.of(call.function().equals("true"))
                : Optional.empty();
    }

    private static boolean isNull(Expression expression) {
        return expression instanceof Expression.NullLiteral
                || expression instanceof Expression.Call call
                        && call.arguments().isEmpty()
                        && call.function().equals("null");
    }
}
