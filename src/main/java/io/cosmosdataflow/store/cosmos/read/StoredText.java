package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.implementation.Utils;
import azure_cosmos_spark.com.fasterxml.jackson.databind.DeserializationFeature;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JavaType;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonDeserializer;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the SDK keep the text of the documents it reads.
 *
 * <p>The SDK parses each answer into a tree with its one shared mapper and prints documents from the tree:
 * numbers go through doubles, and 1.10 or a number of twenty digits comes out as another. A deserializer of
 * ours in that mapper remembers where in the answer each object stands, and an object that nobody changed
 * prints as the very text it came in. It also spares the parsing of values that nobody looks at.
 */
final class StoredText {

    private static final Logger LOG = LoggerFactory.getLogger(StoredText.class);
    private static final String SAMPLE = "[{\"n\":1.10}]";

    private static boolean kept;

    private StoredText() {}

    /** Once per JVM, before the first document is read. */
    static synchronized void keep() {
        if (!kept) {
            ObjectMapper mapper = Utils.getSimpleObjectMapper();
            install(mapper);
            kept = true;
        }
    }

    /**
     * The mapper remembers deserializers of what it reads at the top; that memory is where ours goes, since
     * registering a module comes too late for a mapper that is in use.
     */
    private static void install(ObjectMapper mapper) {
        try {
            Field field = ObjectMapper.class.getDeclaredField("_rootDeserializers");
            field.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<JavaType, JsonDeserializer<?>> remembered = (Map<JavaType, JsonDeserializer<?>>) field.get(mapper);
            remembered.put(mapper.constructType(JsonNode.class), new StoredTextDeserializer());
            if (mapper.readTree(SAMPLE.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString()
                    .equals(SAMPLE)) {
                return;
            }
            LOG.warn("The SDK of this connector does not keep the text of documents; numbers keep their value only");
        } catch (ReflectiveOperationException | RuntimeException | java.io.IOException e) {
            LOG.warn("The SDK of this connector does not keep the text of documents; numbers keep their value only", e);
        }
        mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }
}
