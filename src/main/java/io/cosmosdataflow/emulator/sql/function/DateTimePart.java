package io.cosmosdataflow.emulator.sql.function;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** A part of a date and its names. Source: Microsoft Learn, "DateTimePart". */
enum DateTimePart {
    YEAR(ChronoUnit.YEARS, ChronoField.YEAR, "year", "yyyy", "yy"),
    MONTH(ChronoUnit.MONTHS, ChronoField.MONTH_OF_YEAR, "month", "mm", "m"),
    DAY(ChronoUnit.DAYS, ChronoField.DAY_OF_MONTH, "day", "dd", "d"),
    HOUR(ChronoUnit.HOURS, ChronoField.HOUR_OF_DAY, "hour", "hh"),
    MINUTE(ChronoUnit.MINUTES, ChronoField.MINUTE_OF_HOUR, "minute", "mi", "n"),
    SECOND(ChronoUnit.SECONDS, ChronoField.SECOND_OF_MINUTE, "second", "ss", "s"),
    MILLISECOND(ChronoUnit.MILLIS, ChronoField.MILLI_OF_SECOND, "millisecond", "ms"),
    MICROSECOND(ChronoUnit.MICROS, ChronoField.MICRO_OF_SECOND, "microsecond", "mcs"),
    NANOSECOND(ChronoUnit.NANOS, ChronoField.NANO_OF_SECOND, "nanosecond", "ns");

    private final ChronoUnit unit;
    private final ChronoField field;
    private final List<String> names;

    DateTimePart(ChronoUnit unit, ChronoField field, String... names) {
        this.unit = unit;
        this.field = field;
        this.names = List.of(names);
    }

    /** The part of this name, or null. */
    static DateTimePart find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (DateTimePart part : values()) {
            if (part.names.contains(lower)) {
                return part;
            }
        }
        return null;
    }

    ChronoUnit unit() {
        return unit;
    }

    int value(LocalDateTime date) {
        return date.get(field);
    }

    /** The date with all smaller parts at their least. */
    LocalDateTime beginning(LocalDateTime date) {
        return switch (this) {
            case YEAR -> date.withDayOfYear(1).truncatedTo(ChronoUnit.DAYS);
            case MONTH -> date.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
            default -> date.truncatedTo(unit);
        };
    }
}
