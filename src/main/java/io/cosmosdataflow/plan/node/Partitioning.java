package io.cosmosdataflow.plan.node;

import io.cosmosdataflow.plan.expression.TypedExpression;
import java.util.List;
import java.util.Objects;

/**
 * {@code partitionBy(kind, count, columns)}.
 *
 * @param count 0 if Spark decides
 */
public record Partitioning(Kind kind, int count, List<TypedExpression> values) {

    public Partitioning {
        Objects.requireNonNull(kind, "kind");
        values = List.copyOf(values);
    }

    /** Data Factory's own words. */
    public enum Kind {
        hash,
        roundRobin,
        key,
        dynamicRange,
        fixedRange,
        external
    }
}
