package io.cosmosdataflow.store.type;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
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
        return text(Double.toString(value), LAST_PLAIN_EXPONENT);
    }

    public static String text(float value) {
        return text(Float.toString(value), LAST_PLAIN_EXPONENT_OF_SINGLE);
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

    private static String text(String java, int lastPlain) {
        if (!Character.isDigit(java.charAt(java.length() - 1))) {
            return java;
        }
        if (java.endsWith(".0")) {
            return java.substring(0, java.length() - 2);
        }
        if (java.indexOf('E') < 0) {
            return java;
        }
        BigDecimal value = new BigDecimal(java).stripTrailingZeros();
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
        return Invocation.call(new PlainNumbers(), method, DataTypes.StringType, value);
    }
}
