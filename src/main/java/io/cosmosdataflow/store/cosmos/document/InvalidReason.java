package io.cosmosdataflow.store.cosmos.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Why the service answers 400 for a document, as far as the document shows it: answers to bulk requests carry no
 * text.
 *
 * <p>Source: Microsoft Learn, concepts-limits ("Per-item limits"); time-to-live.
 */
public final class InvalidReason {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String NOT_IN_IDS = "/\\?#";
    private static final int MOST_BYTES_OF_ID = 1023;

    private InvalidReason() {}

    /** Without the document's content. */
    public static String of(ScannedDocument document) {
        String id = document.id();
        if (id.isEmpty()) {
            return "its id is an empty text";
        }
        if (id.chars().anyMatch(each -> NOT_IN_IDS.indexOf(each) >= 0)) {
            return "its id has one of the characters / \\ ? #";
        }
        if (id.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_ID) {
            return "its id is longer than 1,023 bytes";
        }
        return ttlIsWrong(document.text())
                ? "its ttl is neither -1 nor a whole number of seconds above 0"
                : "the service refuses it";
    }

    private static boolean ttlIsWrong(String document) {
        try (JsonParser parser = JSON.createParser(document)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean ttl = parser.getCurrentName().equals("ttl");
                JsonToken value = parser.nextToken();
                if (ttl) {
                    boolean seconds = value == JsonToken.VALUE_NUMBER_INT
                            && parser.getText().matches("-1|0*[1-9]\\d{0,9}");
                    return !seconds && value != JsonToken.VALUE_NULL;
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
