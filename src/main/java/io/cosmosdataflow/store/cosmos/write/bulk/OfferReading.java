package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncDatabase;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputResponse;
import azure_cosmos_spark.reactor.core.publisher.Mono;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.client.Verdict;

/** Asks the service for the throughput of a container: its own, else that of its database. */
final class OfferReading {

    /** The embedded Cosmos DB says by this header whether it holds anybody to an offer. */
    private static final String METERED = "x-ms-embedded-metered";

    /**
     * Microsoft's emulator has this key, and refuses nothing unless it is started with {@code /EnableRateLimiting}; it is
     * no secret. Source: Microsoft Learn, Azure Cosmos DB emulator, command line arguments.
     */
    private static final String KEY_OF_AN_EMULATOR =
            "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    private OfferReading() {}

    /** @param key of the account, if it has one */
    static Mono<Offered> of(CosmosAsyncDatabase database, CosmosAsyncContainer container, String key) {
        boolean emulator = KEY_OF_AN_EMULATOR.equals(key);
        return container
                .readThroughput()
                .map(response -> offered(response, false, emulator))
                .onErrorResume(OfferReading::isNone, none -> database.readThroughput()
                        .map(response -> offered(response, true, emulator)));
    }

    private static Offered offered(ThroughputResponse response, boolean shared, boolean emulator) {
        String metered = response.getResponseHeaders().getOrDefault(METERED, emulator ? "false" : "true");
        if (metered.equals("false")) {
            return Offered.UNMETERED;
        }
        ThroughputProperties properties = response.getProperties();
        int most = properties.getAutoscaleMaxThroughput();
        return new Offered(most > 0 ? most : properties.getManualThroughput(), shared);
    }

    private static boolean isNone(Throwable thrown) {
        return ServiceFaults.answer(thrown)
                .map(fault -> Verdict.of(fault.getStatusCode()))
                .filter(verdict -> verdict == Verdict.INVALID || verdict == Verdict.NOT_FOUND)
                .isPresent();
    }
}
