package io.cosmosdataflow.store.kind;

import java.util.List;
import java.util.Objects;

/** What the settings of a sink say of the partition key of its container. */
public record StatedKey(ContainerName container, List<String> paths) {

    public StatedKey {
        Objects.requireNonNull(container, "container");
        paths = List.copyOf(paths);
    }
}
