package io.cosmosdataflow.diagnostic;

/**
 * Texts of messages without characters that cannot be seen: a column {@code "n\r"} looks like {@code n}, and a carriage
 * return, an escape or a change of direction garbles the line that it stands in.
 */
final class VisibleText {

    private VisibleText() {}

    /** Each control, format and separating character as an escape of Java: {@code \r}, {@code \n}, {@code \t}, or by its number. */
    static String of(String text) {
        return shown(text, false);
    }

    /** As {@link #of}, and lines stay lines. */
    static String ofLines(String text) {
        return shown(text, true);
    }

    private static String shown(String text, boolean lines) {
        if (text.chars().noneMatch(character -> hidden((char) character))) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!hidden(character) || lines && character == '\n') {
                shown.append(character);
            } else {
                shown.append(escaped(character));
            }
        }
        return shown.toString();
    }

    private static boolean hidden(char character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String escaped(char character) {
        return switch (character) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) character);
        };
    }
}
