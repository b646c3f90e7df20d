package io.cosmosdataflow.emulator.sql.value;

import com.fasterxml.jackson.databind.JsonNode;

/** Values as a key of a hash table, equal where the query language holds them equal; null is undefined. */
public final class ValueKey {
    private final JsonNode[] values;
    private final int hash;

    public ValueKey(JsonNode... values) {
        this.values = values;
        int combined = 1;
        for (JsonNode value : values) {
            combined = 31 * combined + Values.hash(value);
        }
        this.hash = combined;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ValueKey key) || key.hash != hash || key.values.length != values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!Values.equal(values[i], key.values[i])) {
                return false;
            }
        }
        return true;
    }
}
