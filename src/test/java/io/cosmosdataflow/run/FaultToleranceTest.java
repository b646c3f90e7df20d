package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost and nothing is written twice, on a service and on executors that fail. */
@InBothModes
class FaultToleranceTest {

    private static final int DOCUMENTS = 50_000;
    private static final String COSMOS_SINK = "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"insert\"}";

    private static ThrowawayEmulator account;
    private static EmbeddedCosmos emulator;

    @TempDir
    Path directory;

    @BeforeAll
    static void startAnEmulatorWhoseFaultsNobodyElseMeets() {
        account = ThrowawayEmulator.start(
                EmulatorOptions.usual().withPartitions(3).withThrottling(false));
        emulator = account.emulator();
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void insertsArriveOnceEachAlthoughRequestsFailAndATaskIsKilled() throws IOException {
        List<String> documents = IntStream.range(0, DOCUMENTS)
                .mapToObj(FaultToleranceTest::document)
                .toList();
        Path input = directory.resolve("local/Blob/c/in/documents.jsonl");
        Files.createDirectories(input.getParent());
        Files.write(input, documents);
        FactoryFiles factory = FactoryFiles.in(directory.resolve("factory"));
        Path seed = directory.resolve("local/Shop/" + factory.database() + "/items.jsonl");
        Files.createDirectories(seed.getParent());
        Files.createFile(seed);
        factory.file("In", "Json", "in", "documents.jsonl")
                .container("Items", "items")
                .file("Out", "Json", "out", "documents.jsonl")
                .pipeline("Import", copy("Import", "In", "{\"type\": \"JsonSource\"}", "Items", COSMOS_SINK))
                .pipeline(
                        "Export",
                        copy(
                                "Export",
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSource\"}",
                                "Out",
                                "{\"type\": \"JsonSink\"}"));
        // Containers are made without faults: the control plane is not what this is about.
        assertThat(run("Export").record().status()).isEqualTo(RunStatus.Succeeded);

        PipelineResult imported = importWithFaults();

        assertThat(imported.failures()).isEmpty();
        ActivityRecord activity = imported.record().activities().get(0);
        assertThat(activity.status()).isEqualTo(RunStatus.Succeeded);
        assertThat(activity.attempts())
                .as("Data Factory's own retry has no part in it")
                .isEqualTo(1);
        assertThat(activity.output().get("rowsCopied").asInt()).isEqualTo(DOCUMENTS);
        assertThat(activity.output().at("/cosmos/throttledRequests").asInt()).isPositive();
        assertThat(run("Export").record().status()).isEqualTo(RunStatus.Succeeded);
        assertThatEachArrivedOnce(documents);
    }

    private PipelineResult importWithFaults() {
        FaultRule rule = FaultRule.of(
                        0.3,
                        20,
                        Fault.THROTTLED,
                        Fault.RETRY_WITH,
                        Fault.UNAVAILABLE,
                        Fault.RESET_BEFORE,
                        Fault.RESET_AFTER)
                .on(RequestKind.ITEM_WRITE, RequestKind.BATCH);
        try (TaskKiller killer =
                TaskKiller.of(SharedSpark.session(), () -> emulator.faults().count() > 5)) {
            emulator.faults().on(rule);
            PipelineResult imported = run("Import");
            assertThat(emulator.faults().count()).as("requests that failed").isGreaterThan(50);
            assertThat(killer.killed()).as("tasks that were killed").isEqualTo(1);
            return imported;
        } finally {
            emulator.faults().off();
        }
    }

    /** Every tenth has no id, so that one is generated. */
    private static String document(int n) {
        String id = n % 10 == 0 ? "" : "\"id\":\"item-" + n + "\",";
        return "{" + id + "\"n\":" + n + ",\"price\":" + n + ".50,\"text\":\"" + "x".repeat(n % 50) + "\"}";
    }

    private void assertThatEachArrivedOnce(List<String> documents) throws IOException {
        List<String> arrived = Files.readAllLines(directory.resolve("local/Blob/c/out/documents.jsonl"));
        assertThat(arrived).hasSize(DOCUMENTS);
        Set<String> ids = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : arrived) {
            JsonNode document = json.readTree(line);
            int n = document.get("n").asInt();
            ids.add(document.get("id").asText());
            numbers.add(n);
            String original = documents.get(n);
            if (n % 10 == 0) {
                assertThat(line).as("with a generated id").contains(original.substring(1, original.length() - 1));
            } else {
                assertThat(line).isEqualTo(original);
            }
        }
        assertThat(ids).hasSize(DOCUMENTS);
        assertThat(numbers).hasSize(DOCUMENTS);
    }

    private PipelineResult run(String pipeline) {
        LocalStores stores = new LocalStores(Optional.of(directory.resolve("local")), Optional.empty())
                .withCosmos(emulator.endpoint(), emulator.key());
        return DataFactory.load(directory.resolve("factory"))
                .withLocalStores(stores)
                .pipeline(pipeline)
                .run(SharedSpark.session(), Map.of());
    }
}
