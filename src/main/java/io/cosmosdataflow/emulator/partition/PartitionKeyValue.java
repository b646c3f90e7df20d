package io.cosmosdataflow.emulator.partition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The partition key value of one document or request: per path a String, Double, Boolean, null, or
 * {@link #UNDEFINED}.
 */
public record PartitionKeyValue(List<Object> components) {

    /** The value of a path that the document does not have. */
    public static final Object UNDEFINED = new Object() {
        @Override
        public String toString() {
            return "undefined";
        }
    };

    /** Three values of two kilobytes, each character as an escape. */
    private static final int LONGEST = 40_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public PartitionKeyValue {
        components = Collections.unmodifiableList(components);
    }

    /** Reads a request header such as {@code ["a"]}, {@code [1.0]}, {@code [null]} or {@code [{}]} (undefined). */
    public static PartitionKeyValue parse(String header) {
        if (header.length() > LONGEST) {
            throw ServiceError.badRequest("The partition key is longer than " + LONGEST + " characters.");
        }
        JsonNode array;
        try {
            array = MAPPER.readTree(header);
        } catch (IOException e) {
            throw malformed(header);
        }
        if (array == null || !array.isArray()) {
            throw malformed(header);
        }
        List<Object> components = new ArrayList<>(array.size());
        for (JsonNode value : array) {
            components.add(component(value));
        }
        if (components.isEmpty()) {
            components.add(UNDEFINED);
        }
        return new PartitionKeyValue(components);
    }

    private static Object component(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNull()) {
            return null;
        }
        if (value.isObject() && value.isEmpty()) {
            return UNDEFINED;
        }
        throw malformed(value.toString());
    }

    private static ServiceError malformed(String text) {
        return ServiceError.badRequest("Partition key " + text + " is invalid.");
    }
}
