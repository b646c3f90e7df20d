package io.cosmosdataflow.copy.convert;

import io.cosmosdataflow.store.type.InterimType;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;

/**
 * What one side of a mapping says of its column's type.
 *
 * @param culture for numbers and dates in texts, {@code de-DE}; before that of the settings
 * @param format of dates or time spans in texts, a format string of .NET; before that of the settings
 * @param precision of a Decimal; 1 to 38, what is beyond counts as 38
 * @param scale of a Decimal
 */
public record ColumnType(
        InterimType type, Optional<String> culture, Optional<String> format, OptionalInt precision, OptionalInt scale) {

    private static final int MOST_DIGITS = 38;

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
        return type.type == InterimType.DECIMAL && field.dataType() instanceof DecimalType decimal
                ? type.withDigits(decimal.precision(), decimal.scale())
                : type;
    }

    public ColumnType withDigits(int precision, int scale) {
        return new ColumnType(type, culture, format, OptionalInt.of(precision), OptionalInt.of(scale));
    }

    /** The Spark type that carries its values. */
    public DataType carrier() {
        if (type != InterimType.DECIMAL || precision.isEmpty()) {
            return type.carrier();
        }
        int digits = Math.max(1, Math.min(precision.getAsInt(), MOST_DIGITS));
        return DataTypes.createDecimalType(digits, Math.max(0, Math.min(scale.orElse(0), digits)));
    }
}
