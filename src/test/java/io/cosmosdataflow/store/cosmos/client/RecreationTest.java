package io.cosmosdataflow.store.cosmos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import azure_cosmos_spark.com.azure.cosmos.models.ConflictResolutionPolicy;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.ExcludedPath;
import azure_cosmos_spark.com.azure.cosmos.models.IncludedPath;
import azure_cosmos_spark.com.azure.cosmos.models.IndexingPolicy;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinition;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import azure_cosmos_spark.com.azure.cosmos.models.UniqueKey;
import azure_cosmos_spark.com.azure.cosmos.models.UniqueKeyPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a container survives when it is dropped and made anew. */
@InBothModes
class RecreationTest {

    private final CosmosAccount account = account();
    private final String database = SharedEmulator.newDatabaseName();
    private ClientLease lease;
    private CosmosContainers containers;

    private static CosmosAccount account() {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        return EmulatorAccount.of(emulator);
    }

    @BeforeEach
    void open() {
        lease = CosmosClients.lease(account, ClientUse.READ);
        containers = CosmosContainers.of(account);
        lease.client().createDatabaseIfNotExists(database).block();
    }

    @AfterEach
    void close() {
        SharedEmulator.instance().faults().off();
        containers.close();
        lease.close();
    }

    private CosmosContainerProperties make(CosmosContainerProperties properties, ThroughputProperties throughput) {
        lease.client()
                .getDatabase(database)
                .createContainer(properties, throughput)
                .block();
        return properties();
    }

    private static CosmosContainerProperties plain() {
        return new CosmosContainerProperties("c", "/pk");
    }

    private CosmosContainerProperties recreated() {
        containers.recreate(database, "c", List.of(), OptionalInt.empty());
        return properties();
    }

    private CosmosContainerProperties properties() {
        return lease.client()
                .getDatabase(database)
                .getContainer("c")
                .read()
                .block()
                .getProperties();
    }

    private Optional<ContainerOffer> offer() {
        try (ContainerOffers offers = ContainerOffers.of(account)) {
            return offers.find(database, "c").orElseThrow().offer();
        }
    }

