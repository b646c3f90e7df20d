package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;

/** When Data Factory would start a pipeline; read and without effect here. */
public record Trigger(String name, String type, JsonObject typeProperties, Span span, JsonObject raw)
        implements Resource {

    public Trigger {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(typeProperties, "typeProperties");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }
}
