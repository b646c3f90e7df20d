package io.cosmosdataflow.store.sql.read;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of databases in the texts of interim types. */
final class SqlTimes {

    /** The day that a time with an offset gets, as in Npgsql. */
    static final LocalDate DAY_OF_TIMES = LocalDate.of(1, 1, 2);

    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter(Locale.ROOT);

    /** {@code 1 year 2 mons -3 days}, {@code 4 hours 5 mins 6.7 secs}. */
    private static final Pattern UNIT =
            Pattern.compile("([+-]?\\d+(?:\\.\\d+)?) ?(year|mon|day|hour|min|sec)", Pattern.CASE_INSENSITIVE);

    /** {@code -838:59:59.5}, {@code 08:30}, {@code +1 02:03:04}. */
    private static final Pattern CLOCK =
            Pattern.compile("([+-]?)(?:(\\d+) )?(\\d+):(\\d{2})(?::(\\d{2}(?:\\.\\d+)?))?");

    private static final long DAY = 86_400L;

    private SqlTimes() {}

    /** {@code 2026-01-31T08:00:00.123+02:00}. */
    static String offset(OffsetDateTime moment) {
        return OFFSET.format(moment);
    }

    /**
     * {@code [-][d.]hh:mm:ss[.fffffff]} of a time or an interval; a month has thirty days and a year twelve months, as
     * in Npgsql.
     */
    static String span(String text) throws SQLException {
        if (text == null) {
            return null;
        }
        BigDecimal seconds = BigDecimal.ZERO;
        boolean known = false;
        Matcher unit = UNIT.matcher(text);
        while (unit.find()) {
            seconds = seconds.add(new BigDecimal(unit.group(1))
                    .multiply(BigDecimal.valueOf(length(unit.group(2).toLowerCase(Locale.ROOT)))));
            known = true;
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.find()) {
            long days = clock.group(2) == null ? 0 : Long.parseLong(clock.group(2));
            BigDecimal time = BigDecimal.valueOf(
                            days * DAY + Long.parseLong(clock.group(3)) * 3600 + Long.parseLong(clock.group(4)) * 60)
                    .add(new BigDecimal(clock.group(5) == null ? "0" : clock.group(5)));
            seconds = clock.group(1).equals("-") ? seconds.subtract(time) : seconds.add(time);
            known = true;
        }
        if (!known) {
            throw new SQLException("'" + text + "' is no time.");
        }
        return constant(seconds);
    }

    private static long length(String unit) {
        return switch (unit) {
            case "year" -> 360 * DAY;
            case "mon" -> 30 * DAY;
            case "day" -> DAY;
            case "hour" -> 3600;
            case "min" -> 60;
            default -> 1;
        };
    }

    private static String constant(BigDecimal seconds) {
        BigDecimal size = seconds.abs();
        long whole = size.longValue();
        long ticks = size.subtract(BigDecimal.valueOf(whole)).movePointRight(7).longValue();
        long days = whole / DAY;
        return (seconds.signum() < 0 ? "-" : "")
                + (days > 0 ? days + "." : "")
                + String.format(Locale.ROOT, "%02d:%02d:%02d", whole / 3600 % 24, whole / 60 % 60, whole % 60)
                + (ticks > 0 ? String.format(Locale.ROOT, ".%07d", ticks) : "");
    }
}
