package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TimeZones;
import io.cosmosdataflow.function.TypeRule;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * The calendar and the clock. The session is in UTC, which stands for "the local time zone of the factory's
 * region" of the documentation.
 */
final class DateFunctions {

    static final String FAMILY = "Date and time";

    private static final long DAY_MICROS = ChronoUnit.DAYS.getDuration().toMillis() * 1000;

    /** More would leave the years 1 to 9999 from anywhere in them, and Spark ends the job for far more. */
    private static final int MOST_MONTHS = 12 * 9998;

    /** A date where the argument is one, else a timestamp. */
    private static final TypeRule SAME_KIND =
            arguments -> arguments.type(0).equals(DataTypes.DateType) ? DataTypes.DateType : DataTypes.TimestampType;

    private DateFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily(FAMILY, Kind.SCALAR);
        addNow(family);
        addCalendar(family);
        addZones(family);
        return family.functions();
    }

    private static void addNow(FunctionFamily family) {
        family.add(
                        "currentDate(zone? string) -> date",
                        "The date when the run began, in UTC or another time zone.",
                        call -> to_date(call.size() == 0 ? now(call) : nowIn(call)),
                        new Example("currentDate() == toDate('2250-12-31')", "false"),
                        new Example("currentDate('PST')  == toDate('2250-12-31')", "false"),
                        new Example("currentDate('America/New_York')  == toDate('2250-12-31')", "false"))
                .add(
                        "currentTimestamp() -> timestamp",
                        "The time when the run began, the same in the whole run.",
                        DateFunctions::now,
                        new Example("currentTimestamp() == toTimestamp('2250-12-31 12:12:12')", "false"))
                // The page of 2022 says that the time is "interpreted" in the zone. Its older editions show what
                // is meant: currentUTC('Asia/Seoul') is the later time that clocks in Seoul show.
                .add(
                        "currentUTC(zone? string) -> timestamp",
                        "The time when the run began, in UTC, or as clocks in another time zone show it.",
                        call -> call.size() == 0 ? now(call) : nowIn(call),
                        new Example("currentUTC() == toTimestamp('2050-12-12 19:18:12')", "false"),
                        new Example("currentUTC() != toTimestamp('2050-12-12 19:18:12')", "true"),
                        new Example(
                                "fromUTC(currentUTC(), 'Asia/Seoul') != toTimestamp('2050-12-12 19:18:12')", "true"));
    }

    private static void addCalendar(FunctionFamily family) {
        family.add(
                        "addDays(value datetime, days integral) -> datetime",
                        SAME_KIND,
                        "So many days later; the time of day stays.",
                        call -> plusDays(call, call.column(1)),
                        new Example("addDays(toDate('2016-08-08'), 1)", "2016-08-09"))
                // Nothing tells what the zone changes: months are counted on the calendar that the value shows.
                .add(
                        "addMonths(value datetime, months integral, zone? string) -> datetime",
                        SAME_KIND,
                        "So many months later; the last day of a month leads to the last day of a month.",
                        call -> plusMonths(call, call.column(1)),
                        new Example("addMonths(toDate('2016-08-31'), 1)", "2016-09-30"),
                        new Example("addMonths(toTimestamp('2016-09-30 10:10:10'), -1)", "2016-08-31 10:10:10"))
                .add(
                        "subDays(value datetime, days integral) -> datetime",
                        SAME_KIND,
                        "So many days earlier; the time of day stays.",
                        call -> plusDays(call, negate(call.column(1))),
                        new Example("subDays(toDate('2016-08-08'), 1)", "2016-08-07"))
                .add(
                        "subMonths(value datetime, months integral) -> datetime",
                        SAME_KIND,
                        "So many months earlier; the last day of a month leads to the last day of a month.",
                        call -> plusMonths(call, negate(call.column(1))),
                        new Example("subMonths(toDate('2016-09-30'), 1)", "2016-08-31"))
                .add(
                        "lastDayOfMonth(value datetime) -> date",
                        "The last day of the month.",
                        call -> last_day(date(call)),
                        new Example("lastDayOfMonth(toDate('2009-01-12'))", "2009-01-31"))
                .add(
                        "monthsBetween(from datetime, to datetime, roundOff? boolean, zone? string) -> double",
                        "The months from the second time to the first, a month having 31 days where it is not whole; "
                                + "rounded to 8 digits unless roundOff is false.",
                        call -> call_udf(
                                "months_between",
                                call.column(0).cast(DataTypes.TimestampType),
                                call.column(1).cast(DataTypes.TimestampType),
                                call.size() > 2 ? call.column(2) : lit(true)),
                        new Example(
                                "monthsBetween(toTimestamp('1997-02-28 10:30:00'), toDate('1996-10-30'))",
                                "3.94959677"));
    }

    private static void addZones(FunctionFamily family) {
        family.add(
                        "fromUTC(time timestamp, zone? string) -> timestamp",
                        "The time that clocks in the zone show when it is this time in UTC.",
                        call -> call.size() > 1
                                ? from_utc_timestamp(call.column(0), TimeZones.known(call, 1))
                                : call.column(0),
                        new Example("fromUTC(currentTimestamp()) == toTimestamp('2050-12-12 19:18:12')", "false"),
                        new Example(
                                "fromUTC(currentTimestamp(), 'Asia/Seoul') != toTimestamp('2050-12-12 19:18:12')",
                                "true"),
                        new Example("fromUTC(toTimestamp('2019-02-03 05:19:28'), 'Asia/Seoul')", "2019-02-03 14:19:28"))
                .add(
                        "toUTC(time timestamp, zone? string) -> timestamp",
                        "The time in UTC when clocks in the zone show this time.",
                        call -> call.size() > 1
                                ? to_utc_timestamp(call.column(0), TimeZones.known(call, 1))
                                : call.column(0),
                        new Example("toUTC(currentTimestamp()) == toTimestamp('2050-12-12 19:18:12')", "false"),
                        new Example(
                                "toUTC(currentTimestamp(), 'Asia/Seoul') != toTimestamp('2050-12-12 19:18:12')",
                                "true"),
                        new Example("toUTC(toTimestamp('2019-02-03 05:19:28'), 'Asia/Seoul')", "2019-02-02 20:19:28"));
    }

    /** Timestamps of the language have milliseconds. */
    private static Column now(Call call) {
        return lit(call.startOfRun().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Column nowIn(Call call) {
        return from_utc_timestamp(now(call), TimeZones.known(call, 0));
    }

    private static Column date(Call call) {
        return call.column(0).cast(DataTypes.DateType);
    }

    private static Column plusDays(Call call, Column days) {
        if (call.result().equals(DataTypes.DateType)) {
            return date_add(call.column(0), days.cast(DataTypes.IntegerType));
        }
        return later(call, days.cast(DataTypes.LongType));
    }

    private static Column later(Call call, Column days) {
        Column time = call.column(0).cast(DataTypes.TimestampType);
        return call_udf("timestamp_micros", call_udf("unix_micros", time).plus(days.multiply(lit(DAY_MICROS))));
    }

    private static Column plusMonths(Call call, Column months) {
        Column date = date(call);
        Column count = when(months.between(-MOST_MONTHS, MOST_MONTHS), months.cast(DataTypes.IntegerType));
        Column moved = add_months(date, count);
        // Spark keeps the day's number; the documented 2016-09-30 less a month is 2016-08-31.
        Column sticky = when(date.equalTo(last_day(date)), last_day(moved)).otherwise(moved);
        return call.result().equals(DataTypes.DateType)
                ? sticky
                : later(call, datediff(sticky, date).cast(DataTypes.LongType));
    }
}
