package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.databind.node.DoubleNode;

/**
 * The node that Jackson makes of a number with a fraction or an exponent, and the text that it was written as. It is
 * Jackson's own in all that other readers look at: the connector tells types by the classes of nodes. {@link #toString}
 * gives the text.
 */
final class WrittenDouble extends DoubleNode {

    private final String text;

    private final boolean known;

    WrittenDouble(String text, double value) {
        this(text, value, true);
    }

    /** @param known whether the SDK may take it for the number that it is */
    private WrittenDouble(String text, double value, boolean known) {
        super(value);
        this.text = text;
        this.known = known;
    }

    WrittenDouble handedOn() {
        return new WrittenDouble(text, _value, false);
    }

    @Override
    public boolean isDouble() {
        return known;
    }

    @Override
    public String toString() {
        return text;
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
