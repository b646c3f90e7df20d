package io.cosmosdataflow.store.cosmos.read;

import java.util.List;

/** Names and constants in the text of a query. */
final class SqlText {

    private SqlText() {}

    /** In brackets, so that no name needs to be an identifier. */
    static String property(String... names) {
        return property(List.of(names));
    }

    static String property(List<String> names) {
        StringBuilder path = new StringBuilder("c");
        names.forEach(name -> path.append('[').append(text(name)).append(']'));
        return path.toString();
    }

    /** @param value a text, a boolean or a number */
    static String constant(Object value) {
        return value instanceof String text ? text(text) : value.toString();
    }

    /** As a JSON text; letters beyond ASCII are escaped, so that no encoding on the way matters. */
    static String text(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
