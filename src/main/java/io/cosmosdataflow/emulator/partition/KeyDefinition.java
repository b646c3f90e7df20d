package io.cosmosdataflow.emulator.partition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.ArrayList;
import java.util.List;

/** A container's partition key: its paths, and how their values are hashed. */
public record KeyDefinition(List<PartitionKeyPath> paths, Hashing hashing) {

    /** The three forms of the effective partition key. */
    public enum Hashing {
        V1,
        V2,
        HIERARCHICAL
    }

    private static final int MOST_LEVELS = 3;

    public KeyDefinition {
        paths = List.copyOf(paths);
    }

    /** Reads {@code {"paths": [..], "kind": "Hash|MultiHash", "version": 1|2}}; without a version it is V1. */
    public static KeyDefinition parse(JsonNode json) {
        if (json == null || !json.path("paths").isArray() || json.path("paths").isEmpty()) {
            throw ServiceError.badRequest("The partition key definition must name at least one path.");
        }
        List<PartitionKeyPath> paths = new ArrayList<>();
        for (JsonNode path : json.get("paths")) {
            paths.add(PartitionKeyPath.parse(path.asText()));
        }
        boolean hierarchical = "MultiHash".equalsIgnoreCase(json.path("kind").asText());
        if (paths.size() > (hierarchical ? MOST_LEVELS : 1)) {
            throw ServiceError.badRequest("Too many partition key paths specified: " + paths.size()
                    + ". A key of kind Hash has one path, a key of kind MultiHash at most " + MOST_LEVELS + ".");
        }
        String version = json.path("version").asText("1");
        boolean second = version.equals("2") || version.equals("V2");
        return new KeyDefinition(paths, hierarchical ? Hashing.HIERARCHICAL : second ? Hashing.V2 : Hashing.V1);
    }

    /** Writes the kind and version that were left out, as the service answers them. */
    public void complete(ObjectNode json) {
        json.put("kind", hashing == Hashing.HIERARCHICAL ? "MultiHash" : "Hash");
        json.put("version", hashing == Hashing.V1 ? 1 : 2);
    }

    /** Whether a key has a value for every path, so that it names one logical partition. */
    public boolean isFull(PartitionKeyValue key) {
        return key.components().size() == paths.size();
    }

    /** The effective partition key: upper-case hexadecimal digits, in the order of the physical ranges. */
    public String effective(PartitionKeyValue key) {
        if (key.components().size() > paths.size()) {
            throw ServiceError.badRequest(
                    "Partition key provided either doesn't correspond to definition in the collection or doesn't match"
                            + " partition key field values specified in the document.");
        }
        return switch (hashing) {
            case V1 -> KeyHash.first(key);
            case V2 -> KeyHash.second(key);
            case HIERARCHICAL -> KeyHash.hierarchical(key);
        };
    }
}
