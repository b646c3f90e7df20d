package io.cosmosdataflow.store.cosmos.throughput;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import java.util.Objects;

/**
 * The throughput that a source or a sink asks for while its activity runs.
 *
 * @param unitsPerSecond RU/s, at least 400
 * @param mayBeMissing whether the sink makes the container, with this throughput, if it does not exist
 */
public record WantedThroughput(ContainerAddress address, int unitsPerSecond, boolean mayBeMissing) {

    static final int LEAST = 400;

    public WantedThroughput {
        Objects.requireNonNull(address, "address");
        if (unitsPerSecond < LEAST) {
            throw new IllegalArgumentException("a throughput is at least 400 RU/s, not " + unitsPerSecond);
        }
    }
}
