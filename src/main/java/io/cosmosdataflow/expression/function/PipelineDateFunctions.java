package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.expression.date.DotNetDateFormat;
import io.cosmosdataflow.expression.date.Timestamp;
import io.cosmosdataflow.expression.date.WindowsZones;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Functions over timestamps, which are texts. Without a format they give the round-trip format {@code o}. */
final class PipelineDateFunctions {

    private static final Map<String, ChronoUnit> UNITS = new TreeMap<>(Map.of(
            "second", ChronoUnit.SECONDS,
            "minute", ChronoUnit.MINUTES,
            "hour", ChronoUnit.HOURS,
            "day", ChronoUnit.DAYS,
            "week", ChronoUnit.WEEKS,
            "month", ChronoUnit.MONTHS,
            "year", ChronoUnit.YEARS));

    private PipelineDateFunctions() {}

    static List<PipelineFunction> all() {
        PipelineFunctionFamily family = new PipelineFunctionFamily("Date");
        additions(family);
        zones(family);
        parts(family);
        return family.functions();
    }

    private static void additions(PipelineFunctionFamily family) {
        family.add(
                        "addDays(timestamp, days, format?)",
                        "So many days later.",
                        arguments -> plus(arguments, ChronoUnit.DAYS))
                .add(
                        "addHours(timestamp, hours, format?)",
                        "So many hours later.",
                        arguments -> plus(arguments, ChronoUnit.HOURS))
                .add(
                        "addMinutes(timestamp, minutes, format?)",
                        "So many minutes later.",
                        arguments -> plus(arguments, ChronoUnit.MINUTES))
                .add(
                        "addSeconds(timestamp, seconds, format?)",
                        "So many seconds later.",
                        arguments -> plus(arguments, ChronoUnit.SECONDS))
                .add(
                        "addToTime(timestamp, count, unit, format?)",
                        "So many units of time later.",
                        arguments -> shift(timestamp(arguments, 0), arguments, 1, 1))
                .add(
                        "getFutureTime(count, unit, format?)",
                        "So many units of time from now.",
                        arguments -> shift(now(arguments), arguments, 0, 1))
                .add(
                        "getPastTime(count, unit, format?)",
                        "So many units of time before now.",
                        arguments -> shift(now(arguments), arguments, 0, -1))
                .add(
                        "subtractFromTime(timestamp, count, unit, format?)",
                        "So many units of time earlier.",
                        arguments -> shift(timestamp(arguments, 0), arguments, 1, -1))
                .add("utcNow(format?)", "The current time.", arguments -> write(now(arguments), arguments, 0));
    }

    private static void zones(PipelineFunctionFamily family) {
        family.add(
                        "convertFromUtc(timestamp, zone, format?)",
                        "The time in a zone at a time in UTC.",
                        arguments -> convert(arguments, ZoneOffset.UTC, zone(arguments, 1), 2))
                .add(
                        "convertTimeZone(timestamp, from, to, format?)",
                        "The time in a zone at a time in another.",
                        arguments -> convert(arguments, zone(arguments, 1), zone(arguments, 2), 3))
                .add(
                        "convertToUtc(timestamp, zone, format?)",
                        "The time in UTC at a time in a zone.",
                        arguments -> convert(arguments, zone(arguments, 1), ZoneOffset.UTC, 2));
    }

    private static void parts(PipelineFunctionFamily family) {
        family.add(
                        "dayOfMonth(timestamp)",
                        "The day of the month.",
                        arguments -> part(arguments, LocalDateTime::getDayOfMonth))
                .add(
                        "dayOfWeek(timestamp)",
                        "The day of the week; Sunday is 0.",
                        arguments -> part(arguments, time -> time.getDayOfWeek().getValue() % 7))
                .add(
                        "dayOfYear(timestamp)",
                        "The day of the year.",
                        arguments -> part(arguments, LocalDateTime::getDayOfYear))
                .add(
                        "formatDateTime(timestamp, format?)",
                        "The timestamp in a format of .NET.",
                        arguments -> write(timestamp(arguments, 0), arguments, 1))
                .add(
                        "startOfDay(timestamp, format?)",
                        "The first moment of its day.",
                        arguments -> start(arguments, time -> time.truncatedTo(ChronoUnit.DAYS)))
                .add(
                        "startOfHour(timestamp, format?)",
                        "The first moment of its hour.",
                        arguments -> start(arguments, time -> time.truncatedTo(ChronoUnit.HOURS)))
                .add(
                        "startOfMonth(timestamp, format?)",
                        "The first moment of its month.",
                        arguments -> start(arguments, time -> time.truncatedTo(ChronoUnit.DAYS)
                                .withDayOfMonth(1)))
                .add(
                        "ticks(timestamp)",
                        "The steps of 100 ns since the beginning of the year 1.",
                        arguments -> LongNode.valueOf(timestamp(arguments, 0).ticks()));
    }

    private static JsonNode plus(Arguments arguments, ChronoUnit unit) {
        return write(moved(timestamp(arguments, 0), arguments.integer(1), unit, arguments), arguments, 2);
    }

    private static JsonNode shift(Timestamp timestamp, Arguments arguments, int count, int sign) {
        String name = arguments.text(count + 1);
        ChronoUnit unit = UNITS.get(name.toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw arguments.fault("'" + name + "' is not a unit of time. "
                    + NearestNames.hint(name, new ArrayList<>(UNITS.keySet())).replaceFirst("[.?]$", ""));
        }
        long distance = (long) sign * arguments.integer(count);
        return write(moved(timestamp, distance, unit, arguments), arguments, count + 2);
    }

    private static Timestamp moved(Timestamp timestamp, long count, ChronoUnit unit, Arguments arguments) {
        try {
            LocalDateTime time = timestamp.time().plus(count, unit);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return new Timestamp(time, timestamp.utc());
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw arguments.fault("the result is outside the years 1 to 9999");
        }
        throw arguments.fault("the result is outside the years 1 to 9999");
    }

    /** Converts the clock time as it is written; only a result in UTC says that it is. */
    private static JsonNode convert(Arguments arguments, ZoneId from, ZoneId to, int format) {
        LocalDateTime time = timestamp(arguments, 0).time();
        LocalDateTime converted = time.atZone(from).withZoneSameInstant(to).toLocalDateTime();
        return write(new Timestamp(converted, to.equals(ZoneOffset.UTC)), arguments, format);
    }

    private static JsonNode part(Arguments arguments, ToIntFunction<LocalDateTime> part) {
        return IntNode.valueOf(part.applyAsInt(timestamp(arguments, 0).time()));
    }

    private static JsonNode start(Arguments arguments, UnaryOperator<LocalDateTime> start) {
        Timestamp timestamp = timestamp(arguments, 0);
        return write(new Timestamp(start.apply(timestamp.time()), timestamp.utc()), arguments, 1);
    }

    private static Timestamp timestamp(Arguments arguments, int index) {
        return Timestamp.parse(arguments.text(index))
                .orElseThrow(() -> arguments.fault("argument " + (index + 1) + " is not a timestamp"));
    }

    private static Timestamp now(Arguments arguments) {
        return new Timestamp(LocalDateTime.ofInstant(arguments.scope().now(), ZoneOffset.UTC), true);
    }

    private static ZoneId zone(Arguments arguments, int index) {
        return WindowsZones.find(arguments.text(index));
    }

    private static JsonNode write(Timestamp timestamp, Arguments arguments, int format) {
        return TextNode.valueOf(
                DotNetDateFormat.format(timestamp, arguments.text(format, DotNetDateFormat.ROUND_TRIP)));
    }
}
