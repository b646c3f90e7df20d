package io.cosmosdataflow.emulator;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * How the embedded Cosmos DB is started.
 *
 * @param port of the first region; 0 for any that is free, as the others always have
 * @param data the directory that keeps the data; empty to keep it in memory only
 * @param partitions the least number of physical partitions of a container
 * @param throttling whether a container that exceeds its offer is answered 429
 * @param key the account's master key in base64
 * @param regions names of the regions, the one that takes writes first
 * @param serverless whether the account has no offers, and refuses requests that name a throughput
 */
public record EmulatorOptions(
        int port,
        Optional<Path> data,
        int partitions,
        boolean throttling,
        String key,
        List<String> regions,
        boolean serverless) {

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
        regions = List.copyOf(regions);
        if (regions.isEmpty() || new LinkedHashSet<>(regions).size() < regions.size()) {
            throw new IllegalArgumentException("an account has regions of different names, not " + regions);
        }
    }

    /** In memory, on any free port, with two partitions per container, throttling and the region {@code Local}. */
    public static EmulatorOptions usual() {
        return new EmulatorOptions(0, Optional.empty(), 2, true, WELL_KNOWN_KEY, List.of("Local"), false);
    }

    public EmulatorOptions withPort(int newPort) {
        return new EmulatorOptions(newPort, data, partitions, throttling, key, regions, serverless);
    }

    public EmulatorOptions withData(Path directory) {
        return new EmulatorOptions(port, Optional.of(directory), partitions, throttling, key, regions, serverless);
    }

    public EmulatorOptions withPartitions(int least) {
        return new EmulatorOptions(port, data, least, throttling, key, regions, serverless);
    }

    public EmulatorOptions withThrottling(boolean isOn) {
        return new EmulatorOptions(port, data, partitions, isOn, key, regions, serverless);
    }

    public EmulatorOptions withKey(String newKey) {
        return new EmulatorOptions(port, data, partitions, throttling, newKey, regions, serverless);
    }

    /** @param names the first is the one that takes writes */
    public EmulatorOptions withRegions(String... names) {
        return new EmulatorOptions(port, data, partitions, throttling, key, List.of(names), serverless);
    }

    public EmulatorOptions withServerless(boolean isOn) {
        return new EmulatorOptions(port, data, partitions, throttling, key, regions, isOn);
    }
}
