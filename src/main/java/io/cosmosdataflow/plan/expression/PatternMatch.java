package io.cosmosdataflow.plan.expression;

import java.util.List;
import java.util.Objects;

/**
 * The column that a pattern is being applied to.
 *
 * @param name what {@code $$} is on the left of {@code =}
 * @param value what {@code $$} is on the right
 * @param path what {@code $0} is: the name, behind the names of the structs around it
 * @param groups what {@code $1}, {@code $2}, ... are
 */
public record PatternMatch(String name, TypedExpression value, String path, List<String> groups) {

    public PatternMatch {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(path, "path");
        groups = List.copyOf(groups);
    }
}
