package io.cosmosdataflow.state;

import java.util.Objects;

/**
 * How far the change feed of a container has been read for a source.
 *
 * @param source the source's name in the data flow
 * @param container {@code database/container}
 * @param containerRid the service's own name of the container; another one after it was recreated
 * @param offset opaque
 */
public record FeedPosition(String source, String container, String containerRid, String offset) {

    public FeedPosition {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(containerRid, "containerRid");
        Objects.requireNonNull(offset, "offset");
    }
}
