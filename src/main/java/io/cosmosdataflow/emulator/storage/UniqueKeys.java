package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.partition.PartitionKeyPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A container's unique key policy: sets of paths whose values no two items of a logical partition share. */
record UniqueKeys(List<List<PartitionKeyPath>> keys) {

    static UniqueKeys parse(JsonNode policy) {
        List<List<PartitionKeyPath>> keys = new ArrayList<>();
        for (JsonNode key : policy.path("uniqueKeys")) {
            List<PartitionKeyPath> paths = new ArrayList<>();
            key.path("paths").forEach(path -> paths.add(PartitionKeyPath.parse(path.asText())));
            keys.add(List.copyOf(paths));
        }
        return new UniqueKeys(List.copyOf(keys));
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** One text for each unique key: where it applies and the values; a missing value counts as null. */
    List<String> values(String effective, byte[] open) {
        if (keys.isEmpty()) {
            return List.of();
        }
        byte[] closed = Arrays.copyOf(open, open.length + 1);
        closed[open.length] = '}';
        JsonNode document = Json.parse(closed);
        List<String> values = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            StringBuilder value = new StringBuilder().append(i).append(' ').append(effective);
            for (PartitionKeyPath path : keys.get(i)) {
                JsonNode at = document;
                for (String name : path.names()) {
                    at = at.path(name);
                }
                value.append(' ').append(at.isMissingNode() ? "null" : at.toString());
            }
            values.add(value.toString());
        }
        return values;
    }
}
