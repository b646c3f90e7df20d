package io.cosmosdataflow.store.cosmos.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.emulator.meter.Statistics.OfferChange;
import io.cosmosdataflow.state.PendingThroughputs;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.store.ThroughputState;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ContainerOffer;
import io.cosmosdataflow.store.cosmos.client.ContainerOffers;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InBothModes
class ThroughputChangesTest {

    @TempDir
    Path state;

    private final List<String> remarks = new ArrayList<>();
    private final Set<String> running = new HashSet<>();
    private final ContainerAddress container =
            new ContainerAddress(account(SharedEmulator.instance()), SharedEmulator.newDatabaseName(), "c");
    private PendingThroughputs pending;

    private static CosmosAccount account(EmbeddedCosmos emulator) {
        return EmulatorAccount.of(emulator);
    }

    @BeforeEach
    void make() {
        pending = new StateDirectory(state.toString(), new Configuration()).pendingThroughputs();
        try (CosmosContainers containers = CosmosContainers.of(container.account())) {
            containers.createIfMissing(container.database(), "c", "/pk", OptionalInt.of(500));
        }
    }

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    private ThroughputChanges of(String run) {
        running.add(run);
        return new ThroughputChanges(new ThroughputState(pending, run, running::contains, remarks::add));
    }

    private WantedThroughput wanted(int unitsPerSecond) {
        return new WantedThroughput(container, unitsPerSecond, false);
    }

    private List<OfferChange> changes() {
        return SharedEmulator.instance().statistics().offerChanges(container.database(), "c");
    }

    private static OfferChange manual(int before, int after) {
        return new OfferChange(before, after, false);
    }

    private ContainerOffer present() {
        try (ContainerOffers offers = ContainerOffers.of(container.account())) {
            return offers.find(container.database(), "c").orElseThrow().offer().orElseThrow();
        }
    }

    private void set(int unitsPerSecond, boolean autoscale) {
        try (ContainerOffers offers = ContainerOffers.of(container.account())) {
            offers.change(container.database(), "c", new ContainerOffer(unitsPerSecond, autoscale));
        }
    }

    @Test
    void throughputIsRaisedAndPutBack() {
        try (RaisedContainers raised = of("r").raise(List.of(wanted(2_000)))) {
            assertThat(present()).isEqualTo(new ContainerOffer(2_000, false));
            assertThat(pending.all()).hasSize(1);
        }

        assertThat(changes()).containsExactly(manual(500, 2_000), manual(2_000, 500));
        assertThat(pending.all()).isEmpty();
        assertThat(remarks).hasSize(2);
        assertThat(remarks.get(0)).contains("is raised from 500 RU/s to 2000 RU/s");
    }

    @Test
    void throughputIsPutBackToTheLeastThatTheServiceAllowsNow() {
        of("r").raise(List.of(wanted(70_000))).close();

        assertThat(changes()).containsExactly(manual(500, 70_000), manual(70_000, 700));
        assertThat(remarks).last().asString().contains("the least that the service allows now; it was 500 RU/s");
        assertThat(pending.all()).isEmpty();
    }

    @Test
    void throughputIsPutBackAfterAFailureToo() {
        try (RaisedContainers raised = of("r").raise(List.of(wanted(2_000)))) {
            throw new IllegalStateException("the activity fails");
        } catch (IllegalStateException e) {
            assertThat(changes()).containsExactly(manual(500, 2_000), manual(2_000, 500));
        }
    }

    @Test
    void containerThatHasAsMuchIsLeftAlone() {
        try (RaisedContainers raised = of("r").raise(List.of(wanted(500)))) {
            assertThat(pending.all()).isEmpty();
        }
        assertThat(changes()).isEmpty();
    }

    @Test
    void autoscaleIsRaisedInThousands() {
        containerWithAutoscale();

        of("r").raise(List.of(wanted(4_100))).close();

        assertThat(changes()).containsExactly(new OfferChange(1_000, 5_000, true), new OfferChange(5_000, 1_000, true));
    }

    private void containerWithAutoscale() {
        try (CosmosContainers containers = CosmosContainers.of(container.account());
                ClientLease lease = CosmosClients.lease(container.account(), ClientUse.READ)) {
            containers.delete(container.database(), "c");
            lease.client()
                    .getDatabase(container.database())
                    .createContainer("c", "/pk", ThroughputProperties.createAutoscaledThroughput(1_000))
                    .block();
        }
    }

