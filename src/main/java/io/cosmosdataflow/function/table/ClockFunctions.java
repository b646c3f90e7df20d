package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.dayofweek;
import static org.apache.spark.sql.functions.dayofyear;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.minute;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.second;
import static org.apache.spark.sql.functions.weekofyear;
import static org.apache.spark.sql.functions.year;

import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Parts of dates and times, and durations, which are milliseconds. */
final class ClockFunctions {

    private ClockFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily(DateFunctions.FAMILY, Kind.SCALAR);
        addDateParts(family);
        addTimeParts(family);
        addDurations(family);
        return family.functions();
    }

    private static void addDateParts(FunctionFamily family) {
        family.add(
                        "year(value datetime) -> integer",
                        "The year.",
                        call -> year(call.column(0)),
                        new Example("year(toDate('2012-8-8'))", "2012"))
                .add(
                        "month(value datetime) -> integer",
                        "The month, 1 to 12.",
                        call -> month(call.column(0)),
                        new Example("month(toDate('2012-8-8'))", "8"))
                .add(
                        "dayOfMonth(value datetime) -> integer",
                        "The day of the month, from 1.",
                        call -> dayofmonth(call.column(0)),
                        new Example("dayOfMonth(toDate('2018-06-08'))", "8"))
                .add(
                        "dayOfWeek(value datetime) -> integer",
                        "The day of the week: 1 is Sunday, 7 is Saturday.",
                        call -> dayofweek(call.column(0)),
                        new Example("dayOfWeek(toDate('2018-06-08'))", "6"))
                .add(
                        "dayOfYear(value datetime) -> integer",
                        "The day of the year, from 1.",
                        call -> dayofyear(call.column(0)),
                        new Example("dayOfYear(toDate('2016-04-09'))", "100"))
                // Which weeks are meant is not said; Spark's are those of ISO 8601.
                .add(
                        "weekOfYear(value datetime) -> integer",
                        "The week of the year by ISO 8601: it starts on Monday, and the first one has a Thursday.",
                        call -> weekofyear(call.column(0)),
                        new Example("weekOfYear(toDate('2008-02-20'))", "8"));
    }

    /**
     * The documented hour of 12:58:59 "in PST" is 12: the zone tells where the clock hangs, and moves nothing.
     * {@code fromUTC} is there to move.
     */
    private static void addTimeParts(FunctionFamily family) {
        family.add(
                        "hour(time timestamp, zone? string) -> integer",
                        "The hour, 0 to 23; a time zone does not move it.",
                        call -> hour(call.column(0)),
                        new Example("hour(toTimestamp('2009-07-30 12:58:59'))", "12"),
                        new Example("hour(toTimestamp('2009-07-30 12:58:59'), 'PST')", "12"))
                .add(
                        "minute(time timestamp, zone? string) -> integer",
                        "The minute, 0 to 59; a time zone does not move it.",
                        call -> minute(call.column(0)),
                        new Example("minute(toTimestamp('2009-07-30 12:58:59'))", "58"),
                        new Example("minute(toTimestamp('2009-07-30 12:58:59'), 'PST')", "58"))
                .add(
                        "second(time timestamp, zone? string) -> integer",
                        "The second, 0 to 59; a time zone does not move it.",
                        call -> second(call.column(0)),
                        new Example("second(toTimestamp('2009-07-30 12:58:59'))", "59"))
                .add(
                        "millisecond(time timestamp, zone? string) -> integer",
                        "The millisecond, 0 to 999; a time zone does not move it.",
                        call -> pmod(call_udf("unix_millis", call.column(0)), lit(1000L))
                                .cast(DataTypes.IntegerType),
                        new Example(
                                "millisecond(toTimestamp('2009-07-30 12:58:59.871', 'yyyy-MM-dd HH:mm:ss.SSS'))",
                                "871"));
    }

    private static void addDurations(FunctionFamily family) {
        addDuration(family, "weeks", Duration.ofDays(7), "1209600000");
        addDuration(family, "days", Duration.ofDays(1), "172800000");
        addDuration(family, "hours", Duration.ofHours(1), "7200000");
        addDuration(family, "minutes", Duration.ofMinutes(1), "120000");
        addDuration(family, "seconds", Duration.ofSeconds(1), "2000");
        addDuration(family, "milliseconds", Duration.ofMillis(1), "2");
    }

    private static void addDuration(FunctionFamily family, String unit, Duration length, String two) {
        family.add(
                unit + "(count integral) -> long",
                "The milliseconds of so many " + unit + ", to be added to a timestamp.",
                call -> milliseconds(call.column(0), length),
                new Example(unit + "(2)", two));
    }

    private static Column milliseconds(Column count, Duration length) {
        return count.cast(DataTypes.LongType).multiply(lit(length.toMillis()));
    }
}
