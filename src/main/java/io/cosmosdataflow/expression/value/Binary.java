package io.cosmosdataflow.expression.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Base64;

/** Bytes as the language carries them: {@code {"$content-type":"..","$content":"<base64>"}}. */
public final class Binary {

    public static final String OCTETS = "application/octet-stream";

    private Binary() {}

    public static JsonNode of(String contentType, byte[] bytes) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("$content-type", contentType)
                .put("$content", Texts.base64(bytes));
    }

    public static boolean is(JsonNode value) {
        return value.isObject() && value.path("$content").isTextual();
    }

    public static String contentType(JsonNode value) {
        return value.path("$content-type").asText(OCTETS);
    }

    public static byte[] bytes(JsonNode value) {
        return decode(value.path("$content").textValue());
    }

    public static byte[] decode(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new EvaluationFault("the text is not valid base64", e);
        }
    }
}
