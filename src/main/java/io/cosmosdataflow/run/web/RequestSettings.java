package io.cosmosdataflow.run.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.http.RequestHeaders;
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
        return RequestHeaders.read(properties, "headers").map(given -> {
            given.forEach((name, value) -> {
                headers.keySet().removeIf(name::equalsIgnoreCase);
                headers.put(name, value);
            });
            return headers;
        });
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
