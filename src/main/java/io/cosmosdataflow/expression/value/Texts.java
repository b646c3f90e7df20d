package io.cosmosdataflow.expression.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** JSON values as texts. */
public final class Texts {

    private static final int MOST_ZEROS = 400;

    private Texts() {}

    /**
     * What {@code string()} and {@code @{..}} give: texts as they are, objects and arrays as compact JSON,
     * null as nothing, booleans as .NET writes them ({@code True}).
     */
    public static String of(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        if (value.isNumber() && !value.isIntegralNumber()) {
            return stripped(value.decimalValue()).toString();
        }
        return Binary.is(value) ? new String(Binary.bytes(value), StandardCharsets.UTF_8) : value.toString();
    }

    /** Without needless zeros; in digits as long as they are not absurdly many. */
    public static BigDecimal stripped(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.scale() > -MOST_ZEROS ? stripped.setScale(0) : stripped;
    }

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** {@code a text}, {@code a number}, ...: for messages. */
    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "an array";
            case NULL -> "null";
            default -> "an object";
        };
    }
}
