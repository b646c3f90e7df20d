package io.cosmosdataflow.plan.node;

import io.cosmosdataflow.plan.expression.TypedExpression;
import java.util.Objects;

/** {@code asc(value, nullsFirst)} or {@code desc(value, nullsFirst)}. */
public record SortKey(TypedExpression value, boolean ascending, boolean nullsFirst, boolean caseInsensitive) {

    public SortKey {
        Objects.requireNonNull(value, "value");
    }
}
