package io.cosmosdataflow.store.cosmos.reject;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One line of a file of rejects. The text of the document stands in it as it was, each digit in its place; a text
 * that is no JSON object stands in {@code text} instead of {@code document}.
 *
 * @param item id and partition key, in one spelling for each item
 */
record RejectLine(String operation, String item, String document) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final List<String> OPERATIONS = List.of("insert", "update", "upsert", "delete");
    private static final String DOCUMENT = "document";
    private static final String TEXT = "text";
    /** Whole numbers up to here are the same as doubles. */
    private static final double EXACT = 1L << 53;

    /** The line in UTF-8, with its end. */
    static byte[] write(Rejecting rejecting, RejectedDocument rejected) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(rejected.text().length() + 512);
        try (JsonGenerator json = FACTORY.createGenerator(line, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeFieldName("id");
            if (rejected.id().isPresent()) {
                json.writeString(rejected.id().get());
            } else {
                json.writeNull();
            }
            key(json, rejected);
            json.writeStringField("operation", rejected.operation());
            json.writeNumberField("status", rejected.status());
            json.writeStringField("reason", rejected.reason());
            json.writeStringField("runId", rejecting.sink().runId());
            json.writeStringField("activity", rejecting.sink().activity());
            json.writeStringField("sink", rejecting.sink().sink());
            if (rejecting.replay() > 0) {
                json.writeStringField("replay", rejecting.replayId());
            }
            json.writeStringField("at", rejected.at().toString());
            if (isObject(rejected.text())) {
                json.writeFieldName(DOCUMENT);
                // A line break inside JSON stands between its parts only, never in a text.
                json.writeRawValue(rejected.text().replace('\n', ' ').replace('\r', ' '));
            } else {
                json.writeStringField(TEXT, rejected.text());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toByteArray();
    }

    /** As the service's own header has it: a missing value is an empty object. */
    private static void key(JsonGenerator json, RejectedDocument rejected) throws IOException {
        json.writeFieldName("partitionKey");
        if (rejected.partitionKey().isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        for (KeyValue value : rejected.partitionKey()) {
            if (value instanceof KeyValue.Text text) {
                json.writeString(text.value());
            } else if (value instanceof KeyValue.Number number) {
                number(json, number.value());
            } else if (value instanceof KeyValue.Flag flag) {
                json.writeBoolean(flag.value());
            } else if (value instanceof KeyValue.Null) {
                json.writeNull();
            } else {
                json.writeStartObject();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, double value) throws IOException {
        if (whole(value)) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    /** Whether it is a whole number that a double has exactly. */
    static boolean whole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= EXACT;
    }

    private static boolean isObject(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @param line without its end
     * @throws IOException if it is no line of rejects; the message says what is missing and quotes nothing
     */
    static RejectLine read(String line) throws IOException {
        String operation = null;
        String id = "";
        String key = "";
        String document = null;
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "operation" -> operation = parser.getText();
                    case "id" -> id = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                    case "partitionKey" -> key = raw(parser, line);
                    case DOCUMENT -> document = raw(parser, line);
                    case TEXT -> document = parser.getText();
                    default -> parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("it is not valid JSON", e);
        }
        if (operation == null || document == null) {
            throw new IOException("it has no '" + (operation == null ? "operation" : DOCUMENT) + "'");
        }
        if (!OPERATIONS.contains(operation)) {
            throw new IOException("its operation is none of " + String.join(", ", OPERATIONS));
        }
        return new RejectLine(operation, id + ' ' + key, document);
    }

    /** The characters of an object or an array; an empty text for anything else. */
    private static String raw(JsonParser parser, String line) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            return "";
        }
        int from = (int) parser.getTokenLocation().getCharOffset();
        parser.skipChildren();
        return line.substring(from, (int) parser.getCurrentLocation().getCharOffset());
    }
}
