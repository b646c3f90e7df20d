package io.cosmosdataflow.emulator.sql.value;

import com.fasterxml.jackson.databind.JsonNode;

/** A compiled scalar expression: the inputs of one row in, its value out; null is undefined. */
@FunctionalInterface
public interface QueryEvaluator {
    JsonNode value(JsonNode[] row);

    default boolean holds(JsonNode[] row) {
        return Values.isTrue(value(row));
    }
}
