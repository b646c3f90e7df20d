package io.cosmosdataflow.store.cosmos.sdk;

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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object of an answer, as the text between two offsets. Its members are parsed when somebody looks, into the
 * nodes that Jackson itself would make; it prints as its text unless it, or anything in it, has been changed.
 */
final class StoredObject extends ObjectNode {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final transient Text text;

    private StoredObject(Text text) {
        super(JsonNodeFactory.instance, text);
        this.text = text;
    }

    static StoredObject of(byte[] source, int from, int to) {
        return new StoredObject(new Text(source, from, to));
    }

    boolean changed() {
        return text.changed();
    }

    @Override
    public String toString() {
        return changed() ? WrittenText.object(this) : text.asWritten();
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (generator instanceof TokenBuffer) {
            WrittenText.object(this, generator, provider);
        } else {
            generator.writeRawValue(toString());
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

    /** The members, parsed at the first look. */
    private static final class Text extends WatchedMembers {

        private final byte[] source;
        private final int from;
        private final int to;

        Text(byte[] source, int from, int to) {
            this.source = source;
            this.from = from;
            this.to = to;
        }

        String asWritten() {
            return new String(source, from, to - from, StandardCharsets.UTF_8);
        }

        @Override
        Map<String, JsonNode> load() {
            byte[] own = Arrays.copyOfRange(source, from, to);
            Map<String, JsonNode> all = new LinkedHashMap<>();
            try (JsonParser parser = FACTORY.createParser(own)) {
                parser.nextToken();
                StoredTextDeserializer.members(parser, own, all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return all;
        }
    }
}
