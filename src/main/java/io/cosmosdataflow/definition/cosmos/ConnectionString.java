package io.cosmosdataflow.definition.cosmos;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code AccountEndpoint=..;AccountKey=..;Database=..} in any order; names in any case; values may contain
 * {@code =}.
 */
record ConnectionString(Optional<String> endpoint, Optional<Secret> key, Optional<String> database) {

    private static final List<String> NAMES = List.of("AccountEndpoint", "AccountKey", "Database");

    ConnectionString {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(database, "database");
    }

    /** A fault is described by the place of the part in the text, never by its content. */
    static ConnectionString parse(Secret text, Span span, Issues issues) {
        Map<String, String> parts = new LinkedHashMap<>();
        int number = 0;
        for (String part : text.reveal().split(";")) {
            number++;
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            Optional<String> name = equals < 0
                    ? Optional.empty()
                    : NAMES.stream()
                            .filter(part.substring(0, equals).trim()::equalsIgnoreCase)
                            .findFirst();
            if (equals < 0) {
                issues.error(
                        ErrorCode.InvalidProperty,
                        span,
                        "Part " + number + " of the connection string has no '='.",
                        "Write AccountEndpoint=<url>;AccountKey=<key>;Database=<name>.");
            } else if (name.isPresent()
                    && parts.put(name.get(), part.substring(equals + 1).trim()) != null) {
                issues.error(
                        ErrorCode.InvalidProperty,
                        span,
                        "The connection string has " + name.get() + " twice.",
                        "Remove one of them.");
            }
        }
        parts.values().removeIf(String::isEmpty);
        return new ConnectionString(
                Optional.ofNullable(parts.get("AccountEndpoint")),
                Optional.ofNullable(parts.get("AccountKey")).map(Secret::of),
                Optional.ofNullable(parts.get("Database")));
    }
}
