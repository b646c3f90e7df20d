package io.cosmosdataflow.expression.date;

import io.cosmosdataflow.expression.value.EvaluationFault;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A format string of .NET for dates and times, in a culture: writes by it and reads by it.
 *
 * <p>Source: Microsoft Learn, standard-date-and-time-format-strings and custom-date-and-time-format-strings.
 */
public final class DotNetDateFormat {

    /** Keeps 100 ns and tells whether the time is UTC; what all functions use if no format is given. */
    public static final String ROUND_TRIP = "o";

    private static final String SPECIFIERS = "dfFghHKmMstyz";
    private static final int FRACTION_DIGITS = 7;
    private static final int SECONDS_OF_HOUR = 3600;
    private static final int SECONDS_OF_MINUTE = 60;
    private static final Map<String, DotNetDateFormat> AMERICAN = new ConcurrentHashMap<>();
    private static final int MOST_KEPT = 500;

    /** A letter with its count, or a literal, whose specifier is 0. */
    record Token(char specifier, int count, String literal) {}

    private final DateCulture culture;
    private final List<Token> tokens;

    private DotNetDateFormat(DateCulture culture, List<Token> tokens) {
        this.culture = culture;
        this.tokens = tokens;
    }

    /**
     * @param format a standard one of one letter, or a custom one
     * @param culture {@link Locale#ROOT} for the invariant one
     * @throws IllegalArgumentException if .NET knows no such format; its message says why
     */
    public static DotNetDateFormat of(String format, Locale culture) {
        DateCulture dates = DateCulture.of(culture);
        String custom = format.isEmpty() ? dates.standard('G') : format;
        if (format.length() == 1) {
            custom = dates.standard(format.charAt(0));
            if (custom == null) {
                throw new IllegalArgumentException("'" + format + "' is not a date format");
            }
        }
        return new DotNetDateFormat(dates, tokens(custom, dates));
    }

    /** What a culture reads without being told a format: its dates with and without times, numbers of any length. */
    public static List<DotNetDateFormat> readable(Locale culture) {
        DateCulture dates = DateCulture.of(culture);
        return Stream.of('d', 'g', 'G', 'D', 'f', 'F')
                .map(dates::standard)
                .map(each -> each.replaceAll("(?<!d)dd(?!d)", "d").replaceAll("(?<!M)MM(?!M)", "M"))
                .map(each -> each.replace("HH", "H").replace("hh", "h"))
                .distinct()
                .map(each -> new DotNetDateFormat(dates, tokens(each, dates)))
                .toList();
    }

    public static String format(Timestamp timestamp, String format) {
        try {
            if (AMERICAN.size() > MOST_KEPT) {
                AMERICAN.clear();
            }
            return AMERICAN.computeIfAbsent(format, each -> of(each, Locale.US))
                    .format(timestamp.time(), ZoneOffset.UTC, timestamp.utc() ? "Z" : "");
        } catch (IllegalArgumentException e) {
            throw new EvaluationFault(e.getMessage(), e);
        }
    }

    /**
     * @param offset what {@code z} shows
     * @param kind what {@code K} shows: nothing, {@code Z} or the offset
     */
    public String format(LocalDateTime time, ZoneOffset offset, String kind) {
        StringBuilder text = new StringBuilder(32);
        for (Token token : tokens) {
            append(text, token, time, offset, kind);
        }
        return text.toString();
    }

    /** Reads the whole of a text that fits exactly; blanks around it do not matter. Empty if it does not fit. */
    public Optional<ReadDate> parse(String text) {
        return new DotNetDateReader(culture, text.strip()).read(tokens);
    }

