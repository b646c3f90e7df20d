package io.cosmosdataflow.plan.node;

import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.stream.StreamColumn;
import java.util.Objects;

/** A column that a transformation makes, and how. */
public record Output(StreamColumn column, TypedExpression value) {

    public Output {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(value, "value");
    }

    /** Whether the column is one of the input as it is. */
    public boolean kept() {
        return value instanceof TypedExpression.ColumnValue same
                && same.column().slot().equals(column.slot())
                && same.type().equals(column.type());
    }
}
