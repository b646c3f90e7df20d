package io.cosmosdataflow.spark;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Numbers with a fraction as texts, as .NET writes them in the invariant culture. A Double or Single is the shortest text that is
 * read as the same number: {@code 8}, {@code 12345678.9}, {@code 1E-05}, with an exponent from 1E+15 (1E+07 for
 * Single) and below 0.0001. A Decimal has all digits of its scale and never an exponent. Its methods are called by
 * generated code.
 *
 * <p>Source: Microsoft Learn, standard-numeric-format-strings ("G", "R").
 */
public final class PlainNumbers implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int LAST_PLAIN_EXPONENT = 14;
    private static final int LAST_PLAIN_EXPONENT_OF_SINGLE = 6;
    private static final int FIRST_PLAIN_EXPONENT = -4;

    /** Shorter texts of Java are the shortest. */
    private static final int DIGITS_OF_DOUBLE = 16;

    private static final int DIGITS_OF_SINGLE = 8;

    /** The text of a column of {@code double}, {@code float} or {@code decimal}; of any other type, Spark's own. */
    public static Column text(Column value, DataType type) {
        if (type instanceof DoubleType) {
            return call("ofDouble", value);
        }
        if (type instanceof FloatType) {
            return call("ofSingle", value);
        }
        return type instanceof DecimalType ? call("ofDecimal", value) : value.cast(DataTypes.StringType);
    }

    /** Of any number as Spark has it. */
    public static String text(Object number) {
        if (number instanceof Double value) {
            return text(value.doubleValue());
        }
        if (number instanceof Float value) {
            return text(value.floatValue());
        }
        return number instanceof Decimal value ? value.toJavaBigDecimal().toPlainString() : number.toString();
    }

    public static String text(double value) {
        String java = Double.toString(value);
        boolean tooLong = java.length() >= DIGITS_OF_DOUBLE || value != 0 && Math.abs(value) < Double.MIN_NORMAL;
        return tooLong && Double.isFinite(value)
                ? text(shortest(java, text -> Double.parseDouble(text) == value), LAST_PLAIN_EXPONENT)
                : text(java, LAST_PLAIN_EXPONENT);
    }

    public static String text(float value) {
        String java = Float.toString(value);
        boolean tooLong = java.length() >= DIGITS_OF_SINGLE || value != 0 && Math.abs(value) < Float.MIN_NORMAL;
        return tooLong && Float.isFinite(value)
                ? text(shortest(java, text -> Float.parseFloat(text) == value), LAST_PLAIN_EXPONENT_OF_SINGLE)
                : text(java, LAST_PLAIN_EXPONENT_OF_SINGLE);
    }

    public UTF8String ofDouble(double value) {
        return UTF8String.fromString(text(value));
    }

    public UTF8String ofSingle(float value) {
        return UTF8String.fromString(text(value));
    }

    public UTF8String ofDecimal(Decimal value) {
        return UTF8String.fromString(value.toJavaBigDecimal().toPlainString());
    }

    /** Texts of Java before 19 may have a digit or two too many (JDK-4511638): 1.9999999999999998E23 for 2E+23. */
    private static BigDecimal shortest(String java, Predicate<String> same) {
        BigDecimal digits = new BigDecimal(java).stripTrailingZeros();
        for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN)) {
            int fewer = digits.precision() - 1;
            String rounded =
                    digits.round(new MathContext(Math.max(1, fewer), mode)).toString();
            if (fewer > 0 && same.test(rounded)) {
                return shortest(rounded, same);
            }
        }
        return digits;
    }

    private static String text(String java, int lastPlain) {
        if (!Character.isDigit(java.charAt(java.length() - 1))) {
            return java;
        }
        if (java.endsWith(".0")) {
            return java.substring(0, java.length() - 2);
        }
        return java.indexOf('E') < 0 ? java : text(new BigDecimal(java).stripTrailingZeros(), lastPlain);
    }

    /** @param value without zeros at its end */
    private static String text(BigDecimal value, int lastPlain) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= FIRST_PLAIN_EXPONENT && exponent <= lastPlain) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String shown = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return (value.signum() < 0 ? "-" : "") + mantissa + "E" + (exponent < 0 ? "-" : "+") + shown;
    }

    private static Column call(String method, Column value) {
        return Expressions.call(new PlainNumbers(), method, DataTypes.StringType, value);
    }
}
