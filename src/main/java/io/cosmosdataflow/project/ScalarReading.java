package io.cosmosdataflow.project;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A simple value. Numbers are cut to whole ones where the column is one of whole numbers, texts of numbers and of
 * booleans are read as {@code toInteger} and its kind read them, numbers in columns of dates and times are
 * milliseconds since 1970, and any number but zero is true.
 *
 * <p>Source: the conversions of the Spark connector for Azure Cosmos DB, which Data Factory's data flows read with
 * (CosmosRowConverter in azure-sdk-for-java). It differs in this: where that gives another value for one that does
 * not fit (an integer that wraps, false for the text {@code maybe}, an empty text for an object), this gives null,
 * and the JSON text for an object or array in a text column. docs/data-flow-files.md has the whole table.
 *
 * @param type what comes out; texts of dates and times, and those that have formats, come out as texts
 * @param words the texts for true and false of a boolean with a format; else empty
 */
record ScalarReading(Kind kind, DataType type, List<String> words) implements JsonReading {

    enum Kind {
        TEXT,
        /** Text of a date or time; a number as such a text. */
        MOMENT,
        /** A text for a format. */
        FORMATTED,
        FORMATTED_BOOLEAN,
        BOOLEAN,
        INTEGRAL,
        FRACTION,
        DECIMAL,
        BYTES,
        NOTHING
    }

    private static final JsonFactory JSON = new JsonFactory();

    /** As Spark casts texts. */
    private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");

    private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");

    /** From the first moment of the year 1 to the last of 9999. */
    private static final double FIRST_MILLIS = -62_135_596_800_000d;

    private static final double LAST_MILLIS = 253_402_300_799_999d;

    ScalarReading {
        words = List.copyOf(words);
    }

    static ScalarReading of(DataType type, boolean formatted, TypeHints hints) {
        if (type instanceof StringType) {
            return new ScalarReading(Kind.TEXT, type, List.of());
        }
        if (type instanceof BooleanType && !formatted && !hints.booleanFormat().isEmpty()) {
            return new ScalarReading(Kind.FORMATTED_BOOLEAN, DataTypes.StringType, hints.booleanFormat());
        }
        boolean hinted = type instanceof DateType && !hints.dateFormats().isEmpty()
                || type instanceof TimestampType && !hints.timestampFormats().isEmpty();
        if (formatted && !(type instanceof BinaryType) || hinted) {
            return new ScalarReading(Kind.FORMATTED, DataTypes.StringType, List.of());
        }
        if (type instanceof DateType || type instanceof TimestampType) {
            return new ScalarReading(Kind.MOMENT, DataTypes.StringType, List.of());
        }
        return new ScalarReading(plain(type), type, List.of());
    }

    private static Kind plain(DataType type) {
        if (type instanceof BooleanType) {
            return Kind.BOOLEAN;
        }
        if (type instanceof IntegerType
                || type instanceof LongType
                || type instanceof ShortType
                || type instanceof ByteType) {
            return Kind.INTEGRAL;
        }
        if (type instanceof DoubleType || type instanceof FloatType) {
            return Kind.FRACTION;
        }
        if (type instanceof DecimalType) {
            return Kind.DECIMAL;
        }
        return type instanceof BinaryType ? Kind.BYTES : Kind.NOTHING;
    }

    @Override
    public Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token.isStructStart()) {
            return structure(parser);
        }
        return switch (kind) {
            case TEXT -> UTF8String.fromString(text(parser, token));
            case MOMENT -> UTF8String.fromString(moment(parser, token));
            case FORMATTED -> UTF8String.fromString(parser.getText());
            case FORMATTED_BOOLEAN -> UTF8String.fromString(
                    token.isBoolean() ? words.get(token == JsonToken.VALUE_TRUE ? 0 : 1) : parser.getText());
            case BOOLEAN -> flag(parser, token);
            case INTEGRAL -> integral(parser, token);
            case FRACTION -> fraction(parser, token);
            case DECIMAL -> JsonNumbers.decimal(parser, token, (DecimalType) type);
            case BYTES -> token == JsonToken.VALUE_STRING ? bytes(parser.getText()) : null;
            case NOTHING -> null;
        };
    }

    private Object structure(JsonParser parser) throws IOException {
        if (kind == Kind.TEXT) {
            StringWriter written = new StringWriter();
            try (JsonGenerator generator = JSON.createGenerator(written)) {
                JsonNumbers.copy(parser, generator);
            }
            return UTF8String.fromString(written.toString());
        }
        if (kind == Kind.BYTES && parser.currentToken() == JsonToken.START_ARRAY) {
            return JsonNumbers.bytes(parser);
        }
        parser.skipChildren();
        return null;
    }

    /** Of a number with a fraction or an exponent that of the double that the service keeps of it. */
    private static String text(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = parser.getDoubleValue();
            return Double.isFinite(value) ? Double.toString(value) : parser.getText();
        }
        boolean small =
                token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        // -0 is 0
        return small ? Long.toString(parser.getLongValue()) : parser.getText();
    }

    private static String moment(JsonParser parser, JsonToken token) throws IOException {
        if (!token.isNumeric()) {
            return token == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        double millis = parser.getDoubleValue();
        return millis >= FIRST_MILLIS && millis <= LAST_MILLIS
                ? Instant.ofEpochMilli((long) millis).toString()
                : null;
    }

    private static Boolean flag(JsonParser parser, JsonToken token) throws IOException {
        if (token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        if (token.isNumeric()) {
            return parser.getDoubleValue() != 0;
        }
        String word = parser.getText().strip().toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? Boolean.TRUE : FALSE.contains(word) ? Boolean.FALSE : null;
    }

    private Object integral(JsonParser parser, JsonToken token) throws IOException {
        Long value = JsonNumbers.whole(parser, token);
        if (value == null || type instanceof LongType) {
            return value;
        }
        long number = value;
        if (type instanceof IntegerType) {
            return number == (int) number ? (Object) (int) number : null;
        }
        if (type instanceof ShortType) {
            return number == (short) number ? (Object) (short) number : null;
        }
        return number == (byte) number ? (Object) (byte) number : null;
    }

    private Object fraction(JsonParser parser, JsonToken token) throws IOException {
        Double value = JsonNumbers.fraction(parser, token);
        return value == null || type instanceof DoubleType ? value : (Object) value.floatValue();
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
