package io.cosmosdataflow.compile;

import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.Parts;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.stream.StreamColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;

/**
 * A condition between two streams that says no more than that values of the left one equal values of the right one.
 *
 * @param nullSafe for each pair, whether NULL equals NULL
 */
record EqualKeys(List<TypedExpression> left, List<TypedExpression> right, List<Boolean> nullSafe) {

    EqualKeys {
        left = List.copyOf(left);
        right = List.copyOf(right);
        nullSafe = List.copyOf(nullSafe);
    }

    /** Empty if the condition says something else. @param right columns of the right stream in the condition */
    static Optional<EqualKeys> of(TypedExpression condition, List<StreamColumn> right) {
        Set<String> slots = right.stream().map(StreamColumn::slot).collect(Collectors.toSet());
        List<FunctionCall> pairs = new ArrayList<>();
        if (!pairs(condition, pairs)) {
            return Optional.empty();
        }
        List<TypedExpression> lefts = new ArrayList<>();
        List<TypedExpression> rights = new ArrayList<>();
        List<Boolean> nullSafe = new ArrayList<>();
        for (FunctionCall pair : pairs) {
            TypedExpression first = pair.arguments().get(0);
            TypedExpression second = pair.arguments().get(1);
            boolean inOrder = only(first, slots, false) && only(second, slots, true);
            boolean turned = only(first, slots, true) && only(second, slots, false);
            if (!inOrder && !turned || !comparable(first.type(), second.type())) {
                return Optional.empty();
            }
            lefts.add(inOrder ? first : second);
            rights.add(inOrder ? second : first);
            nullSafe.add(pair.function().name().equals("nullSafeEquals"));
        }
        return Optional.of(new EqualKeys(lefts, rights, nullSafe));
    }

    /** Values of other types meet at a third type in the language, which the condition itself knows. */
    private static boolean comparable(DataType first, DataType second) {
        return first.equals(second) && !Types.isNested(first) || Types.isIntegral(first) && Types.isIntegral(second);
    }

    private static boolean pairs(TypedExpression condition, List<FunctionCall> pairs) {
        if (!(condition instanceof FunctionCall call)) {
            return false;
        }
        if (call.function().name().equals("and")) {
            return call.arguments().stream().allMatch(each -> pairs(each, pairs));
        }
        boolean equals =
                Set.of("equals", "nullSafeEquals").contains(call.function().name())
                        && call.arguments().size() == 2;
        if (equals) {
            pairs.add(call);
        }
        return equals;
    }

    /** Whether the expression has columns, and all of that side. */
    private static boolean only(TypedExpression expression, Set<String> right, boolean ofRight) {
        List<TypedExpression> parts = Parts.all(expression).stream()
                .filter(part -> part instanceof ColumnValue || part instanceof TypedExpression.MarkValue)
                .toList();
        return !parts.isEmpty()
                && parts.stream()
                        .allMatch(part -> part instanceof ColumnValue value
                                && right.contains(value.column().slot()) == ofRight);
    }
}
