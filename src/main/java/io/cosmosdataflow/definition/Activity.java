package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a pipeline.
 *
 * @param policy as far as it is written without expressions; {@link ActivityPolicy#read} reads {@code policy}
 *     of {@code raw} anew once those are resolved
 * @param typeProperties with their expressions as written
 * @param onInactiveMarkAs how an inactive activity counts for those that depend on it
 */
public record Activity(
        String name,
        String type,
        List<Dependency> dependsOn,
        ActivityPolicy policy,
        JsonObject typeProperties,
        List<Reference> inputs,
        List<Reference> outputs,
        Optional<Reference> linkedService,
        Map<String, JsonValue> userProperties,
        ActivityState state,
        Dependency.DependencyCondition onInactiveMarkAs,
        Span span,
        JsonObject raw) {

    public Activity {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        dependsOn = List.copyOf(dependsOn);
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(typeProperties, "typeProperties");
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        Objects.requireNonNull(linkedService, "linkedService");
        userProperties = Collections.unmodifiableMap(new LinkedHashMap<>(userProperties));
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(onInactiveMarkAs, "onInactiveMarkAs");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }

    /** {@code activity 'x'}: for messages. */
    public String shown() {
        return "activity '" + name + "'";
    }

    /** Whether the activity runs or is passed over. */
    public enum ActivityState {
        Active,
        Inactive
    }
}
