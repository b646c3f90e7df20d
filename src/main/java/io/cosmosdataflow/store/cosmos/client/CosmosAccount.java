package io.cosmosdataflow.store.cosmos.client;

import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.definition.json.Secret;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A Cosmos DB account and how to talk to it.
 *
 * @param preferredRegions in the order in which they are asked; empty for the account's own order
 * @param gatewayMode HTTPS to gateways only; false is direct mode, the SDK's default for Azure
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

    /**
     * The SDK wants names that it could make names of regions from, and takes no address: the loopback address
     * becomes {@code localhost}.
     */
    public CosmosAccount withPreferredRegions(List<String> regions) {
        return new CosmosAccount(
                regions.isEmpty() ? endpoint : URI.create("https://" + authority() + "/"), key, regions, gatewayMode);
    }

    /** Host and port, the same whichever way this machine is written: it tells accounts apart. */
    public String authority() {
        String host = LOOPBACK.contains(endpoint.getHost()) ? "localhost" : endpoint.getHost();
        return host + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }

    /**
     * Whether clients ask the account where its regions are. In gateway mode they keep to the endpoint that they
     * are given, so that they reach an emulator behind a tunnel or a forwarded port, whose own idea of its address
     * leads nowhere; but a region can only be preferred if its address is known, so naming one turns this on.
     */
    public boolean discoversRegions() {
        return !gatewayMode || !preferredRegions.isEmpty();
    }

    public CosmosAccount inMode(ConnectionMode mode) {
        return mode == ConnectionMode.Usual
                ? this
                : new CosmosAccount(endpoint, key, preferredRegions, mode == ConnectionMode.Gateway);
    }
}
