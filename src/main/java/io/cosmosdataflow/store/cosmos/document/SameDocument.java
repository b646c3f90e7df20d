package io.cosmosdataflow.store.cosmos.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;

/**
 * Whether a stored document is the one that was sent. Numbers are the same if they are the same double, which
 * is all that the service keeps of them; the order of properties does not matter.
 */
public final class SameDocument {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** {@link JsonNode#equals(Comparator, JsonNode)} asks it for scalars that are not equal by themselves. */
    private static final Comparator<JsonNode> BY_DOUBLE = (left, right) -> {
        if (left.equals(right)) {
            return 0;
        }
        return left.isNumber() && right.isNumber() ? Double.compare(left.doubleValue(), right.doubleValue()) : 1;
    };

    private SameDocument() {}

    /** @param stored UTF-8, with system properties; {@code sent} without or with, they are not compared */
    public static boolean same(byte[] stored, String sent) {
        try {
            JsonNode left = MAPPER.readTree(stored);
            JsonNode right = MAPPER.readTree(sent);
            return left instanceof ObjectNode storedObject
                    && right instanceof ObjectNode sentObject
                    && storedObject
                            .remove(SystemProperties.NAMES)
                            .equals(BY_DOUBLE, sentObject.remove(SystemProperties.NAMES));
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
