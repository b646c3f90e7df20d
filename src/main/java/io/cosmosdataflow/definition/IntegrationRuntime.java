package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;

/** Where Data Factory would run; Spark takes its place here, so it is read and has no effect. */
public record IntegrationRuntime(String name, String type, JsonObject typeProperties, Span span, JsonObject raw)
        implements Resource {

    public IntegrationRuntime {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(typeProperties, "typeProperties");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }
}
