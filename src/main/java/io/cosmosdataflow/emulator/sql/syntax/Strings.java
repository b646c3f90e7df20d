package io.cosmosdataflow.emulator.sql.syntax;

import org.antlr.v4.runtime.Token;

/** String literals: between quotes with JSON's escapes. */
final class Strings {
    private Strings() {}

    static String unquote(Token token) {
        String text = token.getText();
        if (text.indexOf('\\') < 0) {
            return text.substring(1, text.length() - 1);
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 1;
        int end = text.length() - 1;
        while (at < end) {
            char c = text.charAt(at++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            if (escaped == 'u') {
                out.append(unicode(token, text, at, end));
                at += 4;
            } else {
                out.append(escape(token, escaped));
            }
        }
        return out.toString();
    }

    private static char escape(Token token, char escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\'', '\\', '/' -> escaped;
            default -> throw invalid(token);
        };
    }

    private static char unicode(Token token, String text, int at, int end) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = i < end ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw invalid(token);
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private static SqlException invalid(Token token) {
        return new SqlException(
                "SC1012",
                token.getStartIndex(),
                token.getStopIndex() + 1,
                "Syntax error, invalid string literal token '" + token.getText() + "'.");
    }

    /** In double quotes, so that it reads back as the same string. */
    static String quote(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
