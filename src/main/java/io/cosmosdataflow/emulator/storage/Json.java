package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Jackson as the emulator uses it: numbers stay as they were written. */
public final class Json {

    static final JsonFactory FACTORY = new NumbersAsWritten().disable(JsonFactory.Feature.INTERN_FIELD_NAMES);

    public static final ObjectMapper MAPPER = new ObjectMapper(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private Json() {}

    public static JsonNode parse(byte[] source, int offset, int length) {
        try {
            JsonNode node = MAPPER.readTree(source, offset, length);
            if (node == null || node.isMissingNode()) {
                throw ServiceError.badRequest("The input content is invalid: the body is empty.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode parse(byte[] source) {
        return parse(source, 0, source.length);
    }

    public static ObjectNode parseObject(byte[] source, int offset, int length) {
        if (parse(source, offset, length) instanceof ObjectNode object) {
            return object;
        }
        throw ServiceError.badRequest("The input content is invalid: an object is expected.");
    }

    public static ObjectNode parseObject(byte[] source) {
        return parseObject(source, 0, source.length);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses bytes that Jackson would read in another encoding. */
    public static void requireUtf8(byte[] source) {
        if (!NumbersAsWritten.isUtf8(source, 0, source.length)) {
            throw ServiceError.badRequest("The request payload is invalid: it is not UTF-8.");
        }
    }

    static ServiceError malformed(JsonProcessingException e) {
        return ServiceError.badRequest(
                "The request payload is invalid. Ensure to provide a valid request payload. " + e.getOriginalMessage());
    }
}
