package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;

/**
 * A mapping data flow.
 *
 * @param type {@code MappingDataFlow}, {@code Flowlet} or {@code WranglingDataFlow}
 * @param typeProperties sources, sinks, transformations and script as they stand in the file
 */
public record DataFlow(String name, String type, JsonObject typeProperties, Span span, JsonObject raw)
        implements Resource {

    public DataFlow {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(typeProperties, "typeProperties");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }
}
