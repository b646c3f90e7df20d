package io.cosmosdataflow.script;

import java.util.regex.Pattern;

/** Texts and names between their quotes, and out of them. */
final class Quoted {

    /** Data Factory quotes names that start with an underscore, although it reads them without. */
    private static final Pattern PLAIN_NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}\\p{M}_]*");

    private Quoted() {}

    /** What stands between {@code ' '}. Any other escape, {@code \d} of a pattern, stays as it is. */
    static String unescapeSingle(String written) {
        return unescape(written, "'\"\\");
    }

    /** What stands between {@code " "}, where a brace may be escaped too. */
    static String unescapeDouble(String written) {
        return unescape(written, "'\"\\{}");
    }

    private static String unescape(String written, String escapable) {
        if (written.indexOf('\\') < 0) {
            return written;
        }
        StringBuilder text = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char character = written.charAt(i);
            if (character != '\\' || i + 1 == written.length()) {
                text.append(character);
                continue;
            }
            char escaped = written.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                default -> text.append(escapable.indexOf(escaped) < 0 ? "\\" : "")
                        .append(escaped);
            }
        }
        return text.toString();
    }

    static String single(String text) {
        return "'" + escape(text).replace("'", "\\'") + "'";
    }

    /** The inside of a text in double quotes. */
    static String partOfDouble(String text) {
        return escape(text).replace("\"", "\\\"").replace("{", "\\{");
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    /** A name out of its braces, if it has any. */
    static String name(String written) {
        return written.startsWith("{") ? written.substring(1, written.length() - 1) : written;
    }

    /** A name as it is written where any name may stand. */
    static String name(String name, boolean literalsToo) {
        boolean literal = literalsToo && (name.equals("true") || name.equals("false") || name.equals("null"));
        return PLAIN_NAME.matcher(name).matches() && !literal ? name : "{" + name + "}";
    }
}
