package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.core.JsonGenerator;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.SerializerProvider;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ArrayNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.BaseJsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;

/** Prints a tree without asking Jackson, which prints numbers by their values and not as they were written. */
final class WrittenText {

    private WrittenText() {}

    static String of(JsonNode node) {
        if (node.getClass() == ObjectNode.class) {
            return object((ObjectNode) node);
        }
        return node.getClass() == ArrayNode.class ? array((ArrayNode) node) : node.toString();
    }

    /** Member by member, each as it was written. */
    static String object(ObjectNode object) {
        StringBuilder text = new StringBuilder("{");
        for (Iterator<Map.Entry<String, JsonNode>> members = object.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            text.append(TextNode.valueOf(member.getKey())).append(':').append(of(member.getValue()));
            if (members.hasNext()) {
                text.append(',');
            }
        }
        return text.append('}').toString();
    }

    /** For Jackson's conversions, which want tokens and no text. */
    static void object(ObjectNode object, JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeStartObject(object);
        for (Iterator<Map.Entry<String, JsonNode>> members = object.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            generator.writeFieldName(member.getKey());
            value(member.getValue(), generator, provider);
        }
        generator.writeEndObject();
    }

    /** For Jackson's conversions, which want tokens and no text. */
    static void array(ArrayNode array, JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeStartArray(array);
        for (JsonNode item : array) {
            value(item, generator, provider);
        }
        generator.writeEndArray();
    }

    private static void value(JsonNode value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (value instanceof WrittenDouble || value instanceof WrittenZero) {
            generator.writeNumber(new WrittenDecimal(value.toString()));
        } else {
            ((BaseJsonNode) value).serialize(generator, provider);
        }
    }

    /** Item by item, each as it was written. */
    static String array(ArrayNode array) {
        StringBuilder text = new StringBuilder("[");
        for (int item = 0; item < array.size(); item++) {
            text.append(item == 0 ? "" : ",").append(of(array.get(item)));
        }
        return text.append(']').toString();
    }
}
