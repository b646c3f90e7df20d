package io.cosmosdataflow.definition.sql;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code Keyword=value;...} as ADO.NET and ODBC write it: keywords in any case, with or without blanks; values may
 * stand in quotes or braces, with the closing one doubled inside. Of a keyword that is there twice the last one
 * counts. The text form shows keywords only.
 */
final class SqlConnectionString {

    static final SqlConnectionString NONE = new SqlConnectionString(Map.of());

    private final Map<String, String> values;

    private SqlConnectionString(Map<String, String> values) {
        this.values = values;
    }

    /** A fault is described by the place of the part in the text, never by its content. */
    static SqlConnectionString parse(Secret text, Span span, Issues issues) {
        Map<String, String> values = new LinkedHashMap<>();
        Reader reader = new Reader(text.reveal());
        int number = 0;
        while (reader.more()) {
            Optional<String> keyword = reader.keyword();
            if (keyword.filter(String::isEmpty).isPresent()) {
                continue;
            }
            number++;
            Optional<String> value = keyword.flatMap(any -> reader.value());
            if (value.isEmpty()) {
                issues.error(
                        ErrorCode.InvalidProperty,
                        span,
                        "Part " + number + " of the connection string "
                                + (keyword.isEmpty() ? "has no '='." : "has a quote without its end."),
                        "Write <keyword>=<value>;... with values in quotes if they contain ';'.");
                break;
            }
            values.put(normal(keyword.get()), value.get());
        }
        return new SqlConnectionString(values);
    }

    /** Under the first of these keywords that has a value. */
    Optional<String> find(String... keywords) {
        return Arrays.stream(keywords)
                .map(keyword -> values.get(normal(keyword)))
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** Whether one of the keywords is written, be it without a value. */
    boolean has(String... keywords) {
        return Arrays.stream(keywords).anyMatch(keyword -> values.containsKey(normal(keyword)));
    }

    Optional<String> written(String... keywords) {
        return Arrays.stream(keywords)
                .map(keyword -> values.get(normal(keyword)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }

    private static String normal(String keyword) {
        return keyword.toLowerCase(Locale.ROOT).replaceAll("[\\s_]", "");
    }

    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean more() {
            return at < text.length();
        }

        /** Empty without an equals sign; an empty text for an empty part. */
        Optional<String> keyword() {
            int start = at;
            while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ';') {
                at++;
            }
            String keyword = text.substring(start, at).trim();
            boolean equals = at < text.length() && text.charAt(at) == '=';
            at++;
            return equals || keyword.isEmpty() ? Optional.of(keyword) : Optional.empty();
        }

        Optional<String> value() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            char first = at < text.length() ? text.charAt(at) : ';';
            if (first == '\'' || first == '"' || first == '{') {
                Optional<String> quoted = quoted(first == '{' ? '}' : first);
                while (at < text.length() && text.charAt(at) != ';') {
                    at++;
                }
                at++;
                return quoted;
            }
            int end = text.indexOf(';', at);
            String value = text.substring(at, end < 0 ? text.length() : end).trim();
            at = end < 0 ? text.length() : end + 1;
            return Optional.of(value);
        }

        private Optional<String> quoted(char close) {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char each = text.charAt(at);
                if (each != close) {
                    value.append(each);
                } else if (at + 1 < text.length() && text.charAt(at + 1) == close) {
                    value.append(each);
                    at++;
                } else {
                    at++;
                    return Optional.of(value.toString());
                }
            }
            return Optional.empty();
        }
    }
}
