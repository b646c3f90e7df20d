package io.cosmosdataflow.emulator.sql.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/**
 * Functions on UTC dates in ISO 8601 text, {@code YYYY-MM-DDThh:mm:ss.fffffffZ}; undefined where a text is no date.
 * Ticks are 100 ns, timestamps ms, both since 1970. Source: Microsoft Learn, "Date and time functions".
 */
final class QueryDateFunctions {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT);
    private static final long NANOS_PER_TICK = 100;
    private static final long TICKS_PER_SECOND = 10_000_000;

    private QueryDateFunctions() {}

    static final List<QueryFunction> ALL = List.of(
            QueryFunction.fixed("DateTimeAdd", 3, QueryDateFunctions::add),
            new QueryFunction("DateTimeBin", 2, 4, QueryDateFunctions::bin),
            QueryFunction.fixed("DateTimeDiff", 3, QueryDateFunctions::diff),
            new QueryFunction("DateTimeFromParts", 3, 7, QueryDateFunctions::fromParts),
            QueryFunction.fixed("DateTimePart", 2, QueryDateFunctions::part),
            QueryFunction.fixed("DateTimeToTicks", 1, values -> {
                LocalDateTime date = date(values[0]);
                return date == null ? null : Values.number(ticks(date));
            }),
            QueryFunction.fixed("DateTimeToTimestamp", 1, values -> {
                LocalDateTime date = date(values[0]);
                return date == null ? null : Values.number(Math.floorDiv(ticks(date), 10_000));
            }),
            QueryFunction.fixed("GetCurrentDateTime", 0, values -> text(now())),
            QueryFunction.fixed("GetCurrentDateTimeStatic", 0, values -> text(now())),
            QueryFunction.fixed("GetCurrentTicks", 0, values -> Values.number(ticks(now()))),
            QueryFunction.fixed("GetCurrentTicksStatic", 0, values -> Values.number(ticks(now()))),
            QueryFunction.fixed("GetCurrentTimestamp", 0, values -> Values.number(ticks(now()) / 10_000)),
            QueryFunction.fixed("GetCurrentTimestampStatic", 0, values -> Values.number(ticks(now()) / 10_000)),
            QueryFunction.fixed("TicksToDateTime", 1, values -> fromTicks(Values.integer(values[0]), 1)),
            QueryFunction.fixed("TimestampToDateTime", 1, values -> fromTicks(Values.integer(values[0]), 10_000)));

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    /** A date or a date with time and zone, or null where the value is none. */
    static LocalDateTime date(JsonNode value) {
        if (!QueryFunction.isText(value)) {
            return null;
        }
        String text = value.textValue();
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static JsonNode text(LocalDateTime date) {
        return date.getYear() < 1 || date.getYear() > 9999 ? null : QueryFunction.text(FORM.format(date));
    }

    static long ticks(LocalDateTime date) {
        return date.toEpochSecond(ZoneOffset.UTC) * TICKS_PER_SECOND + date.getNano() / NANOS_PER_TICK;
    }

    private static JsonNode fromTicks(Long count, long unit) {
        if (count == null || Math.abs(count) > Long.MAX_VALUE / unit) {
            return null;
        }
        return text(ofTicks(count * unit));
    }

    private static LocalDateTime ofTicks(long ticks) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(ticks, TICKS_PER_SECOND),
                (int) (Math.floorMod(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK),
                ZoneOffset.UTC);
    }

    private static DateTimePart partOf(JsonNode name) {
        return QueryFunction.isText(name) ? DateTimePart.find(name.textValue()) : null;
    }

    private static JsonNode add(JsonNode[] values) {
        DateTimePart part = partOf(values[0]);
        Long amount = Values.integer(values[1]);
        LocalDateTime date = date(values[2]);
        if (part == null || amount == null || date == null) {
            return null;
        }
        try {
            return text(date.plus(amount, part.unit()));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** How many beginnings of the part lie between the two dates. */
    private static JsonNode diff(JsonNode[] values) {
        DateTimePart part = partOf(values[0]);
        LocalDateTime start = date(values[1]);
        LocalDateTime end = date(values[2]);
        return part == null || start == null || end == null
                ? null
                : Values.number(part.unit().between(part.beginning(start), part.beginning(end)));
    }

    private static JsonNode part(JsonNode[] values) {
        DateTimePart part = partOf(values[0]);
        LocalDateTime date = date(values[1]);
        return part == null || date == null ? null : Values.number((long) part.value(date));
    }

    private static JsonNode fromParts(JsonNode[] values) {
        long[] parts = new long[7];
        for (int i = 0; i < values.length; i++) {
            Long value = Values.integer(values[i]);
            if (value == null || value < 0 || value >= TICKS_PER_SECOND) {
                return null;
            }
            parts[i] = value;
        }
        try {
            return text(LocalDateTime.of(
                    (int) parts[0],
                    (int) parts[1],
                    (int) parts[2],
                    (int) parts[3],
                    (int) parts[4],
                    (int) parts[5],
                    (int) (parts[6] * NANOS_PER_TICK)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The beginning of the bin that holds the date; bins are counted from the origin, 1970 where none is given. */
    private static JsonNode bin(JsonNode[] values) {
        LocalDateTime date = date(values[0]);
        DateTimePart part = partOf(values[1]);
        Long size = values.length > 2 ? Values.integer(values[2]) : Long.valueOf(1);
        LocalDateTime origin = values.length > 3 ? date(values[3]) : LocalDateTime.of(1970, 1, 1, 0, 0);
        if (date == null || part == null || size == null || size < 1 || origin == null) {
            return null;
        }
        if (part == DateTimePart.YEAR || part == DateTimePart.MONTH) {
            long whole = Math.floorDiv(part.unit().between(origin, part.beginning(date)), size) * size;
            return text(origin.plus(whole, part.unit()));
        }
        long bin = Math.multiplyExact(part.unit().getDuration().toNanos(), size);
        long ticks = Math.max(1, bin / NANOS_PER_TICK);
        return text(ofTicks(ticks(origin) + Math.floorDiv(ticks(date) - ticks(origin), ticks) * ticks));
    }
}
