package io.cosmosdataflow.copy.convert;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A custom format string of .NET for time spans: {@code d h m s f F}, and literals that stand in quotes or behind a
 * backslash.
 *
 * <p>Source: Microsoft Learn, custom-timespan-format-strings.
 */
final class TimeSpanFormat {

    private static final int MOST_DAY_DIGITS = 8;
    private static final int MOST_FRACTION_DIGITS = 7;

    /** Takes a specifier and its count. */
    @FunctionalInterface
    interface Specifier {
        void take(char letter, int count);
    }

    private TimeSpanFormat() {}

    /** @throws IllegalArgumentException if .NET has no such format */
    static void each(String format, Consumer<String> literal, Specifier specifier) {
        int at = 0;
        while (at < format.length()) {
            char character = format.charAt(at);
            int end = at + 1;
            if (character == '\'' || character == '"') {
                end = format.indexOf(character, at + 1) + 1;
                if (end == 0) {
                    throw new IllegalArgumentException("it has a quote that is not closed");
                }
                literal.accept(format.substring(at + 1, end - 1));
            } else if (character == '\\' && at + 1 < format.length()) {
                end = at + 2;
                literal.accept(format.substring(at + 1, end));
            } else if ("dhmsfF".indexOf(character) >= 0) {
                while (end < format.length() && format.charAt(end) == character) {
                    end++;
                }
                specifier.take(character, counted(character, end - at));
            } else if (character != '%') {
                throw new IllegalArgumentException(
                        "'" + character + "' must stand behind a backslash or in quotes in a format of time spans");
            }
            at = end;
        }
    }

    /** What a text of that format looks like, with groups named as the parts are. */
    static Pattern pattern(String format) {
        StringBuilder pattern = new StringBuilder();
        each(format, text -> pattern.append(Pattern.quote(text)), (letter, count) -> pattern.append("(?<")
                .append(name(letter))
                .append(">\\d")
                .append(digits(letter, count))
                .append(')'));
        try {
            return Pattern.compile(pattern.toString());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("it has a part twice", e);
        }
    }

    private static int counted(char letter, int count) {
        int most = letter == 'd' ? MOST_DAY_DIGITS : letter == 'f' || letter == 'F' ? MOST_FRACTION_DIGITS : 2;
        if (count > most) {
            throw new IllegalArgumentException("'" + letter + "' can stand there " + most + " times at most");
        }
        return count;
    }

    private static String name(char letter) {
        return switch (letter) {
            case 'd' -> "days";
            case 'h' -> "hours";
            case 'm' -> "minutes";
            case 's' -> "seconds";
            default -> "fraction";
        };
    }

    private static String digits(char letter, int count) {
        return switch (letter) {
            case 'd' -> "{" + count + "," + MOST_DAY_DIGITS + "}";
            case 'f' -> "{" + count + "}";
            case 'F' -> "{0," + count + "}";
            default -> count == 1 ? "{1,2}" : "{2}";
        };
    }
}
