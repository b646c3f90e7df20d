package io.cosmosdataflow.plan.statement;

import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.plan.node.Node.Binding;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the JSON around the script says of its streams: {@code sources}, {@code sinks} and {@code
 * transformations}, by name.
 */
public final class Bindings {

    private final Map<String, JsonObject> entries = new HashMap<>();
    private final Span span;

    private Bindings(Span span) {
        this.span = span;
    }

    public static Bindings of(JsonObject typeProperties) {
        Bindings bindings = new Bindings(typeProperties.span());
        for (String list : new String[] {"transformations", "sinks", "sources"}) {
            typeProperties
                    .find(list)
                    .map(Member::value)
                    .filter(JsonArray.class::isInstance)
                    .ifPresent(array -> ((JsonArray) array)
                            .items().stream()
                                    .filter(JsonObject.class::isInstance)
                                    .map(JsonObject.class::cast)
                                    .forEach(bindings::put));
        }
        return bindings;
    }

    private void put(JsonObject entry) {
        text(entry, "name").ifPresent(name -> entries.put(name, entry));
    }

    boolean has(String stream) {
        return entries.containsKey(stream);
    }

    public Binding of(String stream) {
        JsonObject entry = entries.get(stream);
        return entry == null
                ? new Binding(Optional.empty(), Optional.empty(), span)
                : new Binding(reference(entry, "dataset"), reference(entry, "linkedService"), entry.span());
    }

    /** The flowlet that a stream stands for. */
    public Optional<Reference> flowlet(String stream) {
        return Optional.ofNullable(entries.get(stream)).flatMap(entry -> reference(entry, "flowlet"));
    }

    private static Optional<Reference> reference(JsonObject entry, String property) {
        return entry.find(property)
                .map(Member::value)
                .filter(JsonObject.class::isInstance)
                .flatMap(value -> reference((JsonObject) value));
    }

    public static Optional<Reference> reference(JsonObject reference) {
        return text(reference, "referenceName").map(name -> {
            JsonObject parameters = reference
                    .find("parameters")
                    .map(Member::value)
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast)
                    .orElse(new JsonObject(reference.span(), Map.of()));
            Span at = reference.find("referenceName").orElseThrow().value().span();
            return new Reference(name, text(reference, "type").orElse(""), parameters, at);
        });
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.find(name)
                .map(Member::value)
                .filter(JsonText.class::isInstance)
                .map(value -> ((JsonText) value).text());
    }
}
