package io.cosmosdataflow.definition;

import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;
import java.util.Set;

/**
 * An activity that has to end before another starts. Any of the conditions suffices; several dependencies
 * must all be met.
 */
public record Dependency(String activity, Set<DependencyCondition> conditions, Span span) {

    public Dependency {
        Objects.requireNonNull(activity, "activity");
        conditions = Set.copyOf(conditions);
        Objects.requireNonNull(span, "span");
    }

    /** How the other activity has to end. */
    public enum DependencyCondition {
        Succeeded,
        Failed,
        Skipped,
        Completed
    }
}
