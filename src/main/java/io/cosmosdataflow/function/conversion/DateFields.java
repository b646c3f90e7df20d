package io.cosmosdataflow.function.conversion;

import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;

/** What a {@link DatePattern} has found in one text. */
final class DateFields {

    static final long MILLIS_OF_DAY = 86_400_000L;

    private static final int YEARS_AHEAD = 20;
    private static final int LAST_YEAR = 294_246;
    private static final int NONE = Integer.MIN_VALUE;

    private int year = 1970;
    private int month = 1;
    private int day = 1;
    private int dayOfYear = NONE;
    private int hour;
    private boolean halfDay;
    private boolean afternoon;
    private int minute;
    private int second;
    private int millis;
    private String zone;
    private int offsetMinutes = NONE;

    void put(char letter, int value) {
        switch (letter) {
            case 'y' -> year = value;
            case 'M', 'L' -> month = value;
            case 'd' -> day = value;
            case 'D' -> dayOfYear = value;
            case 'H' -> hour = value;
            case 'k' -> hour = value == 24 ? 0 : value == 0 ? NONE : value;
            case 'K' -> {
                hour = value;
                halfDay = true;
            }
            case 'h' -> {
                // 13 and more is no hour of a half day, but of the day, as in Java where it is lenient: many
                // scripts write hh and mean HH.
                hour = value == 12 ? 0 : value;
                halfDay = value <= 12;
            }
            case 'm' -> minute = value;
            case 's' -> second = value;
            case 'S' -> millis = value;
            case 'a' -> afternoon = value == 1;
            default -> {
                // The day of the week says nothing that the date does not.
            }
        }
    }

    /** A year of two digits: of the hundred years that end 20 years from now. */
    void putShortYear(int value) {
        int last = Year.now(ZoneOffset.UTC).getValue() + YEARS_AHEAD;
        int candidate = last - last % 100 + value;
        year = candidate > last ? candidate - 100 : candidate;
    }

    void putOffset(int minutes) {
        offsetMinutes = minutes;
    }

    boolean putZone(String name) {
        zone = name;
        return !TimeZone.getTimeZone(name).getID().equals("GMT")
                || name.equalsIgnoreCase("GMT")
                || name.equalsIgnoreCase("UTC");
    }

    /** Null if there is no such day or time. */
    Long millis(ZoneId target) {
        int hours = halfDay && afternoon ? hour + 12 : hour;
        if (year > LAST_YEAR
                || outside(hours, 23)
                || outside(minute, 59)
                || outside(second, 59)
                || outside(millis, 999)) {
            return null;
        }
        long days = days();
        if (days == Long.MIN_VALUE) {
            return null;
        }
        long wallClock = days * MILLIS_OF_DAY + hours * 3_600_000L + minute * 60_000L + second * 1_000L + millis;
        return inZone(wallClock, target);
    }

    private long days() {
        if (dayOfYear != NONE) {
            return dayOfYear < 1 || dayOfYear > Year.of(year).length()
                    ? Long.MIN_VALUE
                    : LocalDate.ofYearDay(year, dayOfYear).toEpochDay();
        }
        if (month < 1 || month > 12 || day < 1 || day > daysOfMonth()) {
            return Long.MIN_VALUE;
        }
        return LocalDate.of(year, month, day).toEpochDay();
    }

    private int daysOfMonth() {
        return switch (month) {
            case 2 -> Year.isLeap(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static boolean outside(int value, int most) {
        return value < 0 || value > most;
    }

    private Long inZone(long wallClock, ZoneId target) {
        if (zone == null && offsetMinutes == NONE) {
            return wallClock;
        }
        long instant = zone == null
                ? wallClock - offsetMinutes * 60_000L
                : wallClock - TimeZone.getTimeZone(zone).getOffset(wallClock);
        return instant + TimeZone.getTimeZone(target).getOffset(instant);
    }
}
