package io.cosmosdataflow.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Finds out which settings a reader knows, by letting it read an object without any. */
public final class AskedNames {

    private AskedNames() {}

    /**
     * The paths of all names that the reader asks for, {@code formatSettings.compressionProperties.type} for
     * instance. Each object that it asks for is given to it, empty, until it asks for nothing new.
     *
     * @param given values on which the reader's questions depend, by path
     */
    public static Set<String> of(Consumer<Properties> reader, Map<String, String> given) {
        Set<String> asked = new TreeSet<>();
        int before;
        do {
            before = asked.size();
            reader.accept(Properties.heard(object(asked, given), "the settings", new Issues(), asked::add));
        } while (asked.size() > before);
        asked.removeIf(path -> path.endsWith("."));
        Set<String> names = new TreeSet<>();
        asked.forEach(path -> names.add(path.replace("[]", "")));
        return names;
    }

    private static JsonObject object(Set<String> asked, Map<String, String> given) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        asked.stream().filter(path -> path.endsWith(".")).forEach(path -> at(root, path));
        given.forEach((path, value) -> {
            int dot = path.lastIndexOf('.') + 1;
            at(root, path.substring(0, dot)).put(path.substring(dot), value);
        });
        return (JsonObject) JsonValue.of(root, Span.startOf("settings"));
    }

    /** The object at a path that ends with a dot, made where it is missing. */
    private static ObjectNode at(ObjectNode root, String path) {
        ObjectNode current = root;
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
            String name = step.replace("[]", "");
            if (step.endsWith("[]")) {
                ArrayNode array = current.withArray(name);
                current = array.isEmpty() ? array.addObject() : (ObjectNode) array.get(0);
            } else {
                current = current.withObject("/" + name);
            }
        }
        return current;
    }
}
