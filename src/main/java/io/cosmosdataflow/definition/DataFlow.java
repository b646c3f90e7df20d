package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
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

    /** What a data flow lists its streams by. */
    public static final List<String> STREAMS = List.of("sources", "transformations", "sinks");

    /**
     * Whether the file has the form of the preview of 2018, which kept the streams in {@code properties} itself: it has
     * no {@code typeProperties}, and its statements are of an older language.
     */
    public boolean ofPreview() {
        return raw.find("properties")
                .map(Member::value)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(properties -> properties.find("typeProperties").isEmpty())
                .filter(properties ->
                        STREAMS.stream().anyMatch(name -> properties.find(name).isPresent()))
                .isPresent();
    }
}
