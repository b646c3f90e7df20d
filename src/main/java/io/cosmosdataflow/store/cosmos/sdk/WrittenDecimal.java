package io.cosmosdataflow.store.cosmos.sdk;

import java.math.BigDecimal;

/**
 * A number on its way through Jackson's conversions, which hand it on as it is: the SDK unwraps the values of a query
 * by converting the node of each.
 */
final class WrittenDecimal extends BigDecimal {

    private static final long serialVersionUID = 1L;
    private final String text;

    WrittenDecimal(String text) {
        super(text);
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
