package io.cosmosdataflow.store.cosmos.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Changes the members of a document that its partition key is made of. Numbers keep their digits. */
public final class KeyMembers {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private KeyMembers() {}

    /**
     * The document with other nulls in its partition key: a value that is to be null gets a member, one that is to be
     * missing loses it. Other values are left alone.
     *
     * @param paths of the container's partition key
     * @param key one value for each path
     */
    public static ScannedDocument with(ScannedDocument document, List<String> paths, List<KeyValue> key) {
        try {
            ObjectNode root = (ObjectNode) MAPPER.readTree(document.text());
            for (int i = 0; i < paths.size(); i++) {
                List<String> names = KeyPath.names(paths.get(i));
                if (key.get(i) instanceof KeyValue.Null) {
                    putNull(root, names);
                } else if (key.get(i) instanceof KeyValue.Missing) {
                    remove(root, names);
                }
            }
            String text = MAPPER.writeValueAsString(root);
            return new ScannedDocument(text, text.getBytes(StandardCharsets.UTF_8).length, document.id(), key);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A document that was scanned is JSON.", e);
        }
    }

    private static void putNull(ObjectNode root, List<String> names) {
        ObjectNode owner = root;
        for (String name : names.subList(0, names.size() - 1)) {
            owner = owner.get(name) instanceof ObjectNode inner ? inner : owner.putObject(name);
        }
        owner.putNull(names.get(names.size() - 1));
    }

    private static void remove(ObjectNode root, List<String> names) {
        JsonNode owner = root;
        for (String name : names.subList(0, names.size() - 1)) {
            owner = owner.path(name);
        }
        if (owner instanceof ObjectNode object) {
            object.remove(names.get(names.size() - 1));
        }
    }
}
