package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.CosmosFlows.SOURCE;
import static io.cosmosdataflow.run.CosmosFlows.into;
import static io.cosmosdataflow.run.CosmosFlows.offers;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.ExcludedPath;
import azure_cosmos_spark.com.azure.cosmos.models.IncludedPath;
import azure_cosmos_spark.com.azure.cosmos.models.IndexingPolicy;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import azure_cosmos_spark.com.azure.cosmos.models.UniqueKey;
import azure_cosmos_spark.com.azure.cosmos.models.UniqueKeyPolicy;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.meter.Statistics.OfferChange;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.store.ThroughputState;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.throughput.ThroughputChanges;
import io.cosmosdataflow.store.cosmos.throughput.WantedThroughput;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data flow does with containers apart from their documents: throughput, collection action, regions. */
@InBothModes
class CosmosFlowContainersTest {

    private static final List<String> REGIONS = List.of("West US", "East US", "North Europe");

    @TempDir
    Path directory;

    private CosmosFlows flows;

    @BeforeEach
    void factory() {
        flows = CosmosFlows.in(directory);
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");
    }

    private static String source(String settings) {
        return SOURCE.replace("format: 'document'", "format: 'document', " + settings);
    }

    private int offered() {
        try (ClientLease lease = CosmosClients.lease(flows.in().address().account(), ClientUse.READ)) {
            return lease.container(flows.in().address())
                    .readThroughput()
                    .block()
                    .getProperties()
                    .getManualThroughput();
        }
    }

    private List<OfferChange> raisedAndPutBack(int to) {
        return List.of(new OfferChange(offered(), to, false), new OfferChange(to, offered(), false));
    }

    @Test
    void throughputOfSourceAndSinkIsRaisedAndPutBack() {
        flows.flow(source("throughput: 2000") + into("throughput: 3000")).metrics();

        assertThat(offers(flows.in())).isEqualTo(raisedAndPutBack(2000));
        assertThat(offers(flows.out())).isEqualTo(raisedAndPutBack(3000));
    }

    @Test
    void withoutThroughputOffersStay() {
        flows.flow(SOURCE + into("")).metrics();

        assertThat(offers(flows.in())).isEmpty();
        assertThat(offers(flows.out())).isEmpty();
    }

    @Test
    void throughputIsPutBackAfterAFailureToo() {
        flows.out().upsert("{'id': '1', 'pk': 'a'}");

        assertThat(flows.flow(source("throughput: 2000") + into("throughput: 3000"))
                        .failure()
                        .code())
                .isEqualTo(ErrorCode.CosmosConflict);

        assertThat(offers(flows.in())).isEqualTo(raisedAndPutBack(2000));
        assertThat(offers(flows.out())).isEqualTo(raisedAndPutBack(3000));
    }

    /** With the key of the account in its linked service: runs in local mode keep no throughput of others. */
    @Test
    void throughputThatADeadRunLeftIsPutBackByTheNext() {
        List<OfferChange> expected = raisedAndPutBack(2000);
        new ThroughputChanges(new ThroughputState(
                        flows.runs().state().pendingThroughputs(), "dead", run -> true, remark -> {}))
                .raise(List.of(new WantedThroughput(flows.in().address(), 2000, false)));
        flows.flow(SOURCE + into(""));
        flows.files()
                .linkedService(
                        "Shop",
                        "CosmosDb",
                        "{\"connectionString\": \"" + SharedEmulator.instance().connectionString() + "Database="
                                + flows.files().database() + "\"}");

        PipelineResult result = DataFactory.load(flows.runs().factory())
                .pipeline("Main")
                .run(
                        SharedSpark.session(),
                        Map.of(),
                        RunOptions.NONE.withState(flows.runs().state()),
                        RunListener.NONE);

        assertThat(result.failures()).isEmpty();
        assertThat(offers(flows.in())).isEqualTo(expected);
        assertThat(flows.runs().state().pendingThroughputs().all()).isEmpty();
        assertThat(flows.out().all()).containsOnlyKeys("1");
    }

    private CosmosContainerProperties properties() {
        try (ClientLease lease = CosmosClients.lease(flows.out().address().account(), ClientUse.READ)) {
            return lease.container(flows.out().address()).read().block().getProperties();
        }
    }

