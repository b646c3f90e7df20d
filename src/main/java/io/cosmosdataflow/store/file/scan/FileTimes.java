package io.cosmosdataflow.store.file.scan;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.VarcharType;

/**
 * Times of files as the rest of this product has them, wherever in a column they stand: a timestamp without a zone
 * counts as UTC, nanoseconds are cut to microseconds, and a time of day is the text of an interim Timespan.
 *
 * <p>Types that are only marks tell a column of whole numbers what it means; no format gives them otherwise.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping (Datetime, Timespan); Parquet format, LogicalTypes:
 * a timestamp that is not adjusted to UTC is a date and a time on the clock.
 */
final class FileTimes {

    /** The mark of a timestamp in nanoseconds. */
    static final DataType NANOSECONDS = new VarcharType(9);

    /** .NET's ticks are the seventh digit behind the second. */
    private static final int DIGITS = 7;

    private FileTimes() {}

    /** The mark of a time of day, in units of so many digits behind the second. */
    static DataType time(int digits) {
        return new CharType(digits);
    }

    static boolean isTime(DataType type) {
        return type instanceof CharType;
    }

    /** As a message names a type that Spark has no name for. */
    static String shown(DataType type) {
        if (type instanceof CharType time) {
            return time.length() == 3 ? "time(ms)" : time.length() == 6 ? "time(us)" : "time(ns)";
        }
        return type.equals(NANOSECONDS) ? "timestamp(ns)" : type.simpleString();
    }

    /** The values of a column that has been read as Spark stores it. */
    static Column of(Column value, DataType type) {
        if (plain(type)) {
            return value;
        }
        if (type instanceof CharType time) {
            return clock(value.cast(DataTypes.LongType), time.length());
        }
        if (type instanceof VarcharType) {
            return functions.call_udf("timestamp_micros", whole(value, 1000));
        }
        if (type instanceof TimestampNTZType) {
            return value.cast(DataTypes.TimestampType);
        }
        if (type instanceof ArrayType list) {
            return functions.transform(value, element -> of(element, list.elementType()));
        }
        if (type instanceof MapType map) {
            Column keys = plain(map.keyType())
                    ? value
                    : functions.transform_keys(value, (key, each) -> of(key, map.keyType()));
            return plain(map.valueType())
                    ? keys
                    : functions.transform_values(keys, (key, each) -> of(each, map.valueType()));
        }
        List<Column> fields = new ArrayList<>();
        for (StructField field : ((StructType) type).fields()) {
            fields.add(of(value.getField(field.name()), field.dataType()).as(field.name()));
        }
        return functions.when(value.isNotNull(), functions.struct(fields.toArray(Column[]::new)));
    }

    /** Whether there is nothing to do. */
    private static boolean plain(DataType type) {
        if (type instanceof StructType struct) {
            for (StructField field : struct.fields()) {
                if (!plain(field.dataType())) {
                    return false;
                }
            }
            return true;
        }
        if (type instanceof ArrayType list) {
            return plain(list.elementType());
        }
        if (type instanceof MapType map) {
            return plain(map.keyType()) && plain(map.valueType());
        }
        return !(type instanceof CharType || type instanceof VarcharType || type instanceof TimestampNTZType);
    }

    /** {@code hh:mm:ss[.fffffff]}. */
    private static Column clock(Column value, int digits) {
        long second = power(digits);
        Column seconds = whole(value, second);
        Column rest = functions.pmod(value, functions.lit(second));
        Column ticks = digits > DIGITS ? whole(rest, power(digits - DIGITS)) : rest.multiply(power(DIGITS - digits));
        Column fraction = functions
                .when(ticks.equalTo(0L), "")
                .otherwise(functions.concat(functions.lit("."), functions.lpad(ticks.cast("string"), DIGITS, "0")));
        Column colon = functions.lit(":");
        return functions.concat(
                two(whole(seconds, 3600)),
                colon,
                two(functions.pmod(whole(seconds, 60), functions.lit(60L))),
                colon,
                two(functions.pmod(seconds, functions.lit(60L))),
                fraction);
    }

    private static Column two(Column number) {
        return functions.lpad(number.cast("string"), 2, "0");
    }

    /** Rounded down, before 1970 too. */
    private static Column whole(Column value, long unit) {
        Column rest = functions.pmod(value, functions.lit(unit));
        return functions.call_udf("div", value.minus(rest), functions.lit(unit));
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }
}
