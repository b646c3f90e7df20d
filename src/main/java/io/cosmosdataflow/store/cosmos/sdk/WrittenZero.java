package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.databind.node.IntNode;

/** {@code -0}, the one whole number that Jackson does not print as it was written; else Jackson's own node of it. */
final class WrittenZero extends IntNode {

    private static final String TEXT = "-0";

    static final WrittenZero NODE = new WrittenZero(true);
    static final WrittenZero HANDED_ON = new WrittenZero(false);

    private final boolean known;

    /** @param known whether the SDK may take it for the number that it is */
    private WrittenZero(boolean known) {
        super(0);
        this.known = known;
    }

    @Override
    public boolean isInt() {
        return known;
    }

    static boolean is(String text) {
        return text.equals(TEXT);
    }

    @Override
    public String toString() {
        return TEXT;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
