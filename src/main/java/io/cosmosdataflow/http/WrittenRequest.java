package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of a request as datasets and sources of copies write them. */
public final class WrittenRequest {

    private static final List<String> METHODS = List.of("GET", "POST");

    private WrittenRequest() {}

    /** {@code [URL of the linked service]/[relative URL]}; a query alone goes behind the URL as it is. */
    public static String joined(String url, String relative) {
        if (relative.isBlank()) {
            return url;
        }
        return relative.trim().startsWith("?")
                ? url + relative.trim()
                : url.replaceFirst("/+$", "") + "/" + relative.trim().replaceFirst("^/+", "");
    }

    /** {@code requestMethod} in capital letters; one that is neither GET nor POST is reported. */
    public static String method(Properties settings) {
        String method = settings.filled("requestMethod").orElse("GET").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            settings.notAllowed("requestMethod", method, METHODS);
        }
        return method;
    }

    /** {@code requestBody}: a text as it is, anything else as its JSON; a GET has none. */
    public static Optional<String> body(Properties settings, String method) {
        return settings.value("requestBody").map(WrittenRequest::text).filter(any -> !method.equals("GET"));
    }

    private static String text(JsonValue value) {
        return value.toNode().isTextual()
                ? value.toNode().textValue()
                : value.toNode().toString();
    }

    /** Whether none of these waits for the run, nor anything inside them. */
    public static boolean known(Properties properties, String... names) {
        return Stream.of(names)
                .flatMap(name -> properties.json().find(name).stream())
                .allMatch(member -> Constants.known(member.value()));
    }
}
