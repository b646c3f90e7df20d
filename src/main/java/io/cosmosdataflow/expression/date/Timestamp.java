package io.cosmosdataflow.expression.date;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date and time as .NET's DateTime holds it: with 100 ns, and either in UTC or without a zone.
 *
 * @param utc whether it was written with {@code Z} or an offset; an offset is taken off when it is read
 */
public record Timestamp(LocalDateTime time, boolean utc) {

    private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
    private static final long TICKS_PER_SECOND = 10_000_000;

    private static final String CLOCK = "(?:[T ]+(?<hour>\\d{1,2}):(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})"
            + "(?:[.,](?<fraction>\\d{1,9}))?)?(?: *(?<half>[AaPp][Mm]))?)?";
    private static final String ZONE = " *(?<zone>[Zz]|GMT|UTC|[+-]\\d{1,2}(?::?\\d{2})?)?";
    private static final List<Pattern> NUMERIC = List.of(
            Pattern.compile("(?<year>\\d{4})[-/](?<month>\\d{1,2})(?:[-/](?<day>\\d{1,2}))?" + CLOCK + ZONE),
            Pattern.compile("(?<month>\\d{1,2})[-/](?<day>\\d{1,2})[-/](?<year>\\d{4})" + CLOCK + ZONE));

    /** {@code 15 March 2018}, {@code Mar 15, 2018}, with or without a weekday. */
    private static final List<DateTimeFormatter> WORDS = List.of(words("d MMM uuuu"), words("MMM d[,] uuuu"));

    private static final Pattern WORDY =
            Pattern.compile("(?:\\p{L}{3,9}, *)?(?<date>[\\p{L}\\d, ]*?\\d{4})" + CLOCK + ZONE);

    public Timestamp {
        Objects.requireNonNull(time, "time");
    }

    /** Empty if the text is no date that .NET reads in its invariant culture. */
    public static Optional<Timestamp> parse(String text) {
        String trimmed = text.strip();
        try {
            for (Pattern pattern : NUMERIC) {
                Matcher matcher = pattern.matcher(trimmed);
                if (matcher.matches()) {
                    LocalDateTime day =
                            LocalDateTime.of(part(matcher, "year"), part(matcher, "month"), day(matcher), 0, 0);
                    return Optional.of(at(day, matcher));
                }
            }
            Matcher matcher = WORDY.matcher(trimmed);
            return matcher.matches()
                    ? date(matcher.group("date").strip()).map(day -> at(day, matcher))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public long ticks() {
        long seconds = time.toEpochSecond(ZoneOffset.UTC) - FIRST.toEpochSecond(ZoneOffset.UTC);
        return seconds * TICKS_PER_SECOND + time.getNano() / 100;
    }

    private static Optional<LocalDateTime> date(String text) {
        String shortMonths = text.replaceAll("(\\p{L}{3})\\p{L}+", "$1");
        for (DateTimeFormatter words : WORDS) {
            try {
                return Optional.of(LocalDateTime.from(words.parse(shortMonths)));
            } catch (DateTimeException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static Timestamp at(LocalDateTime day, Matcher matcher) {
        LocalDateTime time = day;
        if (matcher.group("hour") != null) {
            int hour = part(matcher, "hour");
            String half = matcher.group("half");
            if (half != null) {
                hour = hour % 12 + (half.equalsIgnoreCase("PM") ? 12 : 0);
            }
            int second = matcher.group("second") == null ? 0 : part(matcher, "second");
            time = day.withHour(hour).withMinute(part(matcher, "minute")).withSecond(second);
            String fraction = matcher.group("fraction");
            if (fraction != null) {
                int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
                time = time.withNano(nanos / 100 * 100);
            }
        }
        String zone = matcher.group("zone");
        if (zone == null) {
            return new Timestamp(time, false);
        }
        return new Timestamp(time.minusSeconds(offset(zone).getTotalSeconds()), true);
    }

    private static ZoneOffset offset(String zone) {
        return Character.isLetter(zone.charAt(0))
                ? ZoneOffset.UTC
                : ZoneOffset.of(zone.length() == 2 ? zone.charAt(0) + "0" + zone.charAt(1) : zone);
    }

    private static int day(Matcher matcher) {
        return matcher.group("day") == null ? 1 : part(matcher, "day");
    }

    private static int part(Matcher matcher, String name) {
        return Integer.parseInt(matcher.group(name));
    }

    private static DateTimeFormatter words(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .toFormatter(Locale.US);
    }
}
