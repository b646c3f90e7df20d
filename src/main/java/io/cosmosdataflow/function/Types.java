package io.cosmosdataflow.function;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** The types of the language are Spark's; this says how they are called and how they mix. */
public final class Types {

    /** Of NULL, and of a column whose type only the run knows. It mixes with every other type. */
    public static final DataType UNKNOWN = DataTypes.NullType;

    /** From narrow to wide; two numbers meet at the wider one. */
    private static final List<DataType> NUMBERS = List.of(
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.FloatType,
            DataTypes.DoubleType);

    private static final int MOST_DIGITS = 38;

    private static final Map<String, DataType> BY_NAME = Map.ofEntries(
            Map.entry("string", DataTypes.StringType),
            Map.entry("boolean", DataTypes.BooleanType),
            Map.entry("byte", DataTypes.ByteType),
            Map.entry("short", DataTypes.ShortType),
            Map.entry("integer", DataTypes.IntegerType),
            Map.entry("long", DataTypes.LongType),
            Map.entry("float", DataTypes.FloatType),
            Map.entry("double", DataTypes.DoubleType),
            Map.entry("decimal", DataTypes.createDecimalType(10, 0)),
            Map.entry("date", DataTypes.DateType),
            Map.entry("timestamp", DataTypes.TimestampType),
            Map.entry("binary", DataTypes.BinaryType),
            Map.entry("any", UNKNOWN));

    private Types() {}

    public static boolean isUnknown(DataType type) {
        return type instanceof NullType;
    }

    public static boolean isText(DataType type) {
        return type instanceof StringType;
    }

    public static boolean isIntegral(DataType type) {
        return NUMBERS.indexOf(type) >= 0 && NUMBERS.indexOf(type) <= NUMBERS.indexOf(DataTypes.LongType);
    }

    public static boolean isNumber(DataType type) {
        return type instanceof NumericType;
    }

    public static boolean isNested(DataType type) {
        return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    }

    /** The element type of an array, else {@link #UNKNOWN}. */
    public static DataType element(DataType array) {
        return array instanceof ArrayType type ? type.elementType() : UNKNOWN;
    }

    /** The type of a word: {@code integer}, {@code any}; a decimal without precision has 10 digits before the point. */
    public static Optional<DataType> named(String word) {
        return Optional.ofNullable(BY_NAME.get(word));
    }

    /** The words that {@link #named} knows. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The name in the language: {@code integer}, {@code decimal(10,2)}, {@code string[]}, {@code (a as long)}. */
    public static String name(DataType type) {
        if (type instanceof DecimalType decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof ArrayType array) {
            return name(array.elementType()) + "[]";
        }
        if (type instanceof MapType map) {
            return "[" + name(map.keyType()) + "," + name(map.valueType()) + "]";
        }
        if (type instanceof StructType struct) {
            return Stream.of(struct.fields())
                    .map((StructField field) -> field.name() + " as " + name(field.dataType()))
                    .collect(Collectors.joining(", ", "(", ")"));
        }
        if (isUnknown(type)) {
            return "any";
        }
        return type.equals(DataTypes.IntegerType)
                ? "integer"
                : type.equals(DataTypes.LongType)
                        ? "long"
                        : type.equals(DataTypes.ShortType)
                                ? "short"
                                : type.equals(DataTypes.ByteType)
                                        ? "byte"
                                        : type.typeName().toLowerCase(Locale.ROOT);
    }

    /** The word that column patterns compare {@code type} with: no precision, {@code complex} for structs. */
    public static String patternName(DataType type) {
        if (type instanceof DecimalType) {
            return "decimal";
        }
        if (type instanceof ArrayType) {
            return "array";
        }
        if (type instanceof MapType) {
            return "map";
        }
        return type instanceof StructType ? "complex" : name(type);
    }

    /** The type both can be converted to without loss of meaning; empty if there is none. */
    public static Optional<DataType> common(DataType left, DataType right) {
        if (left.equals(right) || isUnknown(right)) {
            return Optional.of(left);
        }
        if (isUnknown(left)) {
            return Optional.of(right);
        }
        if (left instanceof NumericType && right instanceof NumericType) {
            return Optional.of(commonNumber(left, right));
        }
        if (isDatetime(left) && isDatetime(right)) {
            return Optional.of(DataTypes.TimestampType);
        }
        if (left instanceof ArrayType first && right instanceof ArrayType second) {
            return common(first.elementType(), second.elementType()).map(DataTypes::createArrayType);
        }
        if (left instanceof MapType first && right instanceof MapType second) {
            return common(first.keyType(), second.keyType())
                    .flatMap(key -> common(first.valueType(), second.valueType())
                            .map(value -> DataTypes.createMapType(key, value)));
        }
        if (left instanceof StructType first && right instanceof StructType second) {
            return commonStruct(first, second);
        }
        boolean text = isText(left) || isText(right);
        return text && !isNested(left) && !isNested(right) ? Optional.of(DataTypes.StringType) : Optional.empty();
    }

    public static boolean isDatetime(DataType type) {
        return type instanceof DateType || type instanceof TimestampType;
    }

    private static Optional<DataType> commonStruct(StructType left, StructType right) {
        if (left.length() != right.length()) {
            return Optional.empty();
        }
        StructType common = new StructType();
        for (int i = 0; i < left.length(); i++) {
            Optional<DataType> field = common(left.fields()[i].dataType(), right.fields()[i].dataType());
            if (field.isEmpty()) {
                return Optional.empty();
            }
            common = common.add(left.fields()[i].name(), field.get());
        }
        return Optional.of(common);
    }

    private static DataType commonNumber(DataType left, DataType right) {
        if (left instanceof DecimalType || right instanceof DecimalType) {
            if (isFloating(left) || isFloating(right)) {
                return DataTypes.DoubleType;
            }
            DecimalType first = asDecimal(left);
            DecimalType second = asDecimal(right);
            int scale = Math.max(first.scale(), second.scale());
            int whole = Math.max(first.precision() - first.scale(), second.precision() - second.scale());
            int precision = Math.min(MOST_DIGITS, whole + scale);
            return DataTypes.createDecimalType(precision, Math.min(scale, precision));
        }
        return NUMBERS.get(Math.max(NUMBERS.indexOf(left), NUMBERS.indexOf(right)));
    }

    private static boolean isFloating(DataType type) {
        return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
    }

    private static DecimalType asDecimal(DataType type) {
        if (type instanceof DecimalType decimal) {
            return decimal;
        }
        int[] digits = {3, 5, 10, 20};
        return DataTypes.createDecimalType(digits[NUMBERS.indexOf(type)], 0);
    }
}
