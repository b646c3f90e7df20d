package io.cosmosdataflow.store.cosmos.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds the id and the partition key values of a document in one pass over its text, and gives it an id
 * where it has none. Not thread-safe.
 */
public final class DocumentScanner {

    /**
     * The service takes a document with a member that stands twice, and most clients, the SDK's own among them, then
     * cannot read the page that it is in.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String TWICE = "Duplicate field";
    private static final KeyValue MISSING = new KeyValue.Missing();
    private static final KeyValue NULL = new KeyValue.Null();
    private static final String ID = "id";

    /** Properties that partition key paths lead through; {@code slot} is where the value of a path belongs. */
    private static final class Step {
        private final Map<String, Step> next = new HashMap<>();
        private int slot = -1;
    }

    private final Step root = new Step();
    private final KeyValue[] values;
    private String id;
    private long nullIdFrom;

    /** @param paths of the container's partition key, as its definition has them */
    public DocumentScanner(List<String> paths) {
        values = new KeyValue[paths.size()];
        for (int slot = 0; slot < paths.size(); slot++) {
            Step step = root;
            for (String name : KeyPath.names(paths.get(slot))) {
                step = step.next.computeIfAbsent(name, absent -> new Step());
            }
            step.slot = slot;
        }
    }

    /**
     * @param json UTF-8
     * @param generatedId is asked for a document without an id, or whose id is null; it is put first, the rest stays
     * @throws InvalidDocument if it is not one JSON object, a member stands twice in it, or its id is not a text
     */
    public ScannedDocument scan(byte[] json, Supplier<String> generatedId) throws InvalidDocument {
        Arrays.fill(values, MISSING);
        id = null;
        nullIdFrom = -1;
        int start;
        boolean empty;
        try (JsonParser parser = FACTORY.createParser(json)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new InvalidDocument("it is not a JSON object");
                }
                start = (int) parser.getTokenLocation().getByteOffset() + 1;
                empty = members(parser);
                if (parser.nextToken() != null) {
                    throw new InvalidDocument("there is text after the end of the JSON object");
                }
            } catch (JsonProcessingException e) {
                throw invalid(e, parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return id != null ? result(json) : withId(json, start, empty, generatedId.get());
    }

    private InvalidDocument invalid(JsonProcessingException thrown, JsonParser parser) {
        return thrown.getOriginalMessage().startsWith(TWICE)
                ? new InvalidDocument("its member " + parser.getParsingContext().pathAsPointer() + " stands twice", id)
                : new InvalidDocument("it is not valid JSON");
    }

    private boolean members(JsonParser parser) throws IOException, InvalidDocument {
        boolean empty = true;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            empty = false;
            JsonToken value = parser.nextToken();
            if (name.equals(ID)) {
                identify(parser, value);
            }
            Step step = root.next.get(name);
            if (step == null) {
                parser.skipChildren();
            } else {
                capture(step, value, parser);
            }
        }
        return empty;
    }

    private void identify(JsonParser parser, JsonToken value) throws IOException, InvalidDocument {
        if (value == JsonToken.VALUE_STRING) {
            id = parser.getText();
        } else if (value == JsonToken.VALUE_NULL) {
            nullIdFrom = parser.getTokenLocation().getByteOffset();
        } else {
            String shown = value.isScalarValue() ? " (" + parser.getText() + ")" : "";
            throw new InvalidDocument("its id is not a text but " + kind(value) + shown);
        }
    }

    private void capture(Step step, JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.START_OBJECT && !step.next.isEmpty()) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken inner = parser.nextToken();
                Step next = step.next.get(name);
                if (next == null) {
                    parser.skipChildren();
                } else {
                    capture(next, inner, parser);
                }
            }
        } else if (value.isStructStart()) {
            parser.skipChildren();
        } else if (step.slot >= 0) {
            values[step.slot] = scalar(value, parser);
        }
    }

    private static KeyValue scalar(JsonToken value, JsonParser parser) throws IOException {
        return switch (value) {
            case VALUE_STRING -> new KeyValue.Text(parser.getText());
            case VALUE_TRUE -> new KeyValue.Flag(true);
            case VALUE_FALSE -> new KeyValue.Flag(false);
            case VALUE_NULL -> NULL;
            default -> new KeyValue.Number(parser.getDoubleValue());
        };
    }

    private ScannedDocument result(byte[] json) {
        return new ScannedDocument(new String(json, StandardCharsets.UTF_8), json.length, id, List.of(values));
    }

    private ScannedDocument withId(byte[] json, int start, boolean empty, String generatedId) {
        id = generatedId;
        Step step = root.next.get(ID);
        if (step != null && step.slot >= 0) {
            values[step.slot] = new KeyValue.Text(generatedId);
        }
        String quoted = '"' + generatedId + '"';
        return nullIdFrom >= 0
                ? result(spliced(json, (int) nullIdFrom, "null".length(), quoted))
                : result(spliced(json, start, 0, "\"id\":" + quoted + (empty ? "" : ",")));
    }

    private static byte[] spliced(byte[] json, int from, int replaced, String text) {
        byte[] inserted = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[json.length - replaced + inserted.length];
        System.arraycopy(json, 0, all, 0, from);
        System.arraycopy(inserted, 0, all, from, inserted.length);
        System.arraycopy(json, from + replaced, all, from + inserted.length, json.length - from - replaced);
        return all;
    }

    private static String kind(JsonToken value) {
        return switch (value) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a number";
        };
    }
}
