package io.cosmosdataflow.plan.node;

/** Which side of a join is small enough for every task to have all of it; {@code none} is an old word for {@code off}. */
public enum Broadcast {
    auto,
    off,
    none,
    left,
    right,
    both
}
