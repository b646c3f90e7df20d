package io.cosmosdataflow.store.cosmos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

@InBothModes
class ContainerOffersTest {

    private static CosmosAccount account(EmbeddedCosmos emulator) {
        return EmulatorAccount.of(emulator);
    }

    private static String container(OptionalInt throughput) {
        String database = SharedEmulator.newDatabaseName();
        try (CosmosContainers containers = CosmosContainers.of(account(SharedEmulator.instance()))) {
            containers.createIfMissing(database, "c", "/pk", throughput);
        }
        return database;
    }

    @Test
    void manualOfferIsReadAndChanged() {
        String database = container(OptionalInt.of(700));
        try (ContainerOffers offers = ContainerOffers.of(account(SharedEmulator.instance()))) {
            assertThat(offers.find(database, "c").orElseThrow().offer()).contains(new ContainerOffer(700, false));

            offers.change(database, "c", new ContainerOffer(2_000, false));

            assertThat(offers.find(database, "c").orElseThrow().offer()).contains(new ContainerOffer(2_000, false));
        }
        assertThat(SharedEmulator.instance().statistics().offerChanges(database, "c"))
                .containsExactly(new Statistics.OfferChange(700, 2_000, false));
    }

    @Test
    void autoscaleOfferIsReadAndChanged() {
        CosmosAccount account = account(SharedEmulator.instance());
        String database = SharedEmulator.newDatabaseName();
        try (ClientLease lease = CosmosClients.lease(account, ClientUse.READ);
                ContainerOffers offers = ContainerOffers.of(account)) {
            lease.client().createDatabaseIfNotExists(database).block();
            lease.client()
                    .getDatabase(database)
                    .createContainer("c", "/pk", ThroughputProperties.createAutoscaledThroughput(4_000))
                    .block();
            assertThat(offers.find(database, "c").orElseThrow().offer()).contains(new ContainerOffer(4_000, true));

            offers.change(database, "c", new ContainerOffer(6_000, true));

            assertThat(offers.find(database, "c").orElseThrow().offer()).contains(new ContainerOffer(6_000, true));
        }
    }

    @Test
    void containerThatSharesTheThroughputOfItsDatabaseSaysSo() {
        CosmosAccount account = account(SharedEmulator.instance());
        String database = SharedEmulator.newDatabaseName();
        try (ClientLease lease = CosmosClients.lease(account, ClientUse.READ);
                ContainerOffers offers = ContainerOffers.of(account)) {
            lease.client()
                    .createDatabase(database, ThroughputProperties.createManualThroughput(400))
                    .block();
            lease.client().getDatabase(database).createContainer("c", "/pk").block();

            assertThat(offers.find(database, "c"))
                    .get()
                    .satisfies(found -> assertThat(found.offer()).isEmpty())
                    .satisfies(found ->
                            assertThat(found.withoutOffer()).isEqualTo("it shares the throughput of its database"));
            assertThat(offers.find(database, "none")).isEmpty();
        }
    }

    @Test
    void containerOfAServerlessAccountSaysSo() {
        try (ThrowawayEmulator serverless =
                ThrowawayEmulator.start(EmulatorOptions.usual().withServerless(true))) {
            serverless.emulator().createContainer("db", "c", "/pk");
            try (ContainerOffers offers = ContainerOffers.of(account(serverless.emulator()))) {
                assertThat(offers.find("db", "c").orElseThrow().withoutOffer()).isEqualTo("the account is serverless");
            }
        }
    }

    @Test
    void offerThatTheServiceRefusesIsAnError() {
        String database = container(OptionalInt.empty());
        try (ContainerOffers offers = ContainerOffers.of(account(SharedEmulator.instance()))) {
            JobException failure = catchThrowableOfType(
                    JobException.class, () -> offers.change(database, "c", new ContainerOffer(450, false)));

            assertThat(failure.code()).isEqualTo(ErrorCode.CosmosThroughputFailed);
            assertThat(failure)
                    .hasMessageContaining("cannot be set to 450 RU/s")
                    .hasMessageContaining("multiple of 100");
        }
    }

    @Test
    void offersAreRaisedInTheServicesSteps() {
        assertThat(new ContainerOffer(400, false).atLeast(1_234)).isEqualTo(new ContainerOffer(1_300, false));
        assertThat(new ContainerOffer(4_000, true).atLeast(4_001)).isEqualTo(new ContainerOffer(5_000, true));
        assertThat(new ContainerOffer(4_000, true).atLeast(4_000)).isEqualTo(new ContainerOffer(4_000, true));
        assertThat(new ContainerOffer(1_000, true)).hasToString("autoscale up to 1000 RU/s");
    }
}
