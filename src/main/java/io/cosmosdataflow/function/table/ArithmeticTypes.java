package io.cosmosdataflow.function.table;

import io.cosmosdataflow.function.TypeRule.ArgumentTypes;
import io.cosmosdataflow.function.Types;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;

/**
 * The types of arithmetic. Two numbers meet at the wider one; a text that is calculated with is a double; decimals
 * grow as Spark's do, so that no digit is lost as long as 38 are enough.
 */
final class ArithmeticTypes {

    private static final int MOST_DIGITS = 38;
    private static final int KEPT_SCALE = 6;

    private ArithmeticTypes() {}

    static DataType sum(ArgumentTypes arguments) {
        DataType left = arguments.type(0);
        DataType right = arguments.type(1);
        if (left instanceof ArrayType || right instanceof ArrayType) {
            return joined(left, right);
        }
        if (Types.isText(left) || Types.isText(right)) {
            return DataTypes.StringType;
        }
        if (Types.isDatetime(left) && Types.isDatetime(right)) {
            return Types.UNKNOWN;
        }
        if (Types.isDatetime(left) || Types.isDatetime(right)) {
            return Types.isDatetime(left) ? left : right;
        }
        return numbers(left, right, ArithmeticTypes::sumOfDecimals);
    }

    static DataType difference(ArgumentTypes arguments) {
        DataType left = arguments.type(0);
        DataType right = arguments.type(1);
        if (left instanceof DateType && right instanceof DateType) {
            return DataTypes.IntegerType;
        }
        if (Types.isDatetime(left)) {
            return Types.isDatetime(right) || right instanceof StringType ? DataTypes.LongType : left;
        }
        if (Types.isDatetime(right)) {
            return DataTypes.LongType;
        }
        return numbers(left, right, ArithmeticTypes::sumOfDecimals);
    }

    static DataType product(ArgumentTypes arguments) {
        return numbers(
                arguments.type(0),
                arguments.type(1),
                (left, right) -> bounded(left.precision() + right.precision() + 1, left.scale() + right.scale()));
    }

    static DataType quotient(ArgumentTypes arguments) {
        return numbers(arguments.type(0), arguments.type(1), (left, right) -> {
            int scale = Math.max(KEPT_SCALE, left.scale() + right.precision() + 1);
            return bounded(left.precision() - left.scale() + right.scale() + scale, scale);
        });
    }

    static DataType rest(ArgumentTypes arguments) {
        return numbers(arguments.type(0), arguments.type(1), (left, right) -> {
            int scale = Math.max(left.scale(), right.scale());
            int whole = Math.min(left.precision() - left.scale(), right.precision() - right.scale());
            return bounded(whole + scale, scale);
        });
    }

    /** Booleans stay booleans; all else becomes a whole number. */
    static DataType exclusive(ArgumentTypes arguments) {
        DataType left = arguments.type(0);
        DataType right = arguments.type(1);
        if (left instanceof BooleanType || right instanceof BooleanType) {
            return DataTypes.BooleanType;
        }
        DataType common = Types.common(left, right).orElse(Types.UNKNOWN);
        return Types.isIntegral(common) || Types.isUnknown(common) ? common : DataTypes.LongType;
    }

    /** Whether a value that meets an array is one of its items, not another array like it. */
    static boolean isItem(DataType type, ArrayType result) {
        return !Types.isUnknown(type)
                && !(type instanceof ArrayType && Types.common(type, result).isPresent());
    }

    /** The decimal that holds each value of a numeric type; a whole number counts as many digits as it may have. */
    static DecimalType decimal(DataType type) {
        if (type instanceof DecimalType decimal) {
            return decimal;
        }
        int digits = type.equals(DataTypes.ByteType)
                ? 3
                : type.equals(DataTypes.ShortType) ? 5 : type.equals(DataTypes.IntegerType) ? 10 : 20;
        return DataTypes.createDecimalType(digits, 0);
    }

    private static DataType joined(DataType left, DataType right) {
        ArrayType array = (ArrayType) (left instanceof ArrayType ? left : right);
        DataType other = left instanceof ArrayType ? right : left;
        DataType element = other instanceof ArrayType another
                        && Types.common(array, another).isPresent()
                ? Types.common(array.elementType(), another.elementType()).orElse(array.elementType())
                : Types.common(array.elementType(), other).orElse(array.elementType());
        return DataTypes.createArrayType(element);
    }

    private static DataType numbers(DataType left, DataType right, DecimalRule rule) {
        if (Types.isText(left) || Types.isText(right)) {
            return DataTypes.DoubleType;
        }
        if (Types.isUnknown(left) || Types.isUnknown(right)) {
            return Types.isUnknown(left) ? known(right) : known(left);
        }
        if (!Types.isNumber(left) || !Types.isNumber(right)) {
            return Types.UNKNOWN;
        }
        DataType common = Types.common(left, right).orElseThrow();
        return common instanceof DecimalType ? rule.of(decimal(left), decimal(right)) : common;
    }

    private static DataType known(DataType type) {
        return Types.isNumber(type) ? type : Types.UNKNOWN;
    }

    private static DataType sumOfDecimals(DecimalType left, DecimalType right) {
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return bounded(whole + scale + 1, scale);
    }

    /** Beyond 38 digits, those behind the point give way, but not the first six. */
    private static DecimalType bounded(int precision, int scale) {
        if (precision <= MOST_DIGITS) {
            return DataTypes.createDecimalType(precision, scale);
        }
        int kept = Math.max(MOST_DIGITS - (precision - scale), Math.min(scale, KEPT_SCALE));
        return DataTypes.createDecimalType(MOST_DIGITS, kept);
    }

    @FunctionalInterface
    private interface DecimalRule {
        DataType of(DecimalType left, DecimalType right);
    }
}
