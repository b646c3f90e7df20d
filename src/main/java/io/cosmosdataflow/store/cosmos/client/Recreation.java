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
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One container, dropped and made anew with what it was made of. */
record Recreation(ClientLease lease, ContainerAddress address, List<String> partitionKeyPaths, OptionalInt throughput) {

    /** How long a name is tried again that the service says is still in use. */
    private static final Duration WHILE_THE_NAME_IS_IN_USE = Duration.ofMinutes(1);

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
                lease.client()
                        .createDatabaseIfNotExists(address.database())
                        .timeout(Answers.LONGEST)
                        .block();
                create(new CosmosContainerProperties(address.container(), keyOf(partitionKeyPaths)), asked(), "");
                return;
            }
            CosmosContainerProperties next = like(old.get());
            Optional<ThroughputProperties> offer = asked().or(this::present);
            drop();
            create(next, offer, old.get().getResourceId());
        } catch (RuntimeException e) {
            throw ServiceFaults.writing(e, address);
        }
    }

    private Optional<CosmosContainerProperties> properties() {
        try {
            return Optional.of(lease.container(address)
                    .read()
                    .timeout(Answers.LONGEST)
                    .block()
                    .getProperties());
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isMissing(RuntimeException thrown) {
        return ServiceFaults.answer(thrown)
                .filter(answer -> Verdict.of(answer.getStatusCode()) == Verdict.NOT_FOUND)
                .isPresent();
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

    /** Where the answer is lost it is dropped again; that there is none then is what was wanted. */
    private void drop() {
        Patience patience = new Patience();
        while (true) {
            try {
                lease.container(address).delete().timeout(Answers.LONGEST).block();
                return;
            } catch (RuntimeException e) {
                if (isMissing(e)) {
                    return;
                }
                patience.outlast(e);
            }
        }
    }

    /**
     * Where the answer is lost it is made again; the name is in use then by what was made.
     *
     * @param former resource id of what was dropped; empty if there was nothing
     */
    private void create(CosmosContainerProperties properties, Optional<ThroughputProperties> offer, String former) {
        CosmosAsyncDatabase database = lease.client().getDatabase(address.database());
        Patience patience = new Patience();
        Patience whileInUse = new Patience(WHILE_THE_NAME_IS_IN_USE);
        boolean maybeMade = false;
        while (true) {
            try {
                offer.map(units -> database.createContainer(properties, units))
                        .orElseGet(() -> database.createContainer(properties))
                        .timeout(Answers.LONGEST)
                        .block();
                return;
            } catch (RuntimeException e) {
                if (!nameIsInUse(e)) {
                    patience.outlast(e);
                    maybeMade = true;
                } else if (maybeMade && isAnother(former)) {
                    return;
                } else if (!whileInUse.await(Duration.ZERO)) {
                    throw e;
                }
            }
        }
    }

    private boolean isAnother(String former) {
        return properties().filter(made -> !made.getResourceId().equals(former)).isPresent();
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
