package io.cosmosdataflow.emulator;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the embedded Cosmos DB is started.
 *
 * @param port 0 for any that is free
 * @param data the directory that keeps the data; empty to keep it in memory only
 * @param partitions the least number of physical partitions of a container
 * @param throttling whether a container that exceeds its offer is answered 429
 * @param key the account's master key in base64
 */
public record EmulatorOptions(int port, Optional<Path> data, int partitions, boolean throttling, String key) {

    /** The key that Microsoft's own emulator has; it is no secret. Source: Microsoft Learn. */
    public static final String WELL_KNOWN_KEY =
            "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    public EmulatorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is between 0 and 65535, not " + port);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("a container has at least one partition, not " + partitions);
        }
    }

    /** In memory, on any free port, with two partitions per container and throttling. */
    public static EmulatorOptions usual() {
        return new EmulatorOptions(0, Optional.empty(), 2, true, WELL_KNOWN_KEY);
    }

    public EmulatorOptions withPort(int newPort) {
        return new EmulatorOptions(newPort, data, partitions, throttling, key);
    }

    public EmulatorOptions withData(Path directory) {
        return new EmulatorOptions(port, Optional.of(directory), partitions, throttling, key);
    }

    public EmulatorOptions withPartitions(int least) {
        return new EmulatorOptions(port, data, least, throttling, key);
    }

    public EmulatorOptions withThrottling(boolean isOn) {
        return new EmulatorOptions(port, data, partitions, isOn, key);
    }

    public EmulatorOptions withKey(String newKey) {
        return new EmulatorOptions(port, data, partitions, throttling, newKey);
    }
}
