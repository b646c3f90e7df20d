package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;

/** An identity that linked services refer to. */
public record Credential(String name, String type, JsonObject typeProperties, Span span, JsonObject raw)
        implements Resource {

    public Credential {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(typeProperties, "typeProperties");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }
}