    private void outWithSettings() {
        try (ClientLease lease = CosmosClients.lease(flows.out().address().account(), ClientUse.READ)) {
            lease.container(flows.out().address()).delete().block();
            CosmosContainerProperties properties = new CosmosContainerProperties("out", "/pk")
                    .setDefaultTimeToLiveInSeconds(3_600)
                    .setUniqueKeyPolicy(new UniqueKeyPolicy().setUniqueKeys(List.of(new UniqueKey(List.of("/sku")))))
                    .setIndexingPolicy(new IndexingPolicy()
                            .setIncludedPaths(List.of(new IncludedPath("/name/?")))
                            .setExcludedPaths(List.of(new ExcludedPath("/*"))));
            lease.client()
                    .getDatabase(flows.files().database())
                    .createContainer(properties, ThroughputProperties.createManualThroughput(900))
                    .block();
        }
        flows.out().upsert("{'id': 'old', 'pk': 'a', 'sku': 's'}");
    }

    @Test
    void recreateDropsTheDocumentsAndKeepsTheSettings() {
        outWithSettings();
        String before = properties().getResourceId();
        int offersBefore = offers(flows.out()).size();

        flows.flow(SOURCE + into("recreate: true, throughput: 2000, partitionKey: ['/pk']"))
                .metrics();

        assertThat(flows.out().all()).containsOnlyKeys("1");
        CosmosContainerProperties after = properties();
        assertThat(after.getResourceId()).isNotEqualTo(before);
        assertThat(after.getDefaultTimeToLiveInSeconds()).isEqualTo(3_600);
        assertThat(after.getIndexingPolicy().getIncludedPaths())
                .extracting(IncludedPath::getPath)
                .containsExactly("/name/?");
        assertThat(after.getUniqueKeyPolicy().getUniqueKeys())
                .extracting(UniqueKey::getPaths)
                .containsExactly(List.of("/sku"));
        assertThat(offers(flows.out()).subList(offersBefore, offers(flows.out()).size()))
                .last()
                .extracting(OfferChange::after)
                .isEqualTo(900);
        assertThat(offers(flows.out())).extracting(OfferChange::after).contains(2000);
    }

    @Test
    void withoutRecreateDocumentsStay() {
        flows.out().upsert("{'id': 'old', 'pk': 'a'}");

        flows.flow(SOURCE + into("recreate: false")).metrics();

        assertThat(flows.out().all()).containsOnlyKeys("1", "old");
    }

    @Test
    void preferredRegionsAreAskedForDocuments() {
        try (ThrowawayEmulator account = ThrowawayEmulator.start(EmulatorOptions.usual()
                .withPartitions(2)
                .withThrottling(false)
                .withRegions(REGIONS.toArray(String[]::new)))) {
            Path factory = directory.resolve("regions");
            FactoryFiles files = FactoryFiles.in(factory).container("In", "in").container("Out", "out");
            account.emulator()
                    .seed(
                            files.database(),
                            "in",
                            "/pk",
                            List.of("{\"id\":\"1\",\"pk\":\"a\"}".getBytes(StandardCharsets.UTF_8))
                                    .iterator());
            files.dataFlow(
                            "Flow",
                            Map.of("In", "In"),
                            Map.of("Out", "Out"),
                            source("preferredRegions: ['North Europe', 'East US']") + into(""))
                    .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));
            LocalStores stores = new LocalStores(Optional.of(directory), Optional.empty())
                    .withCosmos(
                            account.emulator().endpoint(), account.emulator().key());

            assertThat(DataFactory.load(factory)
                            .withLocalStores(stores)
                            .pipeline("Main")
                            .run(SharedSpark.session(), Map.of())
                            .failures())
                    .isEmpty();

            assertThat(asked(account.emulator().statistics())).containsExactly("North Europe");
        }
    }

    private static List<String> asked(Statistics statistics) {
        List<String> asked = new ArrayList<>();
        for (String region : REGIONS) {
            if (statistics.requests(region, RequestKind.QUERY) + statistics.requests(region, RequestKind.READ_FEED)
                    > 0) {
                asked.add(region);
            }
        }
        return asked;
    }
}
