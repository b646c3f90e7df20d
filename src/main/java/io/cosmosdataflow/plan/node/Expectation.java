package io.cosmosdataflow.plan.node;

import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.stream.StreamColumn;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a row has to fulfil.
 *
 * @param id by which {@code hasError('id')} asks for it
 * @param ignoreNulls whether a row passes where NULL leaves it open
 * @param filter rows that it concerns; empty: all
 * @param message why a row fails it
 */
public record Expectation(
        String id,
        boolean ignoreNulls,
        Optional<TypedExpression> filter,
        Optional<TypedExpression> message,
        Rule rule) {

    public Expectation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(rule, "rule");
    }

    /** The kinds. */
    public sealed interface Rule {}

    /** A condition is true. */
    public record True(TypedExpression condition) implements Rule {}

    /** No other row has these values. */
    public record Unique(List<TypedExpression> values) implements Rule {
        public Unique {
            values = List.copyOf(values);
        }
    }

    /**
     * A row of the second stream fits.
     *
     * @param right that stream's columns under the slots that the condition knows them by
     */
    public record Exists(TypedExpression condition, List<StreamColumn> right) implements Rule {
        public Exists {
            right = List.copyOf(right);
        }
    }
}
