package io.cosmosdataflow.expression;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;

/**
 * Writes timestamps by .NET's format strings, in the culture en-US.
 *
 * <p>Source: Microsoft Learn, standard-date-and-time-format-strings and custom-date-and-time-format-strings.
 */
final class DotNetDateFormat {

    /** Keeps 100 ns and tells whether the time is UTC; what all functions use if no format is given. */
    static final String ROUND_TRIP = "o";

    private static final Map<Character, String> STANDARD = Map.ofEntries(
            Map.entry('d', "M/d/yyyy"),
            Map.entry('D', "dddd, MMMM d, yyyy"),
            Map.entry('f', "dddd, MMMM d, yyyy h:mm tt"),
            Map.entry('F', "dddd, MMMM d, yyyy h:mm:ss tt"),
            Map.entry('g', "M/d/yyyy h:mm tt"),
            Map.entry('G', "M/d/yyyy h:mm:ss tt"),
            Map.entry('m', "MMMM d"),
            Map.entry('M', "MMMM d"),
            Map.entry('o', "yyyy-MM-dd'T'HH:mm:ss.fffffffK"),
            Map.entry('O', "yyyy-MM-dd'T'HH:mm:ss.fffffffK"),
            Map.entry('r', "ddd, dd MMM yyyy HH:mm:ss 'GMT'"),
            Map.entry('R', "ddd, dd MMM yyyy HH:mm:ss 'GMT'"),
            Map.entry('s', "yyyy-MM-dd'T'HH:mm:ss"),
            Map.entry('t', "h:mm tt"),
            Map.entry('T', "h:mm:ss tt"),
            Map.entry('u', "yyyy-MM-dd HH:mm:ss'Z'"),
            Map.entry('U', "dddd, MMMM d, yyyy h:mm:ss tt"),
            Map.entry('y', "MMMM yyyy"),
            Map.entry('Y', "MMMM yyyy"));

    private static final String SPECIFIERS = "dfFghHKmMstyz";

    private final Timestamp timestamp;
    private final String pattern;
    private final StringBuilder text = new StringBuilder();
    private int position;

    private DotNetDateFormat(Timestamp timestamp, String pattern) {
        this.timestamp = timestamp;
        this.pattern = pattern;
    }

    static String format(Timestamp timestamp, String format) {
        if (format.isEmpty()) {
            return format(timestamp, "G");
        }
        if (format.length() == 1) {
            String pattern = STANDARD.get(format.charAt(0));
            if (pattern == null) {
                throw new EvaluationFault("'" + format + "' is not a date format");
            }
            return new DotNetDateFormat(timestamp, pattern).format();
        }
        return new DotNetDateFormat(timestamp, format).format();
    }

    private String format() {
        while (position < pattern.length()) {
            char character = pattern.charAt(position);
            if (character == '\'' || character == '"') {
                quoted(character);
            } else if (character == '\\' && position + 1 < pattern.length()) {
                text.append(pattern.charAt(position + 1));
                position += 2;
            } else if (character == '%') {
                position++;
            } else if (SPECIFIERS.indexOf(character) >= 0) {
                int count = run(character);
                specifier(character, count);
                position += count;
            } else {
                text.append(character);
                position++;
            }
        }
        return text.toString();
    }

    private void quoted(char quote) {
        int end = pattern.indexOf(quote, position + 1);
        if (end < 0) {
            throw new EvaluationFault("the date format has a quote that is not closed");
        }
        text.append(pattern, position + 1, end);
        position = end + 1;
    }

    private int run(char character) {
        int end = position;
        while (end < pattern.length() && pattern.charAt(end) == character) {
            end++;
        }
        return end - position;
    }

    private void specifier(char character, int count) {
        LocalDateTime time = timestamp.time();
        int twelve = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        switch (character) {
            case 'd' -> day(count);
            case 'M' -> month(count);
            case 'y' -> number(count <= 2 ? time.getYear() % 100 : time.getYear(), count);
            case 'H' -> number(time.getHour(), Math.min(count, 2));
            case 'h' -> number(twelve, Math.min(count, 2));
            case 'm' -> number(time.getMinute(), Math.min(count, 2));
            case 's' -> number(time.getSecond(), Math.min(count, 2));
            case 't' -> text.append((time.getHour() < 12 ? "AM" : "PM"), 0, Math.min(count, 2));
            case 'f', 'F' -> fraction(character == 'F', count);
            case 'g' -> text.append("A.D.");
            case 'K' -> text.append(timestamp.utc() ? "Z" : "");
            default -> text.append(count == 1 ? "+0" : count == 2 ? "+00" : "+00:00");
        }
    }

    private void day(int count) {
        if (count > 2) {
            text.append(timestamp
                    .time()
                    .getDayOfWeek()
                    .getDisplayName(count == 3 ? TextStyle.SHORT : TextStyle.FULL, Locale.US));
        } else {
            number(timestamp.time().getDayOfMonth(), count);
        }
    }

    private void month(int count) {
        if (count > 2) {
            text.append(timestamp
                    .time()
                    .getMonth()
                    .getDisplayName(count == 3 ? TextStyle.SHORT : TextStyle.FULL, Locale.US));
        } else {
            number(timestamp.time().getMonthValue(), count);
        }
    }

    private void number(int value, int digits) {
        text.append(String.format(Locale.ROOT, "%0" + digits + "d", value));
    }

    /** {@code F} leaves out zeros at the end, and the point before them if nothing is left. */
    private void fraction(boolean trimmed, int count) {
        if (count > 7) {
            throw new EvaluationFault("a date format has at most 7 digits after the second");
        }
        String digits =
                String.format(Locale.ROOT, "%09d", timestamp.time().getNano()).substring(0, count);
        String shown = trimmed ? digits.replaceFirst("0+$", "") : digits;
        if (shown.isEmpty() && text.length() > 0 && text.charAt(text.length() - 1) == '.') {
            text.setLength(text.length() - 1);
        }
        text.append(shown);
    }
}
