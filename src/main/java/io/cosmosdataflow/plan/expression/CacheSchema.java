package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.List;
import java.util.Objects;

/** What a cache sink holds. {@code keys} are the names of the columns that {@code lookup} compares. */
public record CacheSchema(String sink, StreamSchema schema, List<String> keys) {

    public CacheSchema {
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(schema, "schema");
        keys = List.copyOf(keys);
    }
}