    private void append(StringBuilder text, Token token, LocalDateTime time, ZoneOffset offset, String kind) {
        int count = token.count();
        int two = Math.min(count, 2);
        switch (token.specifier()) {
            case 0 -> text.append(token.literal());
            case 'd' -> {
                if (count > 2) {
                    text.append(culture.days().of(count).get(time.getDayOfWeek().getValue() - 1));
                } else {
                    number(text, time.getDayOfMonth(), count);
                }
            }
            case 'M' -> {
                if (count > 2) {
                    text.append(culture.months().of(count).get(time.getMonthValue() - 1));
                } else {
                    number(text, time.getMonthValue(), count);
                }
            }
            case 'y' -> number(text, count <= 2 ? time.getYear() % 100 : time.getYear(), count);
            case 'H' -> number(text, time.getHour(), two);
            case 'h' -> number(text, time.getHour() % 12 == 0 ? 12 : time.getHour() % 12, two);
            case 'm' -> number(text, time.getMinute(), two);
            case 's' -> number(text, time.getSecond(), two);
            case 't' -> {
                String half = time.getHour() < 12 ? culture.am() : culture.pm();
                text.append(half, 0, count == 1 ? Math.min(1, half.length()) : half.length());
            }
            case 'f', 'F' -> fraction(text, time.getNano(), token.specifier() == 'F', count);
            case 'g' -> text.append("A.D.");
            case 'K' -> text.append(kind);
            default -> zone(text, offset, count);
        }
    }

    private static void number(StringBuilder text, int value, int digits) {
        int limit = 10;
        for (int i = 1; i < digits; i++) {
            if (value < limit) {
                text.append("0".repeat(digits - i));
                break;
            }
            limit *= 10;
        }
        text.append(value);
    }

    /** {@code F} leaves out zeros at the end, and the point before them if nothing is left. */
    private static void fraction(StringBuilder text, int nano, boolean trimmed, int count) {
        String all = String.valueOf(1_000_000_000 + nano);
        int end = 1 + count;
        while (trimmed && end > 1 && all.charAt(end - 1) == '0') {
            end--;
        }
        if (end == 1 && text.length() > 0 && text.charAt(text.length() - 1) == '.') {
            text.setLength(text.length() - 1);
        }
        text.append(all, 1, end);
    }

    private static void zone(StringBuilder text, ZoneOffset offset, int count) {
        int seconds = Math.abs(offset.getTotalSeconds());
        text.append(offset.getTotalSeconds() < 0 ? '-' : '+');
        number(text, seconds / SECONDS_OF_HOUR, Math.min(count, 2));
        if (count > 2) {
            text.append(':');
            number(text, seconds % SECONDS_OF_HOUR / SECONDS_OF_MINUTE, 2);
        }
    }

    private static List<Token> tokens(String pattern, DateCulture culture) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            char character = pattern.charAt(at);
            int end = at + 1;
            if (character == '\'' || character == '"') {
                end = pattern.indexOf(character, at + 1) + 1;
                if (end == 0) {
                    throw new IllegalArgumentException("the date format has a quote that is not closed");
                }
                literal(tokens, pattern.substring(at + 1, end - 1));
            } else if (character == '\\' && at + 1 < pattern.length()) {
                literal(tokens, pattern.substring(at + 1, at + 2));
                end = at + 2;
            } else if (SPECIFIERS.indexOf(character) >= 0) {
                while (end < pattern.length() && pattern.charAt(end) == character) {
                    end++;
                }
                tokens.add(token(character, end - at));
            } else if (character == '/') {
                literal(tokens, culture.dateSeparator());
            } else if (character == ':') {
                literal(tokens, culture.timeSeparator());
            } else if (character != '%') {
                literal(tokens, String.valueOf(character));
            }
            at = end;
        }
        return List.copyOf(tokens);
    }

    private static Token token(char specifier, int count) {
        if ((specifier == 'f' || specifier == 'F') && count > FRACTION_DIGITS) {
            throw new IllegalArgumentException("a date format has at most 7 digits after the second");
        }
        return new Token(specifier, count, "");
    }

    private static void literal(List<Token> tokens, String text) {
        tokens.add(new Token((char) 0, 0, text));
    }
}
