package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.databind.node.BigIntegerNode;
import java.math.BigInteger;

/**
 * The node that Jackson makes of a whole number beyond 64 bits. The SDK knows no such type: where it sorts, groups or
 * compares, it would throw within its stream, and the query would never end. It may take the number for a double.
 */
final class LargeInteger extends BigIntegerNode {

    private final boolean known;

    LargeInteger(BigInteger value) {
        this(value, true);
    }

    private LargeInteger(BigInteger value, boolean known) {
        super(value);
        this.known = known;
    }

    LargeInteger handedOn() {
        return new LargeInteger(_value, false);
    }

    @Override
    public boolean isDouble() {
        return known;
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
