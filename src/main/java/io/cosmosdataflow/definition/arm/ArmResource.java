package io.cosmosdataflow.definition.arm;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * A resource of a template.
 *
 * @param type as it is written: {@code Microsoft.DataFactory/factories/pipelines}
 * @param name its own, without those of the resources around it
 * @param properties empty if there are none that can be used; a value that is not known, because of an error in
 *     {@code issues}, is {@link io.cosmosdataflow.definition.json.JsonValue.Unresolved}, and a secret without a value is
 *     left out
 * @param issues what was found in it
 */
public record ArmResource(
        String type, String name, Span nameSpan, Span span, Optional<JsonObject> properties, Issues issues) {

    public ArmResource {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(nameSpan, "nameSpan");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(properties, "properties");
        Objects.requireNonNull(issues, "issues");
    }
}
