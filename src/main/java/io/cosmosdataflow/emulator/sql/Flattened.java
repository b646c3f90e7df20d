package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The values that each outer value stands for, one after the other. */
final class Flattened implements Iterator<JsonNode> {
    private final Iterator<JsonNode> outer;
    private final Function<JsonNode, Iterator<JsonNode>> values;
    private Iterator<JsonNode> inner = Collections.emptyIterator();

    Flattened(Iterator<JsonNode> outer, Function<JsonNode, Iterator<JsonNode>> values) {
        this.outer = outer;
        this.values = values;
    }

    @Override
    public boolean hasNext() {
        while (!inner.hasNext()) {
            if (!outer.hasNext()) {
                return false;
            }
            inner = values.apply(outer.next());
        }
        return true;
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more values");
        }
        return inner.next();
    }
}
