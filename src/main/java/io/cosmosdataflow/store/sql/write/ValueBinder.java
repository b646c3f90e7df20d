package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.spark.PlainNumbers;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.TextParameter;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Hands the value of one column from a row of Spark to a statement, in the form that its column takes. */
@FunctionalInterface
interface ValueBinder {

    long MICROS = 1_000_000;

    /** The value is not null. */
    void bind(PreparedStatement statement, int parameter, InternalRow row, int ordinal) throws SQLException;

    /** @param field of Spark, marked with its interim type; timestamps are read in UTC */
    static ValueBinder of(StructField field, TargetColumn target, SqlDialect dialect) {
        DataType type = field.dataType();
        if (type instanceof StringType && InterimType.of(field) == InterimType.DATETIME && !textual(target)) {
            return ticks(target, dialect);
        }
        if (type instanceof StringType) {
            return text(target, dialect);
        } else if (type instanceof BooleanType) {
            return flag(target);
        } else if (textual(target) && type instanceof NumericType) {
            return (statement, i, row, at) -> statement.setString(i, PlainNumbers.text(row.get(at, type)));
        } else if (type instanceof ByteType || type instanceof ShortType || type instanceof IntegerType) {
            return integer(type, target);
        } else if (type instanceof LongType) {
            return (statement, i, row, at) -> statement.setLong(i, row.getLong(at));
        } else if (type instanceof FloatType) {
            return (statement, i, row, at) -> statement.setFloat(i, row.getFloat(at));
        } else if (type instanceof DoubleType) {
            return (statement, i, row, at) -> statement.setDouble(i, row.getDouble(at));
        } else if (type instanceof DecimalType decimal) {
            return (statement, i, row, at) -> statement.setBigDecimal(
                    i, row.getDecimal(at, decimal.precision(), decimal.scale()).toJavaBigDecimal());
        } else if (type instanceof DateType) {
            return date(target, dialect);
        } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return time(target, dialect);
        } else if (type instanceof BinaryType) {
            return (statement, i, row, at) -> statement.setBytes(i, row.getBinary(at));
        }
        throw new IllegalArgumentException("No column takes values of the type " + type.catalogString() + ".");
    }

    private static ValueBinder integer(DataType type, TargetColumn target) {
        boolean flag = flagged(target);
        return (statement, i, row, at) -> {
            int value =
                    switch (type.defaultSize()) {
                        case 1 -> row.getByte(at);
                        case 2 -> row.getShort(at);
                        default -> row.getInt(at);
                    };
            if (flag && (value == 0 || value == 1)) {
                statement.setBoolean(i, value == 1);
            } else {
                statement.setInt(i, value);
            }
        };
    }

    private static ValueBinder flag(TargetColumn target) {
        if (textual(target)) {
            return (statement, i, row, at) -> statement.setString(i, row.getBoolean(at) ? "True" : "False");
        }
        return flagged(target)
                ? (statement, i, row, at) -> statement.setBoolean(i, row.getBoolean(at))
                : (statement, i, row, at) -> statement.setInt(i, row.getBoolean(at) ? 1 : 0);
    }

    private static ValueBinder date(TargetColumn target, SqlDialect dialect) {
        if (textual(target)) {
            return (statement, i, row, at) ->
                    statement.setString(i, LocalDate.ofEpochDay(row.getInt(at)).toString());
        }
        return target.jdbcType() == Types.TIMESTAMP || zoned(target, dialect)
                ? (statement, i, row, at) -> statement.setObject(
                        i, LocalDate.ofEpochDay(row.getInt(at)).atStartOfDay())
                : (statement, i, row, at) -> statement.setObject(i, LocalDate.ofEpochDay(row.getInt(at)));
    }

    private static ValueBinder time(TargetColumn target, SqlDialect dialect) {
        if (textual(target)) {
            return (statement, i, row, at) ->
                    statement.setString(i, utc(row.getLong(at)).toString());
        }
        if (zoned(target, dialect)) {
            return (statement, i, row, at) ->
                    statement.setObject(i, utc(row.getLong(at)).atOffset(ZoneOffset.UTC));
        }
        return switch (target.jdbcType()) {
            case Types.DATE -> (statement, i, row, at) ->
                    statement.setObject(i, utc(row.getLong(at)).toLocalDate());
            case Types.TIME -> (statement, i, row, at) ->
                    statement.setObject(i, utc(row.getLong(at)).toLocalTime());
            default -> (statement, i, row, at) -> statement.setObject(i, utc(row.getLong(at)));
        };
    }

    /** A Datetime with seven digits of its second, {@code 2026-01-31T08:00:00.1234567Z}. */
    private static ValueBinder ticks(TargetColumn target, SqlDialect dialect) {
        boolean zoned = zoned(target, dialect);
        return (statement, i, row, at) -> {
            OffsetDateTime moment = OffsetDateTime.parse(row.getString(at));
            Object value = zoned ? moment : moment.toLocalDateTime();
            if (target.jdbcType() == Types.DATE) {
                value = moment.toLocalDate();
            } else if (target.jdbcType() == Types.TIME) {
                value = moment.toLocalTime();
            }
            statement.setObject(i, value);
        };
    }

    private static LocalDateTime utc(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1_000, ZoneOffset.UTC);
    }

    /** Texts that mean something else: databases read them. */
    private static ValueBinder text(TargetColumn target, SqlDialect dialect) {
        if (textual(target)) {
            return (statement, i, row, at) -> statement.setString(i, row.getString(at));
        }
        Optional<TextParameter> own = dialect.texts(target.jdbcType(), target.typeName());
        if (own.isPresent()) {
            return (statement, i, row, at) -> own.get().set(statement, i, row.getString(at));
        }
        if (flagged(target)) {
            return (statement, i, row, at) -> {
                String value = row.getString(at);
                if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
                    statement.setBoolean(i, Boolean.parseBoolean(value));
                } else {
                    statement.setString(i, value);
                }
            };
        }
        if (zoned(target, dialect)) {
            return ValueBinder::offset;
        }
        return target.jdbcType() == Types.DECIMAL || target.jdbcType() == Types.NUMERIC
                ? ValueBinder::decimal
                : (statement, i, row, at) -> statement.setString(i, row.getString(at));
    }

    private static void offset(PreparedStatement statement, int i, InternalRow row, int at) throws SQLException {
        String value = row.getString(at);
        try {
            statement.setObject(i, OffsetDateTime.parse(value));
        } catch (DateTimeParseException e) {
            statement.setString(i, value);
        }
    }

    private static void decimal(PreparedStatement statement, int i, InternalRow row, int at) throws SQLException {
        String value = row.getString(at);
        try {
            statement.setBigDecimal(i, new BigDecimal(value));
        } catch (NumberFormatException e) {
            statement.setString(i, value);
        }
    }

    private static boolean textual(TargetColumn target) {
        return switch (target.jdbcType()) {
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB -> !NOT_TEXTS.contains(target.typeName());
            default -> false;
        };
    }

    /** Types that drivers report as texts, and that are none. */
    Set<String> NOT_TEXTS = Set.of("uuid", "uniqueidentifier", "json", "jsonb", "xml", "inet4", "inet6");

    private static boolean flagged(TargetColumn target) {
        return target.jdbcType() == Types.BIT || target.jdbcType() == Types.BOOLEAN;
    }

    private static boolean zoned(TargetColumn target, SqlDialect dialect) {
        return dialect.zoned(target.jdbcType(), target.typeName());
    }
}