    @Test
    void sourceAndSinkOfOneContainerRaiseItOnce() {
        WantedThroughput ofSource = new WantedThroughput(
                new ContainerAddress(
                        container.account().withPreferredRegions(List.of("Local")), container.database(), "c"),
                1_000,
                false);

        of("r").raise(List.of(ofSource, wanted(3_000))).close();

        assertThat(changes()).containsExactly(manual(500, 3_000), manual(3_000, 500));
    }

    @Test
    void nestedRaisesEndWithTheFirstOffer() {
        RaisedContainers outer = of("r").raise(List.of(wanted(1_000)));
        RaisedContainers inner = of("r").raise(List.of(wanted(3_000)));
        inner.close();
        outer.close();

        assertThat(changes())
                .containsExactly(manual(500, 1_000), manual(1_000, 3_000), manual(3_000, 1_000), manual(1_000, 500));
    }

    @Test
    void runsThatOverlapEndWithTheFirstOffer() {
        RaisedContainers first = of("r1").raise(List.of(wanted(1_000)));
        RaisedContainers second = of("r2").raise(List.of(wanted(3_000)));
        RaisedContainers third = of("r3").raise(List.of(wanted(2_000)));
        first.close();
        assertThat(present()).isEqualTo(new ContainerOffer(3_000, false));
        second.close();
        assertThat(present().unitsPerSecond()).isGreaterThanOrEqualTo(2_000);
        third.close();

        assertThat(present()).isEqualTo(new ContainerOffer(500, false));
        assertThat(pending.all()).isEmpty();
    }

    @Test
    void throughputOfADeadRunIsPutBackByTheNextThatOpensTheAccount() {
        of("dead").raise(List.of(wanted(2_000)));
        running.remove("dead");

        of("next").restoreLeftOvers(List.of(container.account()));

        assertThat(changes()).containsExactly(manual(500, 2_000), manual(2_000, 500));
        assertThat(pending.all()).isEmpty();
        assertThat(remarks).last().asString().contains("Run dead has not come to it");
    }

    @Test
    void raiseStartsFromTheOfferThatADeadRunFound() {
        of("dead").raise(List.of(wanted(2_000)));
        running.remove("dead");

        of("next").raise(List.of(wanted(1_000))).close();

        assertThat(changes())
                .containsExactly(manual(500, 2_000), manual(2_000, 500), manual(500, 1_000), manual(1_000, 500));
    }

    @Test
    void runThatGoesOnKeepsItsThroughput() {
        RaisedContainers raised = of("alive").raise(List.of(wanted(2_000)));

        of("next").restoreLeftOvers(List.of(container.account()));

        assertThat(present()).isEqualTo(new ContainerOffer(2_000, false));
        raised.close();
        assertThat(present()).isEqualTo(new ContainerOffer(500, false));
    }

    @Test
    void otherAccountsAreNotTouched() {
        of("dead").raise(List.of(wanted(2_000)));
        running.remove("dead");

        of("next").restoreLeftOvers(List.of());

        assertThat(present()).isEqualTo(new ContainerOffer(2_000, false));
        assertThat(pending.all()).hasSize(1);
    }

    @Test
    void offerThatSomebodyChangedMeanwhileStays() {
        of("dead").raise(List.of(wanted(2_000)));
        running.remove("dead");
        set(700, false);

        of("next").restoreLeftOvers(List.of(container.account()));

        assertThat(present()).isEqualTo(new ContainerOffer(700, false));
        assertThat(pending.all()).isEmpty();
        assertThat(remarks).last().asString().contains("stays at 700 RU/s");
    }

    @Test
    void runThatDiedBeforeItRaisedLeavesNothingToPutBack() {
        of("dead").raise(List.of(wanted(2_000)));
        running.remove("dead");
        set(500, false);
        int before = changes().size();

        of("next").restoreLeftOvers(List.of(container.account()));

        assertThat(changes()).hasSize(before);
        assertThat(pending.all()).isEmpty();
    }

