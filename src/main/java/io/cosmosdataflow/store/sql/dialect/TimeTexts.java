package io.cosmosdataflow.store.sql.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of {@code Timespan} and {@code Datetimeoffset} in the forms that databases read; other texts stay. */
public final class TimeTexts {

    private static final Pattern DAYS = Pattern.compile("(-?)(\\d+)\\.(\\d{1,2})(:.*)");
    private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T(.*)");

    private TimeTexts() {}

    /** {@code 1.02:03:04} as {@code 1 day 02:03:04}, with the sign on both. */
    public static String days(String timespan) {
        Matcher days = DAYS.matcher(timespan);
        return days.matches()
                ? days.group(1) + days.group(2) + " day " + days.group(1) + days.group(3) + days.group(4)
                : timespan;
    }

    /** {@code -1.06:59:59} as {@code -30:59:59}. */
    public static String hours(String timespan) {
        Matcher days = DAYS.matcher(timespan);
        return days.matches()
                ? days.group(1) + (Long.parseLong(days.group(2)) * 24 + Long.parseLong(days.group(3))) + days.group(4)
                : timespan;
    }

    /** {@code 0001-01-02T08:00:00+02:00} without its date, which a time of day has no place for. */
    public static String clock(String moment) {
        Matcher dated = DATED.matcher(moment);
        return dated.matches() ? dated.group(1) : moment;
    }
}