    @Test
    void documentsGoAndTheContainerIsAnother() {
        CosmosContainerProperties before = make(plain(), ThroughputProperties.createManualThroughput(400));
        SharedEmulator.instance()
                .seed(
                        database,
                        "c",
                        "/pk",
                        List.of("{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8))
                                .iterator());

        assertThat(recreated().getResourceId()).isNotEqualTo(before.getResourceId());
        assertThat(lease.client()
                        .getDatabase(database)
                        .getContainer("c")
                        .queryItems("SELECT VALUE COUNT(1) FROM c", Integer.class)
                        .blockFirst())
                .isZero();
    }

    @Test
    void indexingPolicySurvives() {
        IndexingPolicy policy = new IndexingPolicy()
                .setIncludedPaths(List.of(new IncludedPath("/name/?")))
                .setExcludedPaths(List.of(new ExcludedPath("/*")));
        make(plain().setIndexingPolicy(policy), ThroughputProperties.createManualThroughput(400));

        IndexingPolicy after = recreated().getIndexingPolicy();

        assertThat(after.getIncludedPaths()).extracting(IncludedPath::getPath).containsExactly("/name/?");
        assertThat(after.getExcludedPaths()).extracting(ExcludedPath::getPath).contains("/*");
    }

    @Test
    void timesToLiveSurvive() {
        make(
                plain().setDefaultTimeToLiveInSeconds(3_600).setAnalyticalStoreTimeToLiveInSeconds(-1),
                ThroughputProperties.createManualThroughput(400));

        CosmosContainerProperties after = recreated();

        assertThat(after.getDefaultTimeToLiveInSeconds()).isEqualTo(3_600);
        assertThat(after.getAnalyticalStoreTimeToLiveInSeconds()).isEqualTo(-1);
    }

    @Test
    void uniqueKeysSurvive() {
        UniqueKeyPolicy policy = new UniqueKeyPolicy().setUniqueKeys(List.of(new UniqueKey(List.of("/sku", "/size"))));
        make(plain().setUniqueKeyPolicy(policy), ThroughputProperties.createManualThroughput(400));

        assertThat(recreated().getUniqueKeyPolicy().getUniqueKeys())
                .extracting(UniqueKey::getPaths)
                .containsExactly(List.of("/sku", "/size"));
    }

    @Test
    void conflictResolutionSurvives() {
        make(
                plain().setConflictResolutionPolicy(ConflictResolutionPolicy.createLastWriterWinsPolicy("/version")),
                ThroughputProperties.createManualThroughput(400));

        assertThat(recreated().getConflictResolutionPolicy().getConflictResolutionPath())
                .isEqualTo("/version");
    }

    @Test
    void partitionKeyAndItsVersionSurvive() {
        PartitionKeyDefinition old = new PartitionKeyDefinition()
                .setPaths(List.of("/address/city"))
                .setVersion(PartitionKeyDefinitionVersion.V1);
        make(new CosmosContainerProperties("c", old), ThroughputProperties.createManualThroughput(400));

        PartitionKeyDefinition after = recreated().getPartitionKeyDefinition();

        assertThat(after.getPaths()).containsExactly("/address/city");
        assertThat(after.getVersion()).isIn(null, PartitionKeyDefinitionVersion.V1);
    }

    @Test
    void manualAndAutoscaleThroughputSurvive() {
        make(plain(), ThroughputProperties.createManualThroughput(900));
        recreated();
        assertThat(offer()).contains(new ContainerOffer(900, false));

        containers.delete(database, "c");
        make(plain(), ThroughputProperties.createAutoscaledThroughput(3_000));
        recreated();
        assertThat(offer()).contains(new ContainerOffer(3_000, true));
    }

    @Test
    void givenPartitionKeyAndThroughputStandForTheOldOnes() {
        make(plain().setDefaultTimeToLiveInSeconds(60), ThroughputProperties.createManualThroughput(900));

        containers.recreate(database, "c", List.of("/category"), OptionalInt.of(1_200));

        assertThat(properties().getPartitionKeyDefinition().getPaths()).containsExactly("/category");
        assertThat(properties().getPartitionKeyDefinition().getVersion()).isEqualTo(PartitionKeyDefinitionVersion.V2);
        assertThat(properties().getDefaultTimeToLiveInSeconds()).isEqualTo(60);
        assertThat(offer()).contains(new ContainerOffer(1_200, false));
    }

    @Test
    void containerThatDoesNotExistIsMade() {
        containers.recreate(database, "c", List.of("/category"), OptionalInt.of(800));

        assertThat(properties().getPartitionKeyDefinition().getPaths()).containsExactly("/category");
        assertThat(offer()).contains(new ContainerOffer(800, false));
    }

    @Test
    void containerThatDoesNotExistNeedsAPartitionKey() {
        JobException failure = catchThrowableOfType(
                JobException.class, () -> containers.recreate(database, "c", List.of(), OptionalInt.empty()));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosKeyInvalid);
        assertThat(failure).hasMessageStartingWith("DF-Cosmos-PartitionKeyMissed: there is no container 'c'");
    }

    /** With this seed the first request passes, which is the drop, and the next two do not. */
    @Test
    void nameThatIsStillInUseIsTriedAgain() {
        make(plain().setDefaultTimeToLiveInSeconds(60), ThroughputProperties.createManualThroughput(900));
        SharedEmulator.instance()
                .faults()
                .on(FaultRule.of(0.5, SEED, Fault.CONFLICT)
                        .on(RequestKind.METADATA_WRITE)
                        .atMost(2));

        assertThat(recreated().getDefaultTimeToLiveInSeconds()).isEqualTo(60);

        assertThat(SharedEmulator.instance().faults().count()).isEqualTo(2);
    }

    /** The drop, and the making, are done and nobody is told: a second drop finds nothing, a second making its own. */
    @Test
    void lostAnswersLoseNoContainer() {
        CosmosContainerProperties before =
                make(plain().setDefaultTimeToLiveInSeconds(60), ThroughputProperties.createManualThroughput(900));
        SharedEmulator.instance()
                .faults()
                .on(FaultRule.of(1, SEED, Fault.RESET_AFTER)
                        .on(RequestKind.METADATA_WRITE)
                        .atMost(3));

        CosmosContainerProperties after = recreated();

        assertThat(after.getDefaultTimeToLiveInSeconds()).isEqualTo(60);
        assertThat(after.getResourceId()).isNotEqualTo(before.getResourceId());
        assertThat(offer()).contains(new ContainerOffer(900, false));
        assertThat(SharedEmulator.instance().faults().count()).isEqualTo(3);
    }

    private static final long SEED = 6;
}
