package io.cosmosdataflow.testing;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one embedded Cosmos DB that all tests of a JVM share, in memory, without throttling, with three physical
 * partitions per container. Each test takes a database name of its own.
 */
public final class SharedEmulator {

    /** How many physical partitions a container has at first. */
    public static final int PARTITIONS = 3;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedEmulator() {}

    /**
     * The running emulator; this JVM trusts its certificate from now on. Clients take the trust store when their
     * builder is made, so this comes before {@code new CosmosClientBuilder()}.
     */
    public static EmbeddedCosmos instance() {
        return Holder.INSTANCE;
    }

    /** A name that no other test of this JVM has; the database is not made. */
    public static String newDatabaseName() {
        return "test-" + DATABASES.incrementAndGet();
    }

    /** The connector's options for a container. */
    public static Map<String, String> sparkOptions(String database, String container) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("spark.cosmos.accountEndpoint", instance().endpoint().toString());
        options.put("spark.cosmos.accountKey", instance().key());
        options.put("spark.cosmos.database", database);
        options.put("spark.cosmos.container", container);
        options.put("spark.cosmos.useGatewayMode", "true");
        options.put("spark.cosmos.disableTcpConnectionEndpointRediscovery", "true");
        return options;
    }

    private static final class Holder {
        private static final EmbeddedCosmos INSTANCE = start();

        private static EmbeddedCosmos start() {
            try {
                EmbeddedCosmos emulator = EmbeddedCosmos.start(
                        EmulatorOptions.usual().withPartitions(PARTITIONS).withThrottling(false));
                emulator.trustStore().install();
                return emulator;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
