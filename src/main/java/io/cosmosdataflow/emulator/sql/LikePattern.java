package io.cosmosdataflow.emulator.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Translates LIKE patterns: {@code %}, {@code _}, {@code [a-f]}, {@code [^a-f]} and the escape character. What stands
 * between two percent signs is looked for once, at its first place: no other would let more match behind it.
 */
final class LikePattern {
    private LikePattern() {}

    static Pattern of(String pattern, String escape) {
        List<String> parts = parts(pattern, escape);
        StringBuilder regex = new StringBuilder(pattern.length() + 16).append(parts.get(0));
        for (int i = 1; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            regex.append(last ? ".*" : "(?>.*?").append(parts.get(i)).append(last ? "" : ")");
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Regular expressions of what stands before, between and behind the percent signs. */
    private static List<String> parts(String pattern, String escape) {
        List<String> parts = new ArrayList<>();
        char escapes = escape == null ? '\0' : escape.charAt(0);
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (escape != null && c == escapes && i + 1 < pattern.length()) {
                literal(regex, pattern.charAt(++i));
            } else if (c == '%') {
                parts.add(regex.toString());
                regex.setLength(0);
            } else if (c == '_') {
                regex.append('.');
            } else if (c == '[' && pattern.indexOf(']', i + 1) > i + 1) {
                int close = pattern.indexOf(']', i + 1);
                set(regex, pattern.substring(i + 1, close));
                i = close;
            } else {
                literal(regex, c);
            }
        }
        parts.add(regex.toString());
        return parts;
    }

    /** A range from a greater to a smaller character has none. */
    private static void set(StringBuilder regex, String content) {
        boolean negated = content.startsWith("^");
        StringBuilder inside = new StringBuilder();
        int at = negated ? 1 : 0;
        while (at < content.length()) {
            boolean range = at + 2 < content.length() && content.charAt(at + 1) == '-';
            if (!range) {
                literal(inside, content.charAt(at++));
                continue;
            }
            if (content.charAt(at) <= content.charAt(at + 2)) {
                literal(inside, content.charAt(at));
                inside.append('-');
                literal(inside, content.charAt(at + 2));
            }
            at += 3;
        }
        if (inside.isEmpty()) {
            regex.append(negated ? "." : "(?!)");
        } else {
            regex.append(negated ? "[^" : "[").append(inside).append(']');
        }
    }

    private static void literal(StringBuilder regex, char c) {
        if (!Character.isLetterOrDigit(c) && c < 128) {
            regex.append('\\');
        }
        regex.append(c);
    }
}
