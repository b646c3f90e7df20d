package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * What the values of a partition column are, counted as whole numbers: themselves, days, or seconds since 1970; and
 * how such a number is written in SQL.
 */
enum SqlRange {
    NUMBERS,
    DAYS,
    SECONDS,
    /** Of values with an offset. */
    MOMENTS;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    /** By the values that a column has. */
    static SqlRange of(SqlColumn column, SqlDatabase database) {
        String type = column.nativeType();
        if (column.whole()) {
            return NUMBERS;
        }
        boolean offset = column.interim() == InterimType.DATETIMEOFFSET
                || type.equals("timestamptz")
                || type.contains("with time zone");
        if (offset && !type.startsWith("timetz") && !type.equals("time with time zone")) {
            return MOMENTS;
        }
        if (type.equals("date") && !database.dialect().datesHaveTimes()) {
            return DAYS;
        }
        if (column.interim() == InterimType.DATETIME || column.interim() == InterimType.DATE) {
            return SECONDS;
        }
        throw JobException.of(
                ErrorCode.SqlQueryFailed,
                "The partition column of linked service '" + database.name() + "' is of type '" + type
                        + "', of which no ranges can be made. Choose a column of whole numbers or dates.");
    }

    /** By a bound as written. */
    static SqlRange of(String bound) {
        if (bound.matches("[+-]?\\d+")) {
            return NUMBERS;
        }
        return bound.matches("\\d{4}-\\d{2}-\\d{2}")
                ? DAYS
                : bound.matches(".*([+-]\\d{2}:?\\d{2}|Z)") ? MOMENTS : SECONDS;
    }

    /** A bound as written. */
    long parse(String bound, boolean upper) {
        try {
            String text = bound.trim().replace(' ', 'T');
            return switch (this) {
                case NUMBERS -> new BigDecimal(bound.trim())
                        .setScale(0, upper ? RoundingMode.CEILING : RoundingMode.FLOOR)
                        .longValueExact();
                case DAYS -> LocalDate.parse(text.substring(0, Math.min(10, text.length())))
                                .toEpochDay()
                        + (upper && text.length() > 10 ? 1 : 0);
                case SECONDS -> seconds(
                        text.length() <= 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text), upper);
                case MOMENTS -> text.matches(".*T.*([+-]\\d{2}:?\\d{2}|Z)")
                        ? seconds(OffsetDateTime.parse(text), upper)
                        : SECONDS.parse(bound, upper);
            };
        } catch (ArithmeticException | NumberFormatException | DateTimeParseException e) {
            throw JobException.of(
                    ErrorCode.InvalidProperty,
                    "The partition bound '" + bound + "' is no value of the partition column. Write a whole number,"
                            + " 2026-01-31, or 2026-01-31T08:00:00.",
                    e);
        }
    }

    /** A value of a result that is not NULL. */
    long read(ResultSet result, int index, boolean upper) throws SQLException {
        return switch (this) {
            case NUMBERS -> result.getBigDecimal(index).longValue();
            case DAYS -> result.getObject(index, LocalDate.class).toEpochDay();
            case SECONDS -> seconds(result.getObject(index, LocalDateTime.class), upper);
            case MOMENTS -> seconds(result.getObject(index, OffsetDateTime.class), upper);
        };
    }

    /** As SQL. */
    String literal(long value, SqlDialect dialect) {
        return switch (this) {
            case NUMBERS -> String.valueOf(value);
            case DAYS -> dialect.date(LocalDate.ofEpochDay(value).toString());
            case SECONDS -> moment(value, "", dialect);
            case MOMENTS -> moment(value, "+00:00", dialect);
        };
    }

    /** The last value before that of {@code next}, for a range that includes its end. */
    String before(long next, SqlDialect dialect) {
        return switch (this) {
            case NUMBERS, DAYS -> literal(next - 1, dialect);
            case SECONDS -> moment(next - 1, ".999999", dialect);
            case MOMENTS -> moment(next - 1, ".999999+00:00", dialect);
        };
    }

    private static String moment(long second, String rest, SqlDialect dialect) {
        return dialect.time(TIME.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)) + rest);
    }

    private static long seconds(LocalDateTime time, boolean upper) {
        return seconds(time.atOffset(ZoneOffset.UTC), upper);
    }

    private static long seconds(OffsetDateTime time, boolean upper) {
        return time.toEpochSecond() + (upper && time.getNano() > 0 ? 1 : 0);
    }
}