    @Test
    void containerThatOthersRecreatedAfterADeadRunStays() {
        of("dead").raise(List.of(wanted(2_000)));
        running.remove("dead");
        recreate();

        of("next").restoreLeftOvers(List.of(container.account()));

        assertThat(present()).isEqualTo(new ContainerOffer(2_000, false));
        assertThat(pending.all()).isEmpty();
    }

    @Test
    void containerThatTheRunRecreatesIsPutBackAfterItsDeathToo() {
        RaisedContainers raised = of("dead").raise(List.of(wanted(2_000)));
        recreate();
        raised.recreated(container);
        running.remove("dead");

        of("next").restoreLeftOvers(List.of(container.account()));

        assertThat(present()).isEqualTo(new ContainerOffer(500, false));
    }

    private void recreate() {
        try (CosmosContainers containers = CosmosContainers.of(container.account())) {
            containers.recreate(container.database(), "c", List.of(), OptionalInt.empty());
        }
    }

    @Test
    void failureToPutBackIsARemarkAndTheNextRunTriesAgain() {
        RaisedContainers raised = of("r").raise(List.of(wanted(2_000)));
        SharedEmulator.instance().faults().on(FaultRule.of(1, 1, Fault.CONFLICT).on(RequestKind.METADATA_WRITE));
        raised.close();
        SharedEmulator.instance().faults().off();

        assertThat(remarks)
                .last()
                .asString()
                .contains("DF-Cosmos-FailToResetThroughput")
                .contains(ErrorCode.CosmosThroughputFailed.name())
                .contains("not put back to 500 RU/s");
        assertThat(pending.all()).hasSize(1);

        running.clear();
        of("next").restoreLeftOvers(List.of(container.account()));
        assertThat(present()).isEqualTo(new ContainerOffer(500, false));
    }

    @Test
    void whatWasRaisedIsPutBackWhenTheNextContainerCannotBe() {
        ContainerAddress missing = new ContainerAddress(container.account(), container.database(), "missing");

        JobException failure = catchThrowableOfType(JobException.class, () -> of("r").raise(
                        List.of(wanted(2_000), new WantedThroughput(missing, 1_000, false))));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosNotFound);
        assertThat(changes()).containsExactly(manual(500, 2_000), manual(2_000, 500));
        assertThat(pending.all()).isEmpty();
    }

    @Test
    void containerThatTheSinkWillMakeIsPassedOver() {
        ContainerAddress missing = new ContainerAddress(container.account(), container.database(), "missing");

        of("r").raise(List.of(new WantedThroughput(missing, 1_000, true))).close();

        assertThat(pending.all()).isEmpty();
    }

    @Test
    void containerWithoutAThroughputOfItsOwnCannotBeRaised() {
        try (ThrowawayEmulator serverless =
                ThrowawayEmulator.start(EmulatorOptions.usual().withServerless(true))) {
            serverless.emulator().createContainer("db", "c", "/pk");
            ContainerAddress address = new ContainerAddress(account(serverless.emulator()), "db", "c");

            JobException failure = catchThrowableOfType(
                    JobException.class, () -> of("r").raise(List.of(new WantedThroughput(address, 1_000, false))));

            assertThat(failure.code()).isEqualTo(ErrorCode.CosmosThroughputFailed);
            assertThat(failure).hasMessageContaining("none of its own, the account is serverless");
        }
    }

    @Test
    void keyIsNeverWrittenDown() throws IOException {
        try (RaisedContainers raised = of("r").raise(List.of(wanted(2_000)));
                Stream<Path> files = Files.walk(state)) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).isNotEmpty();
            for (Path each : written) {
                assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                        .doesNotContain(SharedEmulator.instance().key());
            }
        }
    }

    @Test
    void runsWithoutAStateDirectoryPutBackToo() {
        ThroughputChanges changes = new ThroughputChanges(
                new ThroughputState(PendingThroughputs.OF_THIS_JVM, "r", running::contains, remarks::add));

        changes.raise(List.of(wanted(2_000))).close();

        assertThat(changes()).containsExactly(manual(500, 2_000), manual(2_000, 500));
        assertThat(PendingThroughputs.OF_THIS_JVM.all()).isEmpty();
    }

    @Test
    void lessThanTheServicesLeastIsNoThroughput() {
        assertThatIllegalArgumentException().isThrownBy(() -> wanted(399));
    }
}
