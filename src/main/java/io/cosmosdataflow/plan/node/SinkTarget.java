package io.cosmosdataflow.plan.node;

/** Where the rows of a sink go: to a store, or into memory for lookups, and from there to the activity's output. */
public enum SinkTarget {
    STORE,
    CACHE,
    CACHE_AND_OUTPUT;

    public boolean cached() {
        return this != STORE;
    }
}
