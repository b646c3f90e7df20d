package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In direct mode a connection carries several requests, and all of them lose their answer with it. Whatever was done of
 * them is found done when it is tried again.
 */
@Timeout(120)
class LostConnectionsTest {

    private static final int DOCUMENTS = 3_000;
    private static final int PARTITIONS = 10;
    private static final int RUNS = Integer.getInteger("lost.connections.runs", 1);
    /** Of requests that lose their connection. */
    private static final double RATE = Double.parseDouble(System.getProperty("lost.connections.rate", "0.3"));

    private static final String TEXT = "a text of some length ".repeat(20);

    private static ThrowawayEmulator own;
    private static EmbeddedCosmos emulator;

    @BeforeAll
    static void start() {
        own = ThrowawayEmulator.start(
                EmulatorOptions.usual().withPartitions(PARTITIONS).withThrottling(false));
        emulator = own.emulator();
    }

    @AfterEach
    void noMoreFaults() {
        emulator.faults().off();
    }

    @AfterAll
    static void stop() {
        own.close();
    }

    private static List<String> documents() {
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(n -> "{\"id\":\"d" + n + "\",\"n\":" + n + ",\"text\":\"" + TEXT + "\"}")
                .toList();
    }

    private static ContainerAddress container() {
        String database = "lost-" + UUID.randomUUID();
        emulator.createContainer(database, "items", "/id");
        CosmosAccount account =
                CosmosAccount.of(emulator.endpoint(), Secret.of(emulator.key())).inMode(ConnectionMode.Direct);
        return new ContainerAddress(account, database, "items");
    }

    @ParameterizedTest
    @CsvSource({
        "RESET_AFTER, 1",
        "RESET_BEFORE, 1",
        "RESET_AFTER, 50",
        "RESET_BEFORE, 50",
        "CLOSE_BEFORE, 50",
        "CLOSE_AFTER, 1000"
    })
    void everyDocumentIsInsertedOnce(Fault fault, long most) {
        for (int run = 0; run < RUNS; run++) {
            ContainerAddress container = container();
            emulator.faults()
                    .on(FaultRule.of(RATE, 7 + run, fault).on(RequestKind.BATCH).atMost(most));
            long start = System.nanoTime();
            assertThat(CosmosFixture.insert(container, documents()).rows()).hasValue((long) DOCUMENTS);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%s: %.1f s, %d faults%n", fault, seconds, emulator.faults().count());
            assertThat(emulator.faults().count() > 0).isEqualTo(RATE > 0);
            emulator.faults().off();

            assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(documents());
            assertThat(emulator.statistics().directRequests(container.database()))
                    .isPositive();
        }
    }
}
