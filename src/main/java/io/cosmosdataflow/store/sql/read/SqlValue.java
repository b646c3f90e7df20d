package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.spark.IsoTimes;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Moves one value of a result into a row, as its carrier. Dates and times are taken as the database has them,
 * whatever the time zone of the JVM; so a {@code Datetime} is the same in UTC.
 */
@FunctionalInterface
interface SqlValue {

    /** @param ordinal in the row, where the value is NULL already */
    void move(ResultSet result, InternalRow row, int ordinal) throws SQLException;

    static SqlValue of(SqlColumn column) {
        int index = column.index();
        return switch (column.interim()) {
            case BOOLEAN -> (result, row, at) -> {
                boolean value = result.getBoolean(index);
                if (!result.wasNull()) {
                    row.setBoolean(at, value);
                }
            };
            case BYTE, INT16 -> (result, row, at) -> {
                short value = result.getShort(index);
                if (!result.wasNull()) {
                    row.setShort(at, value);
                }
            };
            case SBYTE -> (result, row, at) -> {
                byte value = result.getByte(index);
                if (!result.wasNull()) {
                    row.setByte(at, value);
                }
            };
            case INT32, UINT16 -> (result, row, at) -> {
                int value = result.getInt(index);
                if (!result.wasNull()) {
                    row.setInt(at, value);
                }
            };
            case INT64, UINT32 -> (result, row, at) -> {
                long value = result.getLong(index);
                if (!result.wasNull()) {
                    row.setLong(at, value);
                }
            };
            case SINGLE -> (result, row, at) -> {
                float value = result.getFloat(index);
                if (!result.wasNull()) {
                    row.setFloat(at, value);
                }
            };
            case DOUBLE -> (result, row, at) -> {
                double value = result.getDouble(index);
                if (!result.wasNull()) {
                    row.setDouble(at, value);
                }
            };
            case UINT64, DECIMAL -> decimal(column, (DecimalType) column.carrier());
            case BYTE_ARRAY -> bytes(column);
            case DATE -> (result, row, at) -> {
                LocalDate value = result.getObject(index, LocalDate.class);
                if (value != null) {
                    row.setInt(at, Math.toIntExact(value.toEpochDay()));
                }
            };
            case DATETIME -> datetime(column);
            default -> text(column);
        };
    }

    private static SqlValue decimal(SqlColumn column, DecimalType type) {
        int index = column.index();
        boolean bits = column.nativeType().startsWith("bit");
        return (result, row, at) -> {
            BigDecimal value;
            if (bits) {
                byte[] bytes = result.getBytes(index);
                value = bytes == null ? null : new BigDecimal(new BigInteger(1, bytes));
            } else {
                value = result.getBigDecimal(index);
            }
            if (value == null) {
                return;
            }
            BigDecimal scaled =
                    value.scale() > type.scale() ? value.setScale(type.scale(), RoundingMode.HALF_UP) : value;
            Decimal decimal = new Decimal();
            if (scaled.precision() - scaled.scale() > type.precision() - type.scale()) {
                throw new SQLException(
                        "A number of column '" + column.name() + "' has more than " + (type.precision() - type.scale())
                                + " digits before the point; cast it to a text in a query.");
            }
            row.setDecimal(
                    at,
                    decimal.set(scala.math.BigDecimal.exact(scaled), type.precision(), type.scale()),
                    type.precision());
        };
    }

    private static SqlValue bytes(SqlColumn column) {
        int index = column.index();
        boolean bits =
                column.nativeType().startsWith("bit") || column.nativeType().startsWith("varbit");
        return (result, row, at) -> {
            byte[] value = bits ? packed(result.getString(index)) : result.getBytes(index);
            if (value != null) {
                row.update(at, value);
            }
        };
    }

    /** Texts of zeros and ones, the first bit at the top. */
    private static byte[] packed(String bits) {
        if (bits == null) {
            return null;
        }
        byte[] bytes = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            if (bits.charAt(i) == '1' || bits.charAt(i) == 't') {
                bytes[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return bytes;
    }

    private static SqlValue datetime(SqlColumn column) {
        int index = column.index();
        String type = column.nativeType();
        if (type.equals("date")) {
            return (result, row, at) -> {
                LocalDate value = result.getObject(index, LocalDate.class);
                if (value != null) {
                    row.setLong(at, micros(value.atStartOfDay().atOffset(ZoneOffset.UTC)));
                }
            };
        }
        if (type.contains("time zone") && !type.contains("without") || type.equals("timestamptz")) {
            boolean text = column.carrier() instanceof StringType;
            return (result, row, at) -> {
                OffsetDateTime value = result.getObject(index, OffsetDateTime.class);
                if (value != null && text) {
                    LocalDateTime utc =
                            value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
                    row.update(at, UTF8String.fromString(IsoTimes.shortest(utc, true)));
                } else if (value != null) {
                    row.setLong(at, micros(value));
                }
            };
        }
        if (column.carrier() instanceof StringType) {
            return (result, row, at) -> {
                LocalDateTime value = result.getObject(index, LocalDateTime.class);
                if (value != null) {
                    row.update(at, UTF8String.fromString(IsoTimes.shortest(value, true)));
                }
            };
        }
        return (result, row, at) -> {
            LocalDateTime value = result.getObject(index, LocalDateTime.class);
            if (value != null) {
                row.setLong(at, micros(value.atOffset(ZoneOffset.UTC)));
            }
        };
    }

    private static long micros(OffsetDateTime value) throws SQLException {
        try {
            return Math.addExact(Math.multiplyExact(value.toEpochSecond(), 1_000_000L), value.getNano() / 1_000);
        } catch (ArithmeticException e) {
            throw new SQLException("A date is outside of what can be carried: " + value + ".", e);
        }
    }

    private static SqlValue text(SqlColumn column) {
        int index = column.index();
        InterimType interim = column.interim();
        String type = column.nativeType();
        return (result, row, at) -> {
            String value;
            if (interim == InterimType.DATETIMEOFFSET
                    && (type.equals("timetz") || type.equals("time with time zone"))) {
                OffsetTime time = result.getObject(index, OffsetTime.class);
                value = time == null ? null : SqlTimes.offset(time.atDate(SqlTimes.DAY_OF_TIMES));
            } else if (interim == InterimType.DATETIMEOFFSET) {
                OffsetDateTime moment = result.getObject(index, OffsetDateTime.class);
                value = moment == null ? null : SqlTimes.offset(moment);
            } else if (interim == InterimType.TIMESPAN && type.startsWith("time") && !type.contains("zone")) {
                value = SqlTimes.span(result.getString(index));
            } else if (interim == InterimType.TIMESPAN && type.equals("time with time zone")) {
                OffsetTime time = result.getObject(index, OffsetTime.class);
                LocalTime local = time == null ? null : time.toLocalTime();
                value = local == null ? null : SqlTimes.span(local.toString());
            } else if (interim == InterimType.TIMESPAN) {
                value = SqlTimes.span(result.getString(index));
            } else {
                value = result.getString(index);
            }
            if (value != null) {
                row.update(
                        at,
                        UTF8String.fromString(interim == InterimType.GUID ? value.toLowerCase(Locale.ROOT) : value));
            }
        };
    }
}
