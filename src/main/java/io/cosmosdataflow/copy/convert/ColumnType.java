package io.cosmosdataflow.copy.convert;

import io.cosmosdataflow.store.type.InterimType;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * What one side of a mapping says of its column's type.
 *
 * @param culture for numbers and dates in texts, {@code de-DE}; before that of the settings
 * @param format of dates or time spans in texts, a format string of .NET; before that of the settings
 * @param precision of a Decimal; 1 to 38, what is beyond counts as 38
 * @param scale of a Decimal; of a Datetime, digits of its second: more than six are carried as a text in ISO 8601; of a
 *     Datetimeoffset, six where what takes it has no more
 */
public record ColumnType(
        InterimType type, Optional<String> culture, Optional<String> format, OptionalInt precision, OptionalInt scale) {

    private static final int MOST_DIGITS = 38;

    /** Spark's timestamps have microseconds, .NET's times ticks of 100 ns. */
    private static final int DIGITS_OF_MICROS = 6;

    private static final int DIGITS_OF_TICKS = 7;

    public ColumnType {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(culture, "culture");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(scale, "scale");
    }

    public static ColumnType of(InterimType type) {
        return new ColumnType(type, Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /** Of a column of a Dataset, with the precision of its decimals. */
    public static ColumnType of(StructField field) {
        ColumnType type = of(InterimType.of(field));
        if (type.type == InterimType.DATETIME && field.dataType() instanceof StringType) {
            return type.withTicks();
        }
        return type.type == InterimType.DECIMAL && field.dataType() instanceof DecimalType decimal
                ? type.withDigits(decimal.precision(), decimal.scale())
                : type;
    }

    /** The same with what another says of texts, where it says anything. */
    public ColumnType withTextsOf(ColumnType other) {
        return new ColumnType(type, other.culture.or(() -> culture), other.format.or(() -> format), precision, scale);
    }

    /** The same, and nothing said of texts. */
    public ColumnType withoutTexts() {
        return new ColumnType(type, Optional.empty(), Optional.empty(), precision, scale);
    }

    /** A Datetime that keeps the seventh digit of its second, and is carried as a text for it; other types stay. */
    public ColumnType withTicks() {
        return type == InterimType.DATETIME && scale.isEmpty()
                ? new ColumnType(type, culture, format, precision, OptionalInt.of(DIGITS_OF_TICKS))
                : this;
    }

    /** A Datetime that is carried as a timestamp of Spark, or a Datetimeoffset that will become one. */
    public ColumnType withMicros() {
        return new ColumnType(type, culture, format, precision, OptionalInt.of(DIGITS_OF_MICROS));
    }

    /** Whether it is a Datetimeoffset that has no more than microseconds. */
    boolean momentInMicros() {
        return type == InterimType.DATETIMEOFFSET && scale.orElse(DIGITS_OF_TICKS) <= DIGITS_OF_MICROS;
    }

    /** Whether it is a Datetime that is carried as a text. */
    public boolean ticks() {
        return type == InterimType.DATETIME && scale.orElse(0) > DIGITS_OF_MICROS;
    }

    /**
     * What a text with a format is, if nobody says its type.
     *
     * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping: {@code format} is for Datetime and
     * Datetimeoffset.
     */
    public ColumnType dated() {
        boolean offset = format.filter(each -> each.matches(".*[zK].*")).isPresent();
        return new ColumnType(
                offset ? InterimType.DATETIMEOFFSET : InterimType.DATETIME,
                culture,
                format,
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    public ColumnType withDigits(int precision, int scale) {
        return new ColumnType(type, culture, format, OptionalInt.of(precision), OptionalInt.of(scale));
    }

    /** The Spark type that carries its values. */
    public DataType carrier() {
        if (ticks()) {
            return DataTypes.StringType;
        }
        if (type != InterimType.DECIMAL || precision.isEmpty()) {
            return type.carrier();
        }
        int digits = Math.max(1, Math.min(precision.getAsInt(), MOST_DIGITS));
        return DataTypes.createDecimalType(digits, Math.max(0, Math.min(scale.orElse(0), digits)));
    }
}
