package io.cosmosdataflow.store.cosmos.client;

import java.io.Serializable;
import java.util.List;

/**
 * How a container is partitioned.
 *
 * @param paths one, or up to three of a hierarchical key: {@code /address/city}, {@code /"a b"}
 */
public record PartitionKeyShape(List<String> paths, boolean hierarchical) implements Serializable {

    public PartitionKeyShape {
        paths = List.copyOf(paths);
    }
}
