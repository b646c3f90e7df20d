package io.cosmosdataflow.run.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonBoolean;
import io.cosmosdataflow.definition.json.JsonValue.JsonNumber;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.WrittenNumber;
import io.cosmosdataflow.expression.date.Timestamp;
import io.cosmosdataflow.spark.IsoTimes;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Texts as values of interim types, in the Java types of {@code StatementParameter}. */
final class ParameterValue {

    private static final String NUMBER = "[-+]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][-+]?\\d{1,5})?";
    private static final String CLOCK = "\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d{1,7})?)?";
    private static final BigInteger MOST_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private ParameterValue() {}

    /** Of a value that names no type. */
    static InterimType typeOf(JsonValue value) {
        if (value instanceof JsonBoolean) {
            return InterimType.BOOLEAN;
        }
        if (value instanceof JsonNumber number) {
            BigDecimal digits = number.number().decimalValue();
            boolean whole = digits.scale() <= 0 && digits.precision() - digits.scale() < 19;
            return whole ? InterimType.INT64 : InterimType.DECIMAL;
        }
        return InterimType.STRING;
    }

    /** An object or an array as its JSON. */
    static String text(JsonValue value) {
        if (value instanceof JsonText text) {
            return text.text();
        }
        return value instanceof JsonNumber number
                ? number.text()
                : value.toNode().isValueNode()
                        ? value.toNode().asText()
                        : value.toNode().toString();
    }

    /** Empty for a text that is none of the type. */
    static Optional<Object> parse(InterimType type, String written) {
        String text = written.trim();
        try {
            return switch (type) {
                case STRING -> Optional.of(written);
                case BOOLEAN -> bool(text);
                case BYTE -> whole(text, 0, 255).map(Long::shortValue);
                case SBYTE -> whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE).map(Long::shortValue);
                case INT16 -> whole(text, Short.MIN_VALUE, Short.MAX_VALUE).map(Long::shortValue);
                case INT32 -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Long::intValue);
                case UINT16 -> whole(text, 0, 65_535).map(Long::intValue);
                case UINT32 -> whole(text, 0, 4_294_967_295L).map(Function.identity());
                case INT64 -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE).map(Function.identity());
                case UINT64 -> number(text)
                        .filter(value ->
                                value.signum() >= 0 && value.toBigIntegerExact().compareTo(MOST_UINT64) <= 0)
                        .map(Function.identity());
                case DECIMAL -> number(text).map(Function.identity());
                case SINGLE -> number(text).map(BigDecimal::floatValue);
                case DOUBLE -> number(text).map(BigDecimal::doubleValue);
                case DATE -> Timestamp.parse(text).map(moment -> moment.time().toLocalDate());
                case DATETIME -> Timestamp.parse(text).map(Timestamp::time);
                case DATETIMEOFFSET -> offset(text);
                case TIMESPAN -> span(text);
                case GUID -> guid(text);
                case BYTE_ARRAY -> Optional.of(Base64.getDecoder().decode(text));
            };
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * A value that comes back, for expressions.
     *
     * @param written by the database; null for NULL
     */
    static JsonNode json(InterimType type, String written) {
        if (written == null) {
            return NullNode.getInstance();
        }
        if (type == InterimType.BOOLEAN && written.matches("(?i)[tf]")) {
            return BooleanNode.valueOf(written.equalsIgnoreCase("t"));
        }
        Object value =
                type == InterimType.BYTE_ARRAY ? written : parse(type, written).orElse(written);
        if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        }
        if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
            return JsonNodeFactory.withExactBigDecimals(true).numberNode(new BigDecimal(value.toString()));
        }
        if (value instanceof Number number) {
            return JsonNodeFactory.instance.numberNode(number.longValue());
        }
        return TextNode.valueOf(value instanceof LocalDateTime time ? IsoTimes.shortest(time, true) : value.toString());
    }

    private static Optional<Object> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches(NUMBER) ? WrittenNumber.read(text).filter(WrittenNumber::isWithin) : Optional.empty();
    }

    private static Optional<Long> whole(String text, long least, long most) {
        return number(text).map(BigDecimal::longValueExact).filter(value -> value >= least && value <= most);
    }

    private static Optional<Object> offset(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            return Timestamp.parse(text).map(moment -> moment.time().atOffset(ZoneOffset.UTC));
        }
    }

    /** A time of a day, or longer or negative as .NET's text. */
    private static Optional<Object> span(String text) {
        if (text.matches(CLOCK)) {
            return Optional.of(LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text));
        }
        return text.matches("-?(\\d{1,8}\\.)?" + CLOCK) ? Optional.of(text) : Optional.empty();
    }

    /** With or without hyphens and braces. */
    private static Optional<Object> guid(String text) {
        String digits = text.replaceFirst("^[{(](.*)[)}]$", "$1").replace("-", "");
        return digits.matches("[0-9a-fA-F]{32}")
                ? Optional.of(new UUID(
                        Long.parseUnsignedLong(digits.substring(0, 16), 16),
                        Long.parseUnsignedLong(digits.substring(16), 16)))
                : Optional.empty();
    }
}
