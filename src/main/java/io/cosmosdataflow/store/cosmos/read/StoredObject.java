package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.fasterxml.jackson.core.JsonFactory;
import azure_cosmos_spark.com.fasterxml.jackson.core.JsonGenerator;
import azure_cosmos_spark.com.fasterxml.jackson.core.JsonParser;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.SerializerProvider;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An object of an answer, as the text between two offsets. Its members are parsed when somebody looks; from
 * then on it is an ordinary object, which prints from its members, since they may have been changed.
 */
final class StoredObject extends ObjectNode {

    private final transient Members members;

    private StoredObject(Members members) {
        super(JsonNodeFactory.instance, members);
        this.members = members;
    }

    static StoredObject of(byte[] source, int from, int to) {
        return new StoredObject(new Members(source, from, to));
    }

    @Override
    public String toString() {
        return members.parsed == null ? members.text() : super.toString();
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (members.parsed == null && !(generator instanceof TokenBuffer)) {
            generator.writeRawValue(members.text());
        } else {
            super.serialize(generator, provider);
        }
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    private static final class Members extends AbstractMap<String, JsonNode> {

        private static final JsonFactory FACTORY = new JsonFactory();

        private final byte[] source;
        private final int from;
        private final int to;
        private Map<String, JsonNode> parsed;

        Members(byte[] source, int from, int to) {
            this.source = source;
            this.from = from;
            this.to = to;
        }

        String text() {
            return new String(source, from, to - from, StandardCharsets.UTF_8);
        }

        private Map<String, JsonNode> parsed() {
            if (parsed == null) {
                Map<String, JsonNode> all = new LinkedHashMap<>();
                byte[] own = java.util.Arrays.copyOfRange(source, from, to);
                try (JsonParser parser = FACTORY.createParser(own)) {
                    parser.nextToken();
                    StoredTextDeserializer.object(parser, own)
                            .fields()
                            .forEachRemaining(field -> all.put(field.getKey(), field.getValue()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                parsed = all;
            }
            return parsed;
        }

        @Override
        public Set<Entry<String, JsonNode>> entrySet() {
            return parsed().entrySet();
        }

        @Override
        public JsonNode get(Object name) {
            return parsed().get(name);
        }

        @Override
        public boolean containsKey(Object name) {
            return parsed().containsKey(name);
        }

        @Override
        public JsonNode put(String name, JsonNode value) {
            return parsed().put(name, value);
        }

        @Override
        public JsonNode remove(Object name) {
            return parsed().remove(name);
        }
    }
}
