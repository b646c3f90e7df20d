package io.cosmosdataflow.expression.date;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Reads one text by the tokens of a format, exactly, as .NET's {@code ParseExact} does. What the format does not say is
 * the first of January of the year 1, midnight. Two-digit years lie between 1930 and 2029.
 */
final class DotNetDateReader {

    private static final int LAST_SHORT_YEAR = 29;
    private static final int NOON = 12;
    private static final int NANO_DIGITS = 9;

    private final DateCulture culture;
    private final String text;
    private int at;
    private int year = 1;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int weekday = -1;
    private int half = -1;
    private Optional<ZoneOffset> offset = Optional.empty();

    DotNetDateReader(DateCulture culture, String text) {
        this.culture = culture;
        this.text = text;
    }

    Optional<ReadDate> read(List<DotNetDateFormat.Token> tokens) {
        for (DotNetDateFormat.Token token : tokens) {
            if (!take(token)) {
                return Optional.empty();
            }
        }
        if (at < text.length()) {
            return Optional.empty();
        }
        if (half >= 0) {
            hour = hour % NOON + half * NOON;
        }
        try {
            LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second, nano);
            boolean fits = weekday < 0 || time.getDayOfWeek() == DayOfWeek.of(weekday + 1);
            return fits ? Optional.of(new ReadDate(time, offset)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean take(DotNetDateFormat.Token token) {
        int count = token.count();
        return switch (token.specifier()) {
            case 0 -> literal(token.literal());
            case 'y' -> year(count);
            case 'M' -> count > 2 ? (month = name(culture.months().of(count)) + 1) > 0 : (month = number(count, 2)) > 0;
            case 'd' -> count > 2 ? (weekday = name(culture.days().of(count))) >= 0 : (day = number(count, 2)) > 0;
            case 'H', 'h' -> (hour = number(count, 2)) >= 0;
            case 'm' -> (minute = number(count, 2)) >= 0;
            case 's' -> (second = number(count, 2)) >= 0;
            case 't' -> (half = name(
                            count == 1
                                    ? List.of(
                                            culture.am().substring(0, 1),
                                            culture.pm().substring(0, 1))
                                    : List.of(culture.am(), culture.pm())))
                    >= 0;
            case 'f' -> fraction(count, count);
            case 'F' -> fraction(0, count);
            case 'g' -> literal("A.D.");
            case 'K' -> kind();
            default -> zone(count);
        };
    }

    private boolean literal(String expected) {
        if (text.startsWith(expected, at)) {
            at += expected.length();
            return true;
        }
        // A point before a fraction that may be absent
        return expected.equals(".") && at == text.length();
    }

    private boolean year(int count) {
        if (count <= 2) {
            int read = number(count, 2);
            year = read <= LAST_SHORT_YEAR ? 2000 + read : 1900 + read;
            return read >= 0;
        }
        year = number(count, count);
        return year > 0;
    }

    /** Of at least {@code least} and at most {@code most} digits; -1 if there is none. */
    private int number(int least, int most) {
        int end = at;
        int value = 0;
        while (end < text.length() && end - at < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            value = value * 10 + text.charAt(end) - '0';
            end++;
        }
        if (end - at < Math.min(least, most) || end == at) {
            return -1;
        }
        at = end;
        return value;
    }

    /** The longest name that stands here, in any case; -1 if none does. */
    private int name(List<String> names) {
        int found = -1;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean longer = found < 0 || name.length() > names.get(found).length();
            if (longer && text.regionMatches(true, at, name, 0, name.length())) {
                found = i;
            }
        }
        at += found < 0 ? 0 : names.get(found).length();
        return found;
    }

    private boolean fraction(int least, int most) {
        int start = at;
        int value = number(Math.max(least, 1), most);
        if (value < 0) {
            nano = 0;
            return least == 0;
        }
        nano = value;
        for (int digits = at - start; digits < NANO_DIGITS; digits++) {
            nano *= 10;
        }
        return true;
    }

    private boolean kind() {
        if (at == text.length()) {
            return true;
        }
        if (text.charAt(at) == 'Z') {
            at++;
            offset = Optional.of(ZoneOffset.UTC);
            return true;
        }
        return zone(3);
    }

    private boolean zone(int count) {
        if (at >= text.length() || "+-".indexOf(text.charAt(at)) < 0) {
            return false;
        }
        int sign = text.charAt(at) == '-' ? -1 : 1;
        at++;
        int hours = number(count == 1 ? 1 : 2, 2);
        int minutes = 0;
        if (count > 2) {
            minutes = literal(":") ? number(2, 2) : -1;
        }
        if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
            return false;
        }
        offset = Optional.of(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes));
        return true;
    }
}
