package io.cosmosdataflow.copy.document;

import com.fasterxml.jackson.core.JsonToken;
import io.cosmosdataflow.definition.json.WrittenNumber;
import io.cosmosdataflow.spark.PlainNumbers;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a simple value of a document is wanted as. It stays a text, in a form that converts: a number that is written
 * {@code 1e3} is the whole number 1000, and true is 1 where a number is wanted. A JSON text stays what it is. As a
 * text a number is what .NET writes of the Double that Data Factory reads, {@code 6} for {@code 6.0}; one whose digits
 * a Double does not hold stays as it is written.
 *
 * @see PlainNumbers
 */
public enum WantedValue {
    TEXT,
    NUMBER,
    /** A fraction is cut off. */
    TRUNCATED_NUMBER,
    BOOLEAN;

    /** Beyond this many digits a number stays as it is written. */
    private static final int MOST_DIGITS = 400;

    public static WantedValue of(InterimType type, boolean allowDataTruncation) {
        return switch (type) {
            case BOOLEAN -> BOOLEAN;
            case DECIMAL, DOUBLE, SINGLE -> NUMBER;
            case BYTE, INT16, INT32, INT64, SBYTE, UINT16, UINT32, UINT64 -> allowDataTruncation
                    ? TRUNCATED_NUMBER
                    : NUMBER;
            default -> TEXT;
        };
    }

    String of(JsonToken token, String written) {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            boolean value = token == JsonToken.VALUE_TRUE;
            boolean number = this == NUMBER || this == TRUNCATED_NUMBER;
            return number ? value ? "1" : "0" : value ? "True" : "False";
        }
        return !token.isNumeric() ? written : this == TEXT ? text(written) : number(written);
    }

    private static String text(String written) {
        if (whole(written)) {
            return written;
        }
        double value = Double.parseDouble(written);
        String text = PlainNumbers.text(value);
        boolean same = Double.isFinite(value)
                && WrittenNumber.read(written)
                        .filter(exact -> new BigDecimal(text).compareTo(exact) == 0)
                        .isPresent();
        return same ? text : written;
    }

    private static boolean whole(String written) {
        return written.indexOf('.') < 0 && written.indexOf('e') < 0 && written.indexOf('E') < 0;
    }

    private String number(String written) {
        if (whole(written) && this != BOOLEAN) {
            return written;
        }
        if (this == BOOLEAN) {
            return written.matches("-?[0.]+([eE].*)?") ? "False" : "True";
        }
        Optional<BigDecimal> read = WrittenNumber.read(written);
        if (read.isEmpty()) {
            return written;
        }
        BigDecimal number = read.get();
        long digits = (long) number.precision() + Math.abs((long) number.scale());
        if (digits > MOST_DIGITS) {
            return written;
        }
        boolean whole = this == TRUNCATED_NUMBER || number.stripTrailingZeros().scale() <= 0;
        return whole ? number.toBigInteger().toString() : number.toPlainString();
    }
}
