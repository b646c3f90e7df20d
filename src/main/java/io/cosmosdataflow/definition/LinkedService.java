package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How to reach a store: {@code CosmosDb}, {@code AzureBlobStorage}, ... */
public record LinkedService(
        String name,
        String type,
        JsonObject typeProperties,
        Map<String, ParameterDefinition> parameters,
        Optional<Reference> connectVia,
        Span span,
        JsonObject raw)
        implements Resource {

    public LinkedService {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(typeProperties, "typeProperties");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        Objects.requireNonNull(connectVia, "connectVia");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }

    public LinkedService withTypeProperties(JsonObject resolved) {
        return new LinkedService(name, type, resolved, parameters, connectVia, span, raw);
    }

    /** {@code linked service 'x'}: for messages. */
    public String shown() {
        return "linked service '" + name + "'";
    }
}
