package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.core.JsonLocation;
import azure_cosmos_spark.com.fasterxml.jackson.core.JsonParser;
import azure_cosmos_spark.com.fasterxml.jackson.core.JsonToken;
import azure_cosmos_spark.com.fasterxml.jackson.core.base.ParserBase;
import azure_cosmos_spark.com.fasterxml.jackson.databind.DeserializationContext;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonDeserializer;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ArrayNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Builds a tree in which every object below the top one is a {@link StoredObject}. It is not cachable, so that the
 * mapper asks for it only where {@link StoredText} put it.
 */
final class StoredTextDeserializer extends JsonDeserializer<Object> {

    private static final String SORTED = "payload";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        byte[] source = source(parser.getTokenLocation());
        return parser.currentToken() == JsonToken.START_OBJECT ? object(parser, source) : value(parser, source);
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
        return NODES.nullNode();
    }

    /** Puts the members of the object that the parser stands on into {@code all}, as nodes of Jackson's own classes. */
    static void members(JsonParser parser, byte[] source, Map<String, JsonNode> all) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            all.put(name, handedOn(name, value(parser, source)));
        }
    }

    /** The answer itself, or an object whose text is not at hand. */
    private static ObjectNode object(JsonParser parser, byte[] source) throws IOException {
        ObjectNode object = new AnswerObject();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.set(name, handedOn(name, value(parser, source)));
        }
        return object;
    }

    /**
     * Where {@code ORDER BY} has sorted values, and not objects, the SDK makes Java numbers of them. It hands on what it
     * does not know the type of.
     */
    private static JsonNode handedOn(String name, JsonNode value) {
        if (!name.equals(SORTED)) {
            return value;
        }
        if (value instanceof LargeInteger number) {
            return number.handedOn();
        }
        if (value instanceof WrittenDouble number) {
            return number.handedOn();
        }
        return value instanceof WrittenZero ? WrittenZero.HANDED_ON : value;
    }

    private static JsonNode value(JsonParser parser, byte[] source) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> source == null ? object(parser, null) : stored(parser, source);
            case START_ARRAY -> array(parser, source);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_EMBEDDED_OBJECT -> embedded(parser.getEmbeddedObject());
            default -> throw new IOException("No JSON value starts with " + parser.currentToken());
        };
    }

    /** The SDK also turns objects of its own into trees, with values that never were text. */
    private static JsonNode embedded(Object value) {
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof byte[] bytes) {
            return NODES.binaryNode(bytes);
        }
        return value instanceof RawValue raw ? NODES.rawValueNode(raw) : NODES.pojoNode(value);
    }

    private static JsonNode decimal(JsonParser parser) throws IOException {
        if (parser instanceof ParserBase) {
            return new WrittenDouble(parser.getText(), parser.getDoubleValue());
        }
        return switch (parser.getNumberType()) {
            case FLOAT -> NODES.numberNode(parser.getFloatValue());
            case BIG_DECIMAL -> number(parser.getDecimalValue());
            default -> NODES.numberNode(parser.getDoubleValue());
        };
    }

    private static JsonNode number(BigDecimal value) {
        if (value instanceof WrittenDecimal) {
            String text = value.toString();
            return WrittenZero.is(text) ? WrittenZero.NODE : new WrittenDouble(text, value.doubleValue());
        }
        return NODES.numberNode(value);
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> parser.getIntValue() == 0 && parser instanceof ParserBase && WrittenZero.is(parser.getText())
                    ? WrittenZero.NODE
                    : NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> new LargeInteger(parser.getBigIntegerValue());
        };
    }

    private static ArrayNode array(JsonParser parser, byte[] source) throws IOException {
        WatchedItems items = new WatchedItems();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.read(value(parser, source));
        }
        return new WatchedItems.Watched(items);
    }

    private static StoredObject stored(JsonParser parser, byte[] source) throws IOException {
        int from = (int) parser.getTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = (int) parser.getCurrentLocation().getByteOffset();
        return StoredObject.of(source, from, to);
    }

    /** The answer itself, where the parser reads it from an array that starts with it. */
    private static byte[] source(JsonLocation location) {
        Object content = location.contentReference().getRawContent();
        return content instanceof byte[] bytes
                        && location.getByteOffset() >= 0
                        && location.contentReference().contentOffset() <= 0
                ? bytes
                : null;
    }
}
