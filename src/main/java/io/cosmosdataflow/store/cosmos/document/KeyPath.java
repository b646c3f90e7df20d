package io.cosmosdataflow.store.cosmos.document;

import java.util.ArrayList;
import java.util.List;

/** Splits a partition key path into property names: {@code /a/b}, {@code /"a b"/c}, {@code /'x'}. */
public final class KeyPath {

    private KeyPath() {}

    /** @throws IllegalArgumentException if it is no path */
    public static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            if (path.charAt(at) != '/') {
                throw new IllegalArgumentException("A partition key path is made of /name parts: " + path);
            }
            at++;
            char quote = at < path.length() ? path.charAt(at) : 0;
            if (quote == '"' || quote == '\'') {
                StringBuilder name = new StringBuilder();
                at = quoted(path, at + 1, quote, name);
                names.add(name.toString());
            } else {
                int end = path.indexOf('/', at);
                end = end < 0 ? path.length() : end;
                names.add(path.substring(at, end));
                at = end;
            }
        }
        if (names.isEmpty() || names.contains("")) {
            throw new IllegalArgumentException("A partition key path names a property: " + path);
        }
        return names;
    }

    private static int quoted(String path, int from, char quote, StringBuilder name) {
        int at = from;
        while (at < path.length() && path.charAt(at) != quote) {
            if (path.charAt(at) == '\\' && at + 1 < path.length()) {
                at++;
            }
            name.append(path.charAt(at));
            at++;
        }
        return at + 1;
    }
}
