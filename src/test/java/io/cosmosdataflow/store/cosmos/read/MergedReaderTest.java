package io.cosmosdataflow.store.cosmos.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One reader, without the further attempts that Spark gives a task. */
@InBothModes
class MergedReaderTest {

    private static final int DOCUMENTS = 60;
    private static final int PAGE = 8;
    /** Three partitions with 20 documents or so in pages of 8; the last are asked for at different times. */
    private static final int REQUESTS = 8;

    private static final String SORTED = "SELECT VALUE c.n FROM c ORDER BY c.n";
    private static final String GROUPED = "SELECT c.g, COUNT(1) AS n FROM c GROUP BY c.g";

    private static EmbeddedCosmos emulator;
    private static ReadMeter meter;

    private ContainerAddress container;

    @BeforeAll
    static void start() {
        emulator = SharedEmulator.instance();
        meter = new ReadMeter(SharedSpark.session().sparkContext());
    }

    @BeforeEach
    void seed() {
        container = new ContainerAddress(EmulatorAccount.of(emulator), SharedEmulator.newDatabaseName(), "items");
        seed(IntStream.range(0, DOCUMENTS).mapToObj(n -> "{\"id\":\"" + n + "\",\"n\":" + n + ",\"g\":" + n % 3 + "}"));
    }

    private void seed(Stream<String> documents) {
        emulator.seed(
                container.database(),
                container.container(),
                "/id",
                documents
                        .map(document -> document.getBytes(StandardCharsets.UTF_8))
                        .iterator());
    }

    @AfterEach
    void noMoreFaults() {
        emulator.faults().off();
    }

    private MergedReader reader(String query, int pageSize) {
        return new MergedReader(container, query, pageSize, true, meter);
    }

    private List<String> read(String query) {
        return read(query, PAGE);
    }

    private List<String> read(String query, int pageSize) {
        try (MergedReader reader = reader(query, pageSize)) {
            List<String> rows = new ArrayList<>();
            while (reader.next()) {
                rows.add(reader.get().getUTF8String(0).toString());
            }
            return rows;
        }
    }

    private static List<String> sorted() {
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(n -> "{\"_value\":" + n + "}")
                .toList();
    }

    private static void fault(Fault fault, int passed, int most) {
        emulator.faults()
                .on(FaultRule.of(1, 1, fault)
                        .on(RequestKind.QUERY)
                        .after(passed)
                        .atMost(most));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RETRY_WITH", "RESET_BEFORE", "RESET_AFTER", "GONE", "UNAVAILABLE", "INTERNAL", "REAL_SPLIT"})
    void theRequestThatFailsDoesNotMatter(Fault fault) {
        for (int passed = 0; passed < REQUESTS; passed++) {
            fault(fault, passed, 1);

            assertThat(read(SORTED)).as("request " + (passed + 1) + " fails").isEqualTo(sorted());
            assertThat(emulator.faults().count()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RETRY_WITH", "UNAVAILABLE", "REAL_SPLIT"})
    void groupsAndAggregatesAreThoseOfAllDocuments(Fault fault) {
        for (int passed = 0; passed < 3; passed++) {
            fault(fault, passed, 2);
            assertThat(read(GROUPED))
                    .containsExactlyInAnyOrder("{\"g\":0,\"n\":20}", "{\"g\":1,\"n\":20}", "{\"g\":2,\"n\":20}");

            fault(fault, passed, 2);
            assertThat(read("SELECT VALUE SUM(c.n) FROM c")).containsExactly("{\"_value\":1770}");
        }
    }

    @Test
    void fourInTenRequestsMayFail() {
        emulator.faults().on(FaultRule.of(0.4, 3, Fault.RETRY_WITH).on(RequestKind.QUERY, RequestKind.QUERY_PLAN));

        assertThat(read(SORTED, DOCUMENTS)).isEqualTo(sorted());
        assertThat(emulator.faults().count()).isPositive();
    }

    /** So many pages that the SDK has not asked for all of them when the first rows are read. */
    @Test
    void whatWasGivenHasToBeTheSameAgain() {
        seed(IntStream.range(DOCUMENTS, 2_000).mapToObj(n -> "{\"id\":\"" + n + "\",\"n\":" + n + "}"));
        try (MergedReader reader = reader(SORTED, 2)) {
            for (int n = 0; n < 4; n++) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.get().getUTF8String(0)).hasToString("{\"_value\":" + n + "}");
            }
            seed(Stream.of("{\"id\":\"2\",\"n\":5000}"));
            // 449 and 410 come to the reader in gateway mode only: in direct mode the SDK asks the replica again
            fault(Fault.UNAVAILABLE, 0, 1);

            assertThatThrownBy(() -> {
                        while (reader.next()) {
                            reader.get();
                        }
                    })
                    .hasMessageContaining("documents may have changed")
                    .extracting("code")
                    .isEqualTo(ErrorCode.CosmosReadFailed);
        }
    }
}
