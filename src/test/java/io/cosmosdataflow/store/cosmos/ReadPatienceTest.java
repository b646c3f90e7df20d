package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.read.ChangeFeed;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Status 449, and what else passes, is ridden out by a read whatever it is doing: planning, asking for pages, merging. */
@InBothModes
class ReadPatienceTest {

    private static final int DOCUMENTS = 60;

    private final ContainerAddress container = CosmosFixture.container("/id");

    @BeforeEach
    void insert() {
        CosmosFixture.insert(
                container,
                IntStream.range(0, DOCUMENTS)
                        .mapToObj(n -> "{\"id\":\"" + n + "\",\"n\":" + n + ",\"g\":" + n % 3 + "}")
                        .toList());
    }

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestKind.class,
            names = {"METADATA_READ", "QUERY"})
    void allKindsOfReadsRideOutStatus449(RequestKind kind) {
        fail(FaultRule.of(0.4, 3, Fault.RETRY_WITH).on(kind));

        assertThat(read(Optional.empty())).hasSize(DOCUMENTS).doesNotHaveDuplicates();
        assertThat(read(Optional.of("SELECT VALUE c.n FROM c ORDER BY c.n DESC")))
                .containsExactlyElementsOf(
                        numbers().map(n -> value(DOCUMENTS - 1 - n)).toList());
        assertThat(read(Optional.of("SELECT VALUE COUNT(1) FROM c"))).containsExactly(value(DOCUMENTS));
        assertThat(read(Optional.of("SELECT c.g, COUNT(1) AS n FROM c GROUP BY c.g")))
                .containsExactlyInAnyOrder("{\"g\":0,\"n\":20}", "{\"g\":1,\"n\":20}", "{\"g\":2,\"n\":20}");
        assertThat(SharedEmulator.instance().faults().count()).isPositive();
    }

    @Test
    void soDoTheMarksOfAChangeFeed() {
        SharedSpark.session();
        ChangeFeed feed = new ChangeFeed(container, OptionalInt.empty());
        String now = feed.now();
        fail(FaultRule.of(0.4, 3, Fault.RETRY_WITH).on(RequestKind.METADATA_READ, RequestKind.CHANGE_FEED));

        assertThat(ChangeFeed.same(feed.now(), now)).isTrue();
        assertThat(SharedEmulator.instance().faults().count()).isPositive();
    }

    @Test
    void soDoReadsOfContainers() {
        fail(FaultRule.of(1, 3, Fault.RETRY_WITH).on(RequestKind.METADATA_READ).atMost(3));

        try (CosmosContainers containers = CosmosContainers.of(container.account())) {
            assertThat(containers.exists(container.database(), container.container()))
                    .isTrue();
            assertThat(containers
                            .partitionKey(container.database(), container.container())
                            .paths())
                    .containsExactly("/id");
        }
        assertThat(SharedEmulator.instance().faults().count()).isEqualTo(3);
    }

    @Test
    void soDoesTheStartOfAClient() {
        CosmosAccount another = CosmosAccount.of(
                        URI.create("https://localhost:"
                                + SharedEmulator.instance().endpoint().getPort()),
                        container.account().key())
                .inMode(EmulatorAccount.mode());
        fail(FaultRule.of(1, 3, Fault.RETRY_WITH).on(RequestKind.METADATA_READ).atMost(2));

        try (CosmosContainers containers = CosmosContainers.of(another)) {
            assertThat(containers.exists(container.database(), container.container()))
                    .isTrue();
        }
        assertThat(SharedEmulator.instance().faults().count()).isEqualTo(2);
    }

    private static void fail(FaultRule rule) {
        SharedEmulator.instance().faults().on(rule);
    }

    private static Stream<Integer> numbers() {
        return IntStream.range(0, DOCUMENTS).boxed();
    }

    private static String value(int n) {
        return "{\"_value\":" + n + "}";
    }

    private List<String> read(Optional<String> query) {
        return CosmosFixture.read(
                container, new CosmosSourceSettings(query, OptionalInt.of(100), List.of(), true, Optional.empty()));
    }
}
