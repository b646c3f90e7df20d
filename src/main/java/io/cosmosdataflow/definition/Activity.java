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
import java.util.stream.Stream;

/**
 * One step of a pipeline.
 *
 */
public record Activity(
        String name,
        String type,
        Execution execution,
        References references,
        Body body,
        Map<String, JsonValue> userProperties,
        Span span,
        JsonObject raw) {

    public Activity {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(references, "references");
        Objects.requireNonNull(body, "body");
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

    /**
     * What it names of the factory.
     *
     * @param dataset the one in its {@code typeProperties}, of activities that have it there
     * @param pipeline the one that an ExecutePipeline activity runs, with the arguments that it gives
     */
    public record References(
            List<Reference> inputs,
            List<Reference> outputs,
            Optional<Reference> dataset,
            Optional<Reference> pipeline,
            Optional<Reference> linkedService) {

        public References {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            Objects.requireNonNull(dataset, "dataset");
            Objects.requireNonNull(pipeline, "pipeline");
            Objects.requireNonNull(linkedService, "linkedService");
        }
    }

    /**
     * What the activity is about.
     *
     * @param typeProperties with their expressions as written, and without the activities inside, the dataset and
     *     the pipeline
     * @param branches the lists of activities inside
     */
    public record Body(JsonObject typeProperties, List<Branch> branches) {

        public Body {
            Objects.requireNonNull(typeProperties, "typeProperties");
            branches = List.copyOf(branches);
        }
    }

    public JsonObject typeProperties() {
        return body.typeProperties();
    }

    /** Empty for an activity that has no such list. */
    public Optional<Branch> branch(String property) {
        return body.branches().stream()
                .filter(branch -> branch.name().equals(property))
                .findFirst();
    }

    /** This activity, and all inside, those of a list in its order. */
    public Stream<Activity> all() {
        return Stream.concat(
                Stream.of(this),
                body.branches().stream()
                        .flatMap(branch -> branch.activities().stream())
                        .flatMap(Activity::all));
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
