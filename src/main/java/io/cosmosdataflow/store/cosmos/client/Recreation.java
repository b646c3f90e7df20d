package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncDatabase;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.ChangeFeedPolicy;
import azure_cosmos_spark.com.azure.cosmos.models.ClientEncryptionPolicy;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinition;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKind;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import azure_cosmos_spark.reactor.util.retry.Retry;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One container, dropped and made anew with what it was made of. */
record Recreation(ClientLease lease, ContainerAddress address, List<String> partitionKeyPaths, OptionalInt throughput) {

    /** How often, and after how long, a name is tried again that the service says is still in use. */
    private static final Retry WHILE_THE_NAME_IS_IN_USE = Retry.backoff(12, Duration.ofMillis(100))
            .maxBackoff(Duration.ofSeconds(5))
            .filter(Recreation::nameIsInUse)
            .onRetryExhaustedThrow((spec, signal) -> signal.failure());

    /** @param paths several of them make a hierarchical key */
    static PartitionKeyDefinition keyOf(List<String> paths) {
        return new PartitionKeyDefinition()
                .setPaths(paths)
                .setKind(paths.size() > 1 ? PartitionKind.MULTI_HASH : PartitionKind.HASH)
                .setVersion(PartitionKeyDefinitionVersion.V2);
    }

    void run() {
        try {
            Optional<CosmosContainerProperties> old = properties();
            if (old.isEmpty()) {
                if (partitionKeyPaths.isEmpty()) {
                    throw keyIsMissing();
                }
                lease.client().createDatabaseIfNotExists(address.database()).block();
                create(new CosmosContainerProperties(address.container(), keyOf(partitionKeyPaths)), asked());
                return;
            }
            CosmosContainerProperties next = like(old.get());
            Optional<ThroughputProperties> offer = asked().or(this::present);
            lease.container(address).delete().block();
            create(next, offer);
        } catch (RuntimeException e) {
            throw ServiceFaults.writing(e, address);
        }
    }

    private Optional<CosmosContainerProperties> properties() {
        try {
            return Optional.of(lease.container(address).read().block().getProperties());
        } catch (RuntimeException e) {
            boolean missing = ServiceFaults.answer(e)
                    .filter(answer -> Verdict.of(answer.getStatusCode()) == Verdict.NOT_FOUND)
                    .isPresent();
            if (missing) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Only what a client may set: the rest of the old properties belongs to the old container. */
    private CosmosContainerProperties like(CosmosContainerProperties old) {
        CosmosContainerProperties next = new CosmosContainerProperties(
                address.container(),
                partitionKeyPaths.isEmpty() ? old.getPartitionKeyDefinition() : keyOf(partitionKeyPaths));
        next.setIndexingPolicy(old.getIndexingPolicy());
        next.setDefaultTimeToLiveInSeconds(old.getDefaultTimeToLiveInSeconds());
        if (old.getAnalyticalStoreTimeToLiveInSeconds() != null) {
            next.setAnalyticalStoreTimeToLiveInSeconds(old.getAnalyticalStoreTimeToLiveInSeconds());
        }
        if (old.getUniqueKeyPolicy() != null
                && !old.getUniqueKeyPolicy().getUniqueKeys().isEmpty()) {
            next.setUniqueKeyPolicy(old.getUniqueKeyPolicy());
        }
        if (old.getConflictResolutionPolicy() != null) {
            next.setConflictResolutionPolicy(old.getConflictResolutionPolicy());
        }
        ClientEncryptionPolicy encryption = old.getClientEncryptionPolicy();
        if (encryption != null) {
            next.setClientEncryptionPolicy(encryption);
        }
        ChangeFeedPolicy changes = old.getChangeFeedPolicy();
        if (changes != null) {
            next.setChangeFeedPolicy(changes);
        }
        return next;
    }

    private Optional<ThroughputProperties> asked() {
        return throughput.isPresent()
                ? Optional.of(ThroughputProperties.createManualThroughput(throughput.getAsInt()))
                : Optional.empty();
    }

    private Optional<ThroughputProperties> present() {
        try (ContainerOffers offers = ContainerOffers.of(address.account())) {
            return offers.find(address.database(), address.container())
                    .flatMap(ContainerOffers.Found::offer)
                    .map(ContainerOffer::properties);
        }
    }

    private void create(CosmosContainerProperties properties, Optional<ThroughputProperties> offer) {
        CosmosAsyncDatabase database = lease.client().getDatabase(address.database());
        offer.map(units -> database.createContainer(properties, units))
                .orElseGet(() -> database.createContainer(properties))
                .retryWhen(WHILE_THE_NAME_IS_IN_USE)
                .block();
    }

    private static boolean nameIsInUse(Throwable thrown) {
        return ServiceFaults.answer(thrown)
                .map(CosmosException::getStatusCode)
                .filter(status -> Verdict.of(status) == Verdict.CONFLICT)
                .isPresent();
    }

    private JobException keyIsMissing() {
        return JobException.of(
                ErrorCode.CosmosKeyInvalid,
                "DF-Cosmos-PartitionKeyMissed: there is no " + address + " to recreate, and the sink does not say"
                        + " how to make it. Set the partition key of the sink, for instance /id.");
    }
}
