package io.cosmosdataflow.run.web;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.cosmosdataflow.http.WebAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that all activities of the web have. Each reader gives nothing where something is wrong, which is
 * reported, and where the value is known only in the run.
 */
final class RequestSettings {

    private static final String CONTENT_TYPE = "Content-Type";

    private final Properties properties;

    RequestSettings(Properties properties) {
        this.properties = properties;
    }

    Optional<String> method(List<String> allowed) {
        String method = properties.requiredText("method").trim().toUpperCase(Locale.ROOT);
        if (method.isEmpty()) {
            return Optional.empty();
        }
        return allowed.contains(method) ? Optional.of(method) : properties.notAllowed("method", method, allowed);
    }

    Optional<WebAddress> address(String name) {
        String text = properties.requiredText(name);
        return text.isBlank() ? Optional.empty() : address(name, text);
    }

    Optional<WebAddress> address(String name, String text) {
        try {
            return Optional.of(WebAddress.of(text));
        } catch (IllegalArgumentException e) {
            wrong(name, "cannot be asked: " + e.getMessage(), "Write https://host/path.");
            return Optional.empty();
        }
    }

    /**
     * An object, or its text. A body has the content type {@code application/json} if no other is given.
     *
     * @param hasBody whether there is one
     */
    Optional<Map<String, String>> headers(boolean hasBody) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (hasBody) {
            headers.put(CONTENT_TYPE, "application/json");
        }
        if (!known("headers")) {
            properties.ignore("headers");
            return Optional.empty();
        }
        Optional<JsonValue> value = properties.value("headers").map(RequestSettings::parsed);
        if (value.isEmpty()
                || value.get() instanceof JsonText text && text.text().isBlank()) {
            return Optional.of(headers);
        }
        if (!(value.get() instanceof JsonObject object)) {
            wrong("headers", "must be an object, and is " + value.get().kind(), "Write {\"name\": \"value\"}.");
            return Optional.empty();
        }
        boolean plain = true;
        for (Map.Entry<String, JsonValue.Member> each : object.members().entrySet()) {
            JsonValue header = each.getValue().value();
            if (header instanceof JsonObject || header instanceof JsonArray) {
                properties
                        .issues()
                        .error(
                                ErrorCode.InvalidProperty,
                                header.span(),
                                "Header '" + each.getKey() + "' of " + properties.owner() + " must be a text, and is "
                                        + header.kind() + ".",
                                "Write a text, or an expression that gives one.");
                plain = false;
            } else if (!(header instanceof JsonNull)) {
                headers.keySet().removeIf(each.getKey()::equalsIgnoreCase);
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

    /** A text as it is, and the JSON of anything else. */
    Optional<String> body() {
        properties.ignore("body");
        return known("body") ? properties.value("body").map(RequestSettings::text) : Optional.empty();
    }

    /** Whether no part of what these say waits for the run. */
    boolean known(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> properties.json().find(name).stream())
                .allMatch(member -> Constants.known(member.value()));
    }

    private static String text(JsonValue value) {
        JsonNode node = value.toNode();
        return node.isTextual() ? node.textValue() : node.toString();
    }

    void wrong(String name, String what, String hint) {
        properties
                .issues()
                .error(
                        ErrorCode.InvalidProperty,
                        properties.spanOf(name),
                        "'" + name + "' of " + properties.owner() + " " + what + ".",
                        hint);
    }
}
