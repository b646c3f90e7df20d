package io.cosmosdataflow.store.cosmos.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes the members of a document that its partition key is made of. All other values keep their text. */
public final class KeyMembers {

    private static final JsonFactory JSON = new JsonFactory();

    private KeyMembers() {}

    /** What becomes of a member; a {@code null} value of {@code becomes} leaves it as it is. */
    private static final class Change {
        private final Map<String, Change> inner = new LinkedHashMap<>();
        private KeyValue becomes;

        /** Whether a member that is not there has to be put in. */
        boolean puts() {
            return becomes instanceof KeyValue.Null || inner.values().stream().anyMatch(Change::puts);
        }
    }

    /**
     * The document with other nulls in its partition key: a value that is to be null gets a member, one that is to be
     * missing loses it. Other values are left alone.
     *
     * @param paths of the container's partition key
     * @param key one value for each path
     */
    public static ScannedDocument with(ScannedDocument document, List<String> paths, List<KeyValue> key) {
        Change root = new Change();
        for (int i = 0; i < paths.size(); i++) {
            if (key.get(i) instanceof KeyValue.Null || key.get(i) instanceof KeyValue.Missing) {
                Change change = root;
                for (String name : KeyPath.names(paths.get(i))) {
                    change = change.inner.computeIfAbsent(name, absent -> new Change());
                }
                change.becomes = key.get(i);
            }
        }
        StringWriter changed = new StringWriter(document.text().length());
        try (JsonParser from = JSON.createParser(document.text());
                JsonGenerator to = JSON.createGenerator(changed)) {
            from.nextToken();
            copyObject(from, to, root);
        } catch (IOException e) {
            throw new UncheckedIOException("A document that was scanned is JSON.", e);
        }
        String text = changed.toString();
        return new ScannedDocument(text, text.getBytes(StandardCharsets.UTF_8).length, document.id(), key);
    }

    private static void copyObject(JsonParser from, JsonGenerator to, Change change) throws IOException {
        Map<String, Change> absent = new LinkedHashMap<>(change.inner);
        to.writeStartObject();
        for (String name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
            from.nextToken();
            Change member = change.inner.get(name);
            absent.remove(name);
            if (member == null) {
                to.writeFieldName(name);
                copy(from, to);
            } else {
                copyMember(name, from, to, member);
            }
        }
        for (Map.Entry<String, Change> member : absent.entrySet()) {
            put(member.getKey(), to, member.getValue());
        }
        to.writeEndObject();
    }

    private static void copyMember(String name, JsonParser from, JsonGenerator to, Change change) throws IOException {
        if (change.inner.isEmpty()) {
            from.skipChildren();
            put(name, to, change);
        } else if (from.currentToken() == JsonToken.START_OBJECT) {
            to.writeFieldName(name);
            copyObject(from, to, change);
        } else if (change.puts()) {
            from.skipChildren();
            put(name, to, change);
        } else {
            to.writeFieldName(name);
            copy(from, to);
        }
    }

    private static void put(String name, JsonGenerator to, Change change) throws IOException {
        if (!change.puts()) {
            return;
        }
        to.writeFieldName(name);
        if (change.inner.isEmpty()) {
            to.writeNull();
            return;
        }
        to.writeStartObject();
        for (Map.Entry<String, Change> member : change.inner.entrySet()) {
            put(member.getKey(), to, member.getValue());
        }
        to.writeEndObject();
    }

    /** The value at which the parser stands; numbers with the characters that they have. */
    private static void copy(JsonParser from, JsonGenerator to) throws IOException {
        int depth = 0;
        do {
            JsonToken token = from.currentToken();
            if (token.isNumeric()) {
                to.writeNumber(from.getText());
            } else {
                to.copyCurrentEvent(from);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && from.nextToken() != null);
    }
}
