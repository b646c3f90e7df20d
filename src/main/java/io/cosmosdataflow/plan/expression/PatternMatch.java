package io.cosmosdataflow.plan.expression;

import java.util.List;
import java.util.Objects;

/**
 * The column that a pattern is being applied to.
 *
 * @param value what {@code $$} is: the column, or its name in a condition and on the left of {@code =}
 * @param path what {@code $0} is: the name, behind the names of the structs around it
 * @param groups what {@code $1}, {@code $2}, ... are
 */
public record PatternMatch(TypedExpression value, String path, List<String> groups) {

    public PatternMatch {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(path, "path");
        groups = List.copyOf(groups);
    }
}
