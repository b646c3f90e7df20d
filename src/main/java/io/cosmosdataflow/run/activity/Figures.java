package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Measured values in outputs of activities, as people write them: whole numbers, or two decimals at most. A sum of
 * doubles would be 6.6899999999999995, and a decimal of Jackson's usual kind 1.2E+3.
 */
public final class Figures {

    private static final int DECIMALS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory EXACT = JsonNodeFactory.withExactBigDecimals(true);

    private Figures() {}

    /** @param value a number; anything else as it is */
    public static JsonNode json(Object value) {
        return json(value, DECIMALS);
    }

    public static JsonNode json(Object value, int decimals) {
        boolean fraction = value instanceof Double || value instanceof Float || value instanceof BigDecimal;
        return fraction ? rounded(new BigDecimal(value.toString()), decimals) : JSON.valueToTree(value);
    }

    private static JsonNode rounded(BigDecimal value, int decimals) {
        BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() <= 0 ? EXACT.numberNode(rounded.toBigInteger().longValue()) : EXACT.numberNode(rounded);
    }
}
