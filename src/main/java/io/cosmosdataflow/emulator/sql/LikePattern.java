package io.cosmosdataflow.emulator.sql;

import java.util.regex.Pattern;

/** Translates LIKE patterns: {@code %}, {@code _}, {@code [a-f]}, {@code [^a-f]} and the escape character. */
final class LikePattern {
    private LikePattern() {}

    static Pattern of(String pattern, String escape) {
        char escapes = escape == null ? '\0' : escape.charAt(0);
        StringBuilder regex = new StringBuilder(pattern.length() + 16);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (escape != null && c == escapes && i + 1 < pattern.length()) {
                literal(regex, pattern.charAt(++i));
            } else if (c == '%') {
                regex.append(".*");
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
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static void set(StringBuilder regex, String content) {
        regex.append('[');
        int at = 0;
        if (content.startsWith("^")) {
            regex.append('^');
            at = 1;
        }
        for (; at < content.length(); at++) {
            char c = content.charAt(at);
            if (c == '-' && at > 0 && at < content.length() - 1) {
                regex.append('-');
            } else {
                literal(regex, c);
            }
        }
        regex.append(']');
    }

    private static void literal(StringBuilder regex, char c) {
        if (!Character.isLetterOrDigit(c) && c < 128) {
            regex.append('\\');
        }
        regex.append(c);
    }
}
