package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonNull;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Headers as definitions have them: an object, its text, or lines of {@code name: value}. */
public final class RequestHeaders {

    private static final Pattern LINES = Pattern.compile("[^:\\s]++:[^\\r\\n]*+(?:[\\r\\n]++[^:\\s]++:[^\\r\\n]*+)*+");

    private RequestHeaders() {}

    /** Empty if something is wrong with them, which is reported, or waits for the run. */
    public static Optional<Map<String, String>> read(Properties properties, String name) {
        boolean known = properties
                .json()
                .find(name)
                .filter(member -> !Constants.known(member.value()))
                .isEmpty();
        Optional<JsonValue> value = properties.value(name).map(RequestHeaders::parsed);
        if (!known) {
            return Optional.empty();
        }
        if (value.isEmpty()
                || value.get() instanceof JsonText text && text.text().isBlank()) {
            return Optional.of(Map.of());
        }
        if (value.get() instanceof JsonObject object) {
            return read(properties, object);
        }
        if (value.get() instanceof JsonText text
                && LINES.matcher(text.text().strip()).matches()) {
            return Optional.of(lines(text.text()));
        }
        wrong(
                properties,
                value.get(),
                "'" + name + "' of " + properties.owner() + " must be an object, and is "
                        + value.get().kind() + ".",
                "Write {\"name\": \"value\"}.");
        return Optional.empty();
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] sides = line.split(":", 2);
            headers.put(sides[0].strip(), sides[1].strip());
        });
        return headers;
    }

    private static Optional<Map<String, String>> read(Properties properties, JsonObject object) {
        Map<String, String> headers = new LinkedHashMap<>();
        boolean plain = true;
        for (Map.Entry<String, JsonValue.Member> each : object.members().entrySet()) {
            JsonValue header = each.getValue().value();
            if (header instanceof JsonObject || header instanceof JsonArray) {
                wrong(
                        properties,
                        header,
                        "Header '" + each.getKey() + "' of " + properties.owner() + " must be a text, and is "
                                + header.kind() + ".",
                        "Write a text, or an expression that gives one.");
                plain = false;
            } else if (!(header instanceof JsonNull)) {
                headers.put(each.getKey(), header.toNode().asText());
            }
        }
        return plain ? Optional.of(headers) : Optional.empty();
    }

    private static JsonValue parsed(JsonValue value) {
        if (value instanceof JsonText text && text.text().trim().startsWith("{")) {
            try {
                return JsonValue.of(JsonReader.read("headers", text.text()).toNode(), text.span());
            } catch (JobException e) {
                return value;
            }
        }
        return value;
    }

    private static void wrong(Properties properties, JsonValue where, String message, String hint) {
        properties.issues().error(ErrorCode.InvalidProperty, where.span(), message, hint);
    }
}
