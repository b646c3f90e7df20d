package io.cosmosdataflow.function;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** What a parameter of a function takes. The lower case name is the word in a signature. */
public enum ParameterKind {
    ANY,
    STRING,
    BOOLEAN,
    NUMBER,
    INTEGRAL,
    DOUBLE,
    DATETIME,
    TIMESTAMP,
    BINARY,
    ARRAY,
    MAP,
    /** An array or a map. */
    COLLECTION,
    COMPLEX,
    /** An expression over lambda variables, written as their names in parentheses: {@code predicate (item)}. */
    LAMBDA;

    static ParameterKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * The type that an argument of type {@code actual} is converted to before the function sees it: the same
     * type where nothing needs to be done; empty if such an argument cannot be meant. Data Factory converts
     * where no doubt is possible; we do as much, and between texts and numbers as well.
     */
    public Optional<DataType> accept(DataType actual) {
        if (Types.isUnknown(actual)) {
            return Optional.of(whenUnknown());
        }
        return switch (this) {
            case ANY, LAMBDA -> Optional.of(actual);
            case STRING -> Types.isNested(actual) ? Optional.empty() : Optional.of(DataTypes.StringType);
            case BOOLEAN -> only(actual, DataTypes.BooleanType, Types.isText(actual));
            case NUMBER -> actual instanceof NumericType
                    ? Optional.of(actual)
                    : only(actual, DataTypes.DoubleType, Types.isText(actual));
            case INTEGRAL -> Types.isIntegral(actual)
                    ? Optional.of(actual)
                    : only(actual, DataTypes.LongType, actual instanceof NumericType || Types.isText(actual));
            case DOUBLE -> only(actual, DataTypes.DoubleType, actual instanceof NumericType || Types.isText(actual));
            case DATETIME -> actual instanceof DateType || actual instanceof TimestampType
                    ? Optional.of(actual)
                    : only(actual, DataTypes.TimestampType, Types.isText(actual));
            case TIMESTAMP -> only(actual, DataTypes.TimestampType, actual instanceof DateType || Types.isText(actual));
            case BINARY -> only(actual, DataTypes.BinaryType, Types.isText(actual));
            case ARRAY -> actual instanceof ArrayType ? Optional.of(actual) : Optional.empty();
            case MAP -> actual instanceof MapType ? Optional.of(actual) : Optional.empty();
            case COLLECTION -> actual instanceof ArrayType || actual instanceof MapType
                    ? Optional.of(actual)
                    : Optional.empty();
            case COMPLEX -> actual instanceof StructType ? Optional.of(actual) : Optional.empty();
        };
    }

    private static Optional<DataType> only(DataType actual, DataType wanted, boolean convertible) {
        return actual.equals(wanted) || convertible ? Optional.of(wanted) : Optional.empty();
    }

    /** NULL and columns that only the run knows. */
    private DataType whenUnknown() {
        return switch (this) {
            case ANY, LAMBDA, NUMBER, ARRAY, MAP, COLLECTION, COMPLEX, DATETIME -> Types.UNKNOWN;
            case STRING -> DataTypes.StringType;
            case BOOLEAN -> DataTypes.BooleanType;
            case INTEGRAL -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
            case TIMESTAMP -> DataTypes.TimestampType;
            case BINARY -> DataTypes.BinaryType;
        };
    }

    /** The word in a signature and in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
