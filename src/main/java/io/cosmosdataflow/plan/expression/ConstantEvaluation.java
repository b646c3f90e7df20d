package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.spark.ConstantColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates expressions with Spark's own analyzer and evaluator, without a session: a constant has the value
 * that the same expression has in a row.
 */
final class ConstantEvaluation {

    private ConstantEvaluation() {}

    /** Plain ones right here, the rest by Spark; empty for NULL and for what needs data. */
    static List<Optional<Object>> of(List<TypedExpression> expressions, Instant startOfRun) {
        List<Optional<Object>> values = new ArrayList<>();
        List<TypedExpression> left = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (TypedExpression expression : expressions) {
            Optional<Object> plain = PlainConstants.value(expression);
            boolean settled = plain.isPresent() || expression instanceof TypedExpression.Constant;
            if (!settled && !ConstantValues.needsData(expression)) {
                places.add(values.size());
                left.add(expression);
            }
            values.add(plain);
        }
        List<Optional<Object>> evaluated = bySpark(left, startOfRun);
        for (int i = 0; i < places.size(); i++) {
            values.set(places.get(i), evaluated.get(i));
        }
        return values;
    }

    static List<Optional<Object>> bySpark(List<TypedExpression> expressions, Instant startOfRun) {
        ColumnBuilder builder = ColumnBuilder.of(startOfRun);
        return ConstantColumns.of(expressions.stream().map(builder::column).toList(), FlowSession.SETTINGS);
    }
}
