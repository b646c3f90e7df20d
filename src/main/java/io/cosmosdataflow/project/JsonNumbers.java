package io.cosmosdataflow.project;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/** Numbers and texts of numbers in JSON as numbers of Spark; null where there is none, or one that does not fit. */
final class JsonNumbers {

    /** More places than a decimal has, in front of the point or behind it. */
    private static final int MOST_PLACES = 100;

    private static final double BEYOND_LONG = 0x1p63;

    private JsonNumbers() {}

    /** Cut to a whole number, as {@code toLong} cuts. */
    static Long whole(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : (Long) parser.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = parser.getDoubleValue();
            return value >= -BEYOND_LONG && value < BEYOND_LONG ? (Long) (long) value : null;
        }
        UTF8String.LongWrapper read = new UTF8String.LongWrapper();
        return token == JsonToken.VALUE_STRING
                        && UTF8String.fromString(parser.getText()).toLong(read)
                ? (Long) read.value
                : null;
    }

    static Double fraction(JsonParser parser, JsonToken token) throws IOException {
        if (token.isNumeric()) {
            double value = parser.getDoubleValue();
            return Double.isFinite(value) ? (Double) value : null;
        }
        return token == JsonToken.VALUE_STRING ? fraction(parser.getText()) : null;
    }

    /** As Spark casts. */
    private static Double fraction(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> null;
            };
        }
    }

    /** With all digits, rounded half up to the scale of the type. */
    static Decimal decimal(JsonParser parser, JsonToken token, DecimalType type) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return decimal(new BigDecimal(parser.getBigIntegerValue()), type);
        }
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_STRING) {
            return null;
        }
        try {
            return decimal(new BigDecimal(parser.getText().strip()), type);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Decimal decimal(BigDecimal value, DecimalType type) {
        long inFront = (long) value.precision() - value.scale();
        if (value.signum() != 0 && inFront > MOST_PLACES) {
            return null;
        }
        BigDecimal near = inFront < -MOST_PLACES || value.signum() == 0 ? BigDecimal.ZERO : value;
        BigDecimal scaled = near.setScale(type.scale(), RoundingMode.HALF_UP);
        return scaled.precision() > type.precision() ? null : Decimal.apply(scaled, type.precision(), type.scale());
    }

    /** A list of bytes, signed or not; null if there is anything else in it. */
    static byte[] bytes(JsonParser parser) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean all = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean fits = parser.currentToken() == JsonToken.VALUE_NUMBER_INT && isByte(parser.getBigIntegerValue());
            if (fits) {
                bytes.write(parser.getIntValue());
            }
            all &= fits;
            parser.skipChildren();
        }
        return all ? bytes.toByteArray() : null;
    }

    private static boolean isByte(BigInteger value) {
        return value.bitLength() <= Byte.SIZE - 1 || value.signum() > 0 && value.bitLength() <= Byte.SIZE;
    }

    /** The structure that starts at the parser's token, without blanks; numbers keep their digits. */
    static void copy(JsonParser parser, JsonGenerator to) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isNumeric()) {
                to.writeNumber(parser.getText());
            } else {
                to.copyCurrentEvent(parser);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }
}
