package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.plan.expression.TypedExpression.CacheValue;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Lambda;
import io.cosmosdataflow.plan.expression.TypedExpression.MarkValue;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Variable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values of expressions that need no data: of parameters, patterns, and settings in parentheses. */
public final class ConstantValues {

    private ConstantValues() {}

    /** Whether it has a value only in the run. */
    public static boolean waits(TypedExpression expression) {
        return Parts.any(expression, UnknownValue.class::isInstance);
    }

    /** Empty if the expression is NULL, needs data, or waits for the run. */
    public static Optional<Object> value(TypedExpression expression, Instant startOfRun) {
        if (expression instanceof Constant constant) {
            return Optional.ofNullable(constant.value());
        }
        return values(List.of(expression), startOfRun).get(0);
    }

    /** Many at once, which is much faster than one by one. */
    public static List<Optional<Object>> values(List<TypedExpression> expressions, Instant startOfRun) {
        return ConstantEvaluation.of(expressions, startOfRun);
    }

    /** Variables of lambdas inside the expression are its own. */
    static boolean needsData(TypedExpression expression) {
        return needsData(expression, Set.of());
    }

    private static boolean needsData(TypedExpression expression, Set<Integer> bound) {
        if (expression instanceof Lambda lambda) {
            Set<Integer> inside = new HashSet<>(bound);
            lambda.variables().forEach(variable -> inside.add(variable.id()));
            return needsData(lambda.body(), inside);
        }
        if (expression instanceof Variable variable) {
            return !bound.contains(variable.id());
        }
        boolean data = expression instanceof ColumnValue
                || expression instanceof MarkValue
                || expression instanceof CacheValue
                || expression instanceof UnknownValue;
        return data || Parts.of(expression).stream().anyMatch(part -> needsData(part, bound));
    }
}
