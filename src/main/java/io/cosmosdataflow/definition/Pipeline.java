package io.cosmosdataflow.definition;

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
 * Activities and what they share.
 *
 * @param activities in the order of the file; dependencies decide the order of the run
 * @param concurrency runs at a time that Data Factory would allow; empty means no limit
 */
public record Pipeline(
        String name,
        List<Activity> activities,
        Map<String, ParameterDefinition> parameters,
        Map<String, ParameterDefinition> variables,
        Optional<Integer> concurrency,
        Span span,
        JsonObject raw)
        implements Resource {

    public Pipeline {
        Objects.requireNonNull(name, "name");
        activities = List.copyOf(activities);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        Objects.requireNonNull(concurrency, "concurrency");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(raw, "raw");
    }

    /** With those inside others. */
    public Stream<Activity> allActivities() {
        return activities.stream().flatMap(Activity::all);
    }

    /** One that is not inside another; upper and lower case are the same. */
    public Optional<Activity> find(String activity) {
        return activities.stream()
                .filter(each -> each.name().equalsIgnoreCase(activity))
                .findFirst();
    }

    /** {@code pipeline 'x'}: for messages. */
    public String shown() {
        return "pipeline '" + name + "'";
    }
}
