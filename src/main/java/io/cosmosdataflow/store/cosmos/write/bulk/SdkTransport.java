package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.reactor.core.publisher.Mono;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.sdk.BatchRequests;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The Java SDK. */
public final class SdkTransport implements Transport {

    /**
     * The SDK waits 5 s for a connection, and 5 s for the answer to what it has written to one. So what has no answer
     * then was never written, or is at another try already. Source: connectTimeout and networkRequestTimeout of
     * DirectConnectionConfig.
     */
    private static final Duration OF_DIRECT_MODE = Duration.ofSeconds(6);

    /** Source: RFC 6298, section 2.4. */
    private static final Duration AFTER_LOSS = Duration.ofSeconds(1);

    /** The SDK waits 60 s for an answer. Source: networkRequestTimeout of GatewayConnectionConfig. */
    private static final Duration OF_GATEWAY_MODE = Duration.ofSeconds(70);

    private final BatchRequests requests;
    private final Supplier<Mono<Offered>> offer;
    private final Duration patience;
    private final Duration leastPatience;

    /** @param lease that lasts as long as the requests */
    public SdkTransport(ClientLease lease, ContainerAddress address) {
        CosmosAsyncContainer container = lease.container(address);
        boolean gatewayMode = address.account().gatewayMode();
        this.requests = new BatchRequests(container);
        this.offer = () -> OfferReading.of(
                lease.client().getDatabase(address.database()),
                container,
                address.account().key().reveal());
        this.patience = gatewayMode ? OF_GATEWAY_MODE : OF_DIRECT_MODE;
        this.leastPatience = gatewayMode ? OF_GATEWAY_MODE : AFTER_LOSS;
    }

    @Override
    public Mono<String> range(PendingWrite write) {
        return requests.range(write.item());
    }

    @Override
    public void refreshRanges() {
        requests.refreshRanges();
    }

    @Override
    public Mono<Offered> offered() {
        return Mono.defer(offer);
    }

    @Override
    public Mono<List<Answer>> send(String range, List<PendingWrite> writes) {
        return requests.send(
                        range,
                        writes.stream().map(PendingWrite::item).toList(),
                        writes.stream().anyMatch(PendingWrite::reading))
                .map(Answer::of);
    }

    @Override
    public Duration patience() {
        return patience;
    }

    /** See {@link BatchRequests} on what is lost in silence. */
    @Override
    public Duration leastPatience() {
        return leastPatience;
    }
}
