package io.cosmosdataflow.store.type;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * An interim data type, and the Spark type in which a Dataset carries it.
 *
 * <ul>
 *   <li>{@code Datetime}: a timestamp, read in UTC (sessions of activities are set to UTC);
 *   <li>{@code Datetimeoffset}: a text in ISO 8601 with its offset, {@code 2026-01-31T08:00:00.123+02:00};
 *   <li>{@code Timespan}: a text {@code [-][d.]hh:mm:ss[.fffffff]}, .NET's constant form;
 *   <li>{@code Guid}: a text of 36 characters in lower case;
 *   <li>unsigned integers: the next larger type that holds all their values.
 * </ul>
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Data type mapping".
 */
public enum InterimType {
    BOOLEAN("Boolean", DataTypes.BooleanType),
    BYTE("Byte", DataTypes.ShortType),
    BYTE_ARRAY("Byte[]", DataTypes.BinaryType),
    DATE("Date", DataTypes.DateType),
    DATETIME("Datetime", DataTypes.TimestampType),
    DATETIMEOFFSET("Datetimeoffset", DataTypes.StringType),
    DECIMAL("Decimal", DataTypes.createDecimalType(38, 18)),
    DOUBLE("Double", DataTypes.DoubleType),
    GUID("Guid", DataTypes.StringType),
    INT16("Int16", DataTypes.ShortType),
    INT32("Int32", DataTypes.IntegerType),
    INT64("Int64", DataTypes.LongType),
    SBYTE("SByte", DataTypes.ByteType),
    SINGLE("Single", DataTypes.FloatType),
    STRING("String", DataTypes.StringType),
    TIMESPAN("Timespan", DataTypes.StringType),
    UINT16("UInt16", DataTypes.IntegerType),
    UINT32("UInt32", DataTypes.LongType),
    UINT64("UInt64", DataTypes.createDecimalType(20, 0));

    private static final String KEY = "interimType";

    /** Other spellings that definitions have, in lower case. */
    private static final Map<String, InterimType> ALIASES =
            Map.of("bytearray", BYTE_ARRAY, "byte array", BYTE_ARRAY, "bool", BOOLEAN, "float", SINGLE, "int", INT32);

    private final String shown;
    private final DataType carrier;

    InterimType(String shown, DataType carrier) {
        this.shown = shown;
        this.carrier = carrier;
    }

    /** Data Factory's name. */
    public String shown() {
        return shown;
    }

    /** The Spark type that carries it; decimals of a known precision have that instead. */
    public DataType carrier() {
        return carrier;
    }

    /** By Data Factory's name in any case. */
    public static Optional<InterimType> of(String name) {
        String lower = name.trim().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.shown.toLowerCase(Locale.ROOT).equals(lower))
                .findFirst()
                .or(() -> Optional.ofNullable(ALIASES.get(lower)));
    }

    /** Of a column: what its metadata says, else what goes with its Spark type. Nested values count as texts. */
    public static InterimType of(StructField field) {
        return field.metadata().contains(KEY)
                ? InterimType.valueOf(field.metadata().getString(KEY))
                : of(field.dataType());
    }

    /** Of a Spark type by itself. */
    public static InterimType of(DataType type) {
        if (type instanceof BooleanType) {
            return BOOLEAN;
        } else if (type instanceof ByteType) {
            return SBYTE;
        } else if (type instanceof ShortType) {
            return INT16;
        } else if (type instanceof IntegerType) {
            return INT32;
        } else if (type instanceof LongType) {
            return INT64;
        } else if (type instanceof FloatType) {
            return SINGLE;
        } else if (type instanceof DoubleType) {
            return DOUBLE;
        } else if (type instanceof DecimalType) {
            return DECIMAL;
        } else if (type instanceof DateType) {
            return DATE;
        } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return DATETIME;
        } else if (type instanceof BinaryType) {
            return BYTE_ARRAY;
        }
        return STRING;
    }

    /** The column under a name, marked with this type. */
    public Column mark(Column column, String name) {
        return column.as(name, metadata());
    }

    /** What marks a column of this type. */
    public Metadata metadata() {
        return new MetadataBuilder().putString(KEY, name()).build();
    }
}
