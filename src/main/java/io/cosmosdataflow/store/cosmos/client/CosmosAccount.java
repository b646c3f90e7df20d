package io.cosmosdataflow.store.cosmos.client;

import io.cosmosdataflow.definition.Secret;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A Cosmos DB account and how to talk to it.
 *
 * @param preferredRegions in the order in which they are asked; empty for the account's own order
 * @param gatewayMode HTTPS to the endpoint only, without looking for others; false is direct mode, the SDK's
 *     default for Azure
 */
public record CosmosAccount(URI endpoint, Secret key, List<String> preferredRegions, boolean gatewayMode)
        implements Serializable {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    public CosmosAccount {
        Objects.requireNonNull(key, "key");
        preferredRegions = List.copyOf(preferredRegions);
        if (endpoint.getHost() == null) {
            throw new IllegalArgumentException("An account endpoint has a host: " + endpoint);
        }
    }

    /** Gateway mode for an endpoint on this machine, as an emulator is; else direct mode. */
    public static CosmosAccount of(URI endpoint, Secret key) {
        return new CosmosAccount(endpoint, key, List.of(), LOOPBACK.contains(endpoint.getHost()));
    }

    public CosmosAccount withPreferredRegions(List<String> regions) {
        return new CosmosAccount(endpoint, key, regions, gatewayMode);
    }

    public CosmosAccount withGatewayMode() {
        return new CosmosAccount(endpoint, key, preferredRegions, true);
    }
}
