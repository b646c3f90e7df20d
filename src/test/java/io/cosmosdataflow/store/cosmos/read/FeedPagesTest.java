package io.cosmosdataflow.store.cosmos.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.emulator.partition.KeyDefinition;
import io.cosmosdataflow.emulator.partition.KeyRange;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.client.Patience;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All documents have one key, and one number each. */
@InBothModes
class FeedPagesTest {

    private static final int PAGE = 5;
    private static final int COUNT = 20;
    private static final int REQUESTS = COUNT / PAGE + 1;

    private static EmbeddedCosmos emulator;
    private static ReadMeter meter;

    private ContainerAddress container;
    private String rid;
    /** Of the only partition that has documents. */
    private FeedState.HashRange range;

    @BeforeAll
    static void start() {
        emulator = SharedEmulator.instance();
        meter = new ReadMeter(SharedSpark.session().sparkContext());
    }

    @BeforeEach
    void seed() {
        container = new ContainerAddress(EmulatorAccount.of(emulator), SharedEmulator.newDatabaseName(), "items");
        emulator.seed(
                container.database(),
                container.container(),
                "/pk",
                IntStream.range(0, COUNT)
                        .mapToObj(n -> ("{\"id\":\"" + n + "\",\"pk\":\"k\"}").getBytes(StandardCharsets.UTF_8))
                        .iterator());
        try (CosmosContainers containers = CosmosContainers.of(container.account())) {
            rid = containers.resourceId(container.database(), container.container());
        }
        KeyDefinition definition = KeyDefinition.parse(
                Json.parse("{\"kind\":\"Hash\",\"version\":2,\"paths\":[\"/pk\"]}".getBytes(StandardCharsets.UTF_8)));
        KeyRange found = KeyRange.split(definition, SharedEmulator.PARTITIONS).stream()
                .filter(each -> each.contains(definition.effective(PartitionKeyValue.parse("[\"k\"]"))))
                .findFirst()
                .orElseThrow();
        range = new FeedState.HashRange(found.min(), found.max());
    }

    @AfterEach
    void noMoreFaults() {
        emulator.faults().off();
    }

    private FeedPart part(String token, long end) {
        String bounds = "{\"min\":\"" + range.min() + "\",\"max\":\"" + range.max() + "\"}";
        String state =
                "{\"V\":1,\"Rid\":\"" + rid + "\",\"Mode\":\"INCREMENTAL\",\"StartFrom\":{\"Type\":\"BEGINNING\"},"
                        + "\"Continuation\":{\"V\":1,\"Rid\":\"" + rid + "\",\"Continuation\":[{\"token\":" + token
                        + ",\"range\":" + bounds + "}],\"Range\":" + bounds + "}}";
        return new FeedPart(
                new FeedState(Base64.getUrlEncoder().encodeToString(state.getBytes(StandardCharsets.UTF_8))), end);
    }

    private List<Integer> read(FeedPart part, Patience patience) {
        List<Integer> ids = new ArrayList<>();
        try (FeedPages pages = new FeedPages(container, PAGE, part, meter.task(), patience)) {
            for (Optional<List<JsonNode>> page = pages.next(); page.isPresent(); page = pages.next()) {
                page.get().forEach(change -> ids.add(change.get("id").asInt()));
            }
        }
        return ids;
    }

    private static List<Integer> numbers(int first, int end) {
        return IntStream.range(first, end).boxed().toList();
    }

    @Test
    void itBeginsBehindItsMarkAndEndsAtItsEnd() {
        assertThat(read(part("null", COUNT), new Patience())).isEqualTo(numbers(0, COUNT));
        assertThat(read(part("\"\\\"7\\\"\"", COUNT), new Patience())).isEqualTo(numbers(7, COUNT));
        assertThat(read(part("\"\\\"7\\\"\"", 13), new Patience())).isEqualTo(numbers(7, 13));
        assertThat(read(part("\"\\\"20\\\"\"", COUNT), new Patience())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE", "RETRY_WITH", "REAL_SPLIT"})
    void theRequestThatFailsDoesNotMatter(Fault fault) {
        for (int passed = 0; passed < REQUESTS; passed++) {
            emulator.faults()
                    .on(FaultRule.of(1, 1, fault)
                            .on(RequestKind.CHANGE_FEED)
                            .after(passed)
                            .atMost(1));

            assertThat(read(part("null", COUNT), new Patience()))
                    .as("request " + (passed + 1) + " fails")
                    .isEqualTo(numbers(0, COUNT));
            assertThat(emulator.faults().count()).isOne();
        }
    }

    /** Source: Azure/azure-sdk-for-java, issue 49380: a feed that stops below the end is none that has ended. */
    @Test
    void aFeedThatStopsBeforeItsEndFails() {
        assertThatThrownBy(() -> read(part("null", COUNT + 1), new Patience(Duration.ZERO)))
                .hasMessageContaining("no change behind number 20")
                .hasMessageContaining("up to number 21")
                .extracting("code")
                .isEqualTo(ErrorCode.CosmosReadFailed);
    }
}
