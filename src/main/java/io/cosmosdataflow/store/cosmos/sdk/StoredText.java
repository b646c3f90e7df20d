package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.core.JsonParser;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JavaType;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonDeserializer;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.DoubleNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.LongNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ser.SerializerCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Makes the SDK keep the text of the documents it reads.
 *
 * <p>The SDK parses each answer into a tree with its one shared mapper and prints documents from the tree:
 * numbers go through doubles, and 1.10 or a number of twenty digits comes out as another. A deserializer of
 * ours in that mapper remembers where in the answer each object stands, and an object that nobody changed
 * prints as the very text it came in. It also spares the parsing of values that nobody looks at.
 *
 * <p>The mapper serves all that use the connector in this JVM. They get nodes of the classes that Jackson itself
 * makes, with the same values, and where the deserializer does not work the mapper stays as it was.
 */
public final class StoredText {

    /** What the reader of a container is told where {@link #keep} gives false. */
    public static final String LOST = "This Spark connector does not give the text of documents: numbers are read as"
            + " doubles, and those with more than 15 digits, or zeros at their end, may come out as others.";

    private static final String SAMPLE = "[{\"n\":1.10,\"o\":{\"x\":[1E5]}}]";

    private static final String BEYOND_ALL_DOUBLES = "1E400";

    /** Up to here a double has each whole number. */
    private static final double LARGEST_WHOLE = 1L << 53;

    /** Mappers by whether they keep texts. */
    private static final Map<ObjectMapper, Boolean> KNOWN = new WeakHashMap<>();

    /** The last one found to keep texts; the usual answer, without a lock. */
    private static volatile ObjectMapper keeping;

    private StoredText() {}

    /**
     * To be called before each read: a user's {@code allowInvalidJsonWithDuplicateJsonProperties} puts another mapper
     * in the place of the first, for the whole JVM.
     *
     * @return whether documents that are read from now on keep their text
     */
    public static boolean keep() {
        Optional<ObjectMapper> now = mapper(SdkEntry.ANSWER_MAPPER);
        if (now.isPresent() && now.get() == keeping) {
            return true;
        }
        return now.isPresent() && keepAll(now.get());
    }

    /**
     * A value of the answer to a query, as the service wrote it. What the SDK has made of several answers - a sum, the
     * largest of some values, the key of a group - is a double of its own: one without a fraction is printed without
     * one, as the service does, and one beyond all doubles stays a number.
     */
    public static String of(JsonNode value) {
        return WrittenText.of(whole(value));
    }

    private static JsonNode whole(JsonNode value) {
        if (value.getClass() == DoubleNode.class) {
            return merged(value.doubleValue());
        }
        if (value.getClass() != ObjectNode.class) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.fields().forEachRemaining(member -> object.set(member.getKey(), whole(member.getValue())));
        return object;
    }

    private static JsonNode merged(double number) {
        if (Double.isInfinite(number)) {
            return new WrittenDouble(number > 0 ? BEYOND_ALL_DOUBLES : "-" + BEYOND_ALL_DOUBLES, number);
        }
        if (number == 0 && 1 / number < 0) {
            return WrittenZero.NODE;
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE;
        return whole ? LongNode.valueOf((long) number) : DoubleNode.valueOf(number);
    }

    private static synchronized boolean keepAll(ObjectMapper now) {
        // The other one is prepared too: it may take over while a read of ours is on its way.
        mapper(SdkEntry.LENIENT_ANSWER_MAPPER)
                .ifPresent(lenient -> KNOWN.computeIfAbsent(lenient, StoredText::install));
        boolean kept = KNOWN.computeIfAbsent(now, StoredText::install);
        if (kept) {
            keeping = now;
        }
        return kept;
    }

    /**
     * The mapper remembers deserializers of what it reads at the top; that memory is where ours goes, since
     * registering a module comes too late for a mapper that is in use. Jackson 2.16 and later tell the source of a
     * parser only if they are asked to.
     */
    static boolean install(ObjectMapper mapper) {
        Optional<Map<JavaType, JsonDeserializer<?>>> memory = memory(mapper);
        if (memory.isEmpty()) {
            return false;
        }
        Map<JavaType, JsonDeserializer<?>> remembered = memory.get();
        JavaType type = mapper.constructType(JsonNode.class);
        JsonDeserializer<?> own = remembered.get(type);
        boolean located = mapper.getFactory().isEnabled(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);
        mapper.getFactory().enable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);
        remembered.put(type, new StoredTextDeserializer());
        if (works(mapper)) {
            keepConverted(mapper);
            return true;
        }
        mapper.getFactory().configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, located);
        if (own == null) {
            remembered.remove(type);
        } else {
            remembered.put(type, own);
        }
        return false;
    }

    /** The mapper remembers by class how it serializes, and these classes are ours alone. */
    private static void keepConverted(ObjectMapper mapper) {
        call(SdkEntry.REMEMBERED_SERIALIZERS, mapper.getSerializerProvider())
                .map(SerializerCache.class::cast)
                .ifPresent(remembered -> {
                    remembered.addTypedSerializer(WrittenDouble.class, new WrittenNumberSerializer());
                    remembered.addTypedSerializer(WrittenZero.class, new WrittenNumberSerializer());
                });
    }

    private static boolean works(ObjectMapper mapper) {
        try {
            JsonNode read = mapper.readTree(SAMPLE.getBytes(StandardCharsets.UTF_8));
            return read.get(0) instanceof StoredObject && read.toString().equals(SAMPLE);
        } catch (IOException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static Optional<ObjectMapper> mapper(SdkEntry entry) {
        return entry.find().map(handle -> {
            try {
                return (ObjectMapper) (Object) handle.invokeExact();
            } catch (Throwable e) {
                throw SdkFault.of(e);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<JavaType, JsonDeserializer<?>>> memory(ObjectMapper mapper) {
        return call(SdkEntry.REMEMBERED_DESERIALIZERS, mapper)
                .map(remembered -> (Map<JavaType, JsonDeserializer<?>>) remembered);
    }

    private static Optional<Object> call(SdkEntry entry, Object of) {
        return entry.find().map(handle -> {
            try {
                return (Object) handle.invokeExact(of);
            } catch (Throwable e) {
                throw SdkFault.of(e);
            }
        });
    }
}
