package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.script.Expression;
import java.util.Optional;

/** Names on the left of {@code =}. */
public final class Targets {

    private Targets() {}

    /** A plain name, or a text that stands for one; empty for an expression. */
    public static Optional<String> name(Expression target) {
        if (target instanceof Expression.ColumnName column) {
            return Optional.of(column.name());
        }
        if (target instanceof Expression.Text text) {
            return Optional.of(text.value());
        }
        return target instanceof Expression.BooleanLiteral literal
                ? Optional.of(String.valueOf(literal.value()))
                : Optional.empty();
    }

    /** The name that a column keeps where no other is given: that of the column, or of the last field. */
    public static Optional<String> lastName(Expression value) {
        return value instanceof Expression.Field field ? Optional.of(field.name()) : name(value);
    }
}
