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
 * @param typeProperties with their expressions as written
 */
public record Activity(
        String name,
        String type,
        Execution execution,
        References references,
        JsonObject typeProperties,
        Map<String, JsonValue> userProperties,
        Span span,
        JsonObject raw) {

    public Activity {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(references, "references");
        Objects.requireNonNull(typeProperties, "typeProperties");
        userProperties = Collections.unmodifiableMap(new LinkedHashMap<>(userProperties));
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }

    /**
     * When and how it is run.
     *
     * @param policy as far as it is written without expressions; {@link ActivityPolicy#read} reads {@code policy}
     *     of {@code raw} anew once those are resolved
     * @param onInactiveMarkAs how an inactive activity counts for those that depend on it
     */
    public record Execution(
            List<Dependency> dependsOn,
            ActivityPolicy policy,
            ActivityState state,
            Dependency.DependencyCondition onInactiveMarkAs) {

        public Execution {
            dependsOn = List.copyOf(dependsOn);
            Objects.requireNonNull(policy, "policy");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(onInactiveMarkAs, "onInactiveMarkAs");
        }

        public boolean active() {
            return state == ActivityState.Active;
        }
    }

    /** What it names of the factory, apart from its type properties. */
    public record References(List<Reference> inputs, List<Reference> outputs, Optional<Reference> linkedService) {

        public References {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            Objects.requireNonNull(linkedService, "linkedService");
        }
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
