package io.cosmosdataflow.plan.node;

import java.util.Objects;
import java.util.Optional;

/**
 * The rows around a row that an aggregate of a window sees.
 *
 * @param range by the value of the sort column instead of by rows
 * @param start negative: before the row; empty: from the first on
 * @param end negative: before the row; empty: up to the last
 */
public record Frame(boolean range, Optional<Long> start, Optional<Long> end) {

    public Frame {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
    }
}
