package io.cosmosdataflow.run.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;

/** Reads the text of a document that a lookup has found, with all digits of its numbers. */
final class FoundDocument {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private FoundDocument() {}

    /** @throws JobException {@link ErrorCode#FileMalformed} */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw JobException.of(
                    ErrorCode.FileMalformed, "A document that was looked up is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
