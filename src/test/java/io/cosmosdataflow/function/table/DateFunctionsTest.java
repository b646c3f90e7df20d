package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.testing.SharedSpark;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class DateFunctionsTest {

    private static final LocalDate DAY = LocalDate.parse("2016-08-31");
    private static final Instant TIME = Instant.parse("2016-09-30T10:10:10.871Z");
    private static final Column NO_DATE = lit(null).cast(DataTypes.DateType);
    private static final Column NO_TIME = lit(null).cast(DataTypes.TimestampType);
    private static final Column NO_NUMBER = lit(null).cast(DataTypes.LongType);

    @Test
    void theTimeIsThatOfTheStartOfTheRunInMilliseconds() {
        new BuiltCalls()
                .add("now", "2018-03-01 23:30:00.123", "currentTimestamp")
                .add("now in UTC", "2018-03-01 23:30:00.123", "currentUTC")
                .add("now in Seoul", "2018-03-02 08:30:00.123", "currentUTC", "Asia/Seoul")
                .add("now nowhere", "NULL", "currentUTC", "Mars/Olympus")
                .add("today", "2018-03-01", "currentDate")
                .add("today in Seoul", "2018-03-02", "currentDate", "Asia/Seoul")
                .add("today by a short name", "2018-03-01", "currentDate", "PST")
                .add("today nowhere", "NULL", "currentDate", "")
                .check();
    }

    @Test
    void daysAndMonthsAreAddedOnTheCalendar() {
        new BuiltCalls()
                .add("a day", "2016-09-01", "addDays", DAY, 1)
                .add("a day less", "2016-08-30", "addDays", DAY, -1L)
                .add("a day to a time", "2016-10-01 10:10:10.871", "addDays", TIME, 1)
                .add("NULL days", "NULL", "addDays", DAY, NO_NUMBER)
                .add("no date", "NULL", "addDays", NO_DATE, 1)
                .add("NULL and a day", "NULL", "addDays", lit(null), 1)
                .add("over a leap day", "2016-02-29", "subDays", LocalDate.parse("2016-03-01"), 1)
                .add("a day off a time", "2016-09-29 10:10:10.871", "subDays", TIME, 1)
                .add("last day to last day", "2016-09-30", "addMonths", DAY, 1)
                .add("last day of February", "2017-02-28", "addMonths", DAY, 6)
                .add("last day back", "2016-08-31 10:10:10.871", "addMonths", TIME, -1)
                .add("a day in between", "2016-09-15", "addMonths", LocalDate.parse("2016-08-15"), 1)
                .add("with a zone", "2016-10-31 10:10:10.871", "addMonths", TIME, 1, "PST")
                .add("months off", "2016-07-31", "subMonths", DAY, 1)
                .add("too many months", "NULL", "addMonths", DAY, 2_000_000_000)
                .add("far too many months", "NULL", "addMonths", DAY, Long.MAX_VALUE)
                .add(
                        "before the epoch",
                        "1969-12-30 23:59:59.999",
                        "addDays",
                        Instant.parse("1969-12-31T23:59:59.999Z"),
                        -1)
                .add("month's end", "2016-02-29", "lastDayOfMonth", LocalDate.parse("2016-02-03"))
                .add("month's end of a time", "2016-09-30", "lastDayOfMonth", TIME)
                .add("month's end of NULL", "NULL", "lastDayOfMonth", lit(null))
                .check();
    }

    @Test
    void monthsBetweenTwoTimes() {
        Instant from = Instant.parse("1997-02-28T10:30:00Z");
        LocalDate to = LocalDate.parse("1996-10-30");
        new BuiltCalls()
                .add("rounded", "3.94959677", "monthsBetween", from, to)
                .add("rounded as asked for", "3.94959677", "monthsBetween", from, to, true)
                .add("not rounded", "3.9495967741935485", "monthsBetween", from, to, false, "PST")
                .add("backwards", "-3.94959677", "monthsBetween", to, from)
                .add("last days are whole months", "1.0", "monthsBetween", LocalDate.parse("2016-09-30"), DAY)
                .add("NULL", "NULL", "monthsBetween", from, NO_DATE)
                .check();
    }

    @Test
    void zonesMoveTimesToAndFromUtc() {
        Instant summer = Instant.parse("2019-07-03T05:19:28Z");
        Column zones = col("zone");
        new BuiltCalls()
                .add("from UTC", "2019-07-02 22:19:28", "fromUTC", summer, "PST")
                .add("to UTC", "2019-07-03 12:19:28", "toUTC", summer, "America/Los_Angeles")
                .add("an offset", "2019-07-03 07:19:28", "fromUTC", summer, "+02:00")
                .add("stays", "2019-07-03 05:19:28", "fromUTC", summer)
                .add("stays too", "2019-07-03 05:19:28", "toUTC", summer)
                .add("no such zone", "NULL", "toUTC", summer, "Seoul")
                .add("NULL", "NULL", "fromUTC", NO_TIME, "PST")
                .add("NULL zone", "NULL", "fromUTC", summer, lit(null).cast("string"))
                .check();
        for (String[] each : new String[][] {
            {"Asia/Seoul", "2019-07-03 14:19:28"},
            {"PST", "2019-07-02 22:19:28"},
            {"GMT+2:00", "2019-07-03 07:19:28"},
            {"+18:30", "NULL"},
            {"nowhere", "NULL"}
        }) {
            new BuiltCalls()
                    .add("a column of zones: " + each[0], each[1], "fromUTC", summer, new Typed(zones).text())
                    .check(SharedSpark.session().range(1).select(lit(each[0]).as("zone")));
        }
    }

    /** A column of a stream has no type before the analysis; a cast says it. */
    private record Typed(Column column) {
        Column text() {
            return column.cast(DataTypes.StringType);
        }
    }

    @Test
    void partsOfDatesAndTimes() {
        Instant before = Instant.parse("1969-12-31T23:59:59.871Z");
        new BuiltCalls()
                .add("year", "2016", "year", TIME)
                .add("month", "8", "month", DAY)
                .add("day of month", "31", "dayOfMonth", DAY)
                .add("Sunday", "1", "dayOfWeek", LocalDate.parse("2016-08-28"))
                .add("Saturday", "7", "dayOfWeek", LocalDate.parse("2016-08-27"))
                .add("day of year", "366", "dayOfYear", LocalDate.parse("2016-12-31"))
                .add("week of the year before", "53", "weekOfYear", LocalDate.parse("2016-01-01"))
                .add("hour", "10", "hour", TIME)
                .add("hour with a zone", "10", "hour", TIME, "Asia/Seoul")
                .add("minute", "10", "minute", TIME)
                .add("second", "59", "second", before)
                .add("millisecond", "871", "millisecond", before)
                .add("year of NULL", "NULL", "year", lit(null))
                .add("hour of NULL", "NULL", "hour", NO_TIME)
                .add("millisecond of NULL", "NULL", "millisecond", NO_TIME)
                .check();
    }

    @Test
    void durationsAreMilliseconds() {
        new BuiltCalls()
                .add("weeks", "-604800000", "weeks", -1)
                .add("many days", "8640000000000", "days", 100_000)
                .add("no hours", "0", "hours", 0L)
                .add("NULL minutes", "NULL", "minutes", NO_NUMBER)
                .add("seconds", "1000", "seconds", (short) 1)
                .add("milliseconds", "1", "milliseconds", (byte) 1)
                .check();
    }
}
