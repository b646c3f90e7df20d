package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Data flows into a container with a hierarchical partition key. Source: Microsoft Learn, Azure Cosmos DB,
 * hierarchical-partition-keys; Azure/Azure-DataFactory#594.
 */
class HierarchicalKeyTest {

    private static final List<String> PATHS = List.of("/tenant", "/user/id");
    private static final String KEY = ", partitionKey: ['/tenant', '/user/id']";
    private static final String SOURCE = "source(output(id as string, tenant as string, user as (id as string),"
            + " v as integer), allowSchemaDrift: false, format: 'document', systemColumns: false) ~> S\n";

    @TempDir
    Path directory;

    private CosmosFlows flows;
    private ContainerAddress container;

    @BeforeEach
    void documents() {
        flows = CosmosFlows.in(directory);
        String database = flows.files().database();
        container = new ContainerAddress(flows.in().address().account(), database, "hpk");
        try (CosmosContainers containers = CosmosContainers.of(container.account())) {
            containers.createIfMissing(database, "hpk", PATHS, OptionalInt.empty());
        }
        flows.files().container("Hpk", "hpk");
        WriteFixture.insert(
                container,
                "{\"id\":\"1\",\"tenant\":\"a\",\"user\":{\"id\":\"u1\"},\"v\":1}",
                "{\"id\":\"1\",\"tenant\":\"a\",\"user\":{\"id\":\"u2\"},\"v\":2}",
                "{\"id\":\"2\",\"tenant\":\"b\",\"user\":{\"id\":\"u1\"},\"v\":3}",
                "{\"id\":\"3\",\"tenant\":\"b\",\"v\":4}",
                "{\"id\":\"4\",\"tenant\":\"a\",\"user\":{\"id\":null},\"v\":5}");
    }

    private CosmosFlows flow(String between, String allowed, String settings) {
        StringBuilder methods = new StringBuilder();
        for (String method : List.of("deletable", "insertable", "updateable", "upsertable")) {
            methods.append(method).append(": ").append(method.equals(allowed)).append(", ");
        }
        flows.files()
                .dataFlow(
                        "Flow",
                        Map.of("S", "Hpk"),
                        Map.of("K", "Hpk"),
                        SOURCE + between + "A sink(allowSchemaDrift: false, " + methods + "format: 'document'"
                                + settings + ") ~> K")
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));
        return flows;
    }

    private static JsonNode metrics(CosmosFlows flows) {
        PipelineResult result = flows.run();
        assertThat(result.failures()).isEmpty();
        return result.record().activities().get(0).output().at("/runStatus/metrics/K");
    }

    @ParameterizedTest
    @CsvSource({
        "updateable, update, true",
        "updateable, update, false",
        "upsertable, upsert, true",
        "upsertable, upsert, false"
    })
    void documentsAreUpdatedWhereTheyAre(String allowed, String policy, boolean said) {
        JsonNode metrics = metrics(flow(
                "S derive(v = v * 10) ~> D\nD alterRow(" + policy + "If(true())) ~> A\n", allowed, said ? KEY : ""));

        assertThat(metrics.path("rowsWritten").asInt()).isEqualTo(5);
        assertThat(WriteFixture.read(container))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"1\",\"tenant\":\"a\",\"user\":{\"id\":\"u1\"},\"v\":10}",
                        "{\"id\":\"1\",\"tenant\":\"a\",\"user\":{\"id\":\"u2\"},\"v\":20}",
                        "{\"id\":\"2\",\"tenant\":\"b\",\"user\":{\"id\":\"u1\"},\"v\":30}",
                        "{\"id\":\"3\",\"tenant\":\"b\",\"v\":40}",
                        "{\"id\":\"4\",\"tenant\":\"a\",\"user\":{\"id\":null},\"v\":50}");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void documentsAreDeletedByTheirWholeKey(boolean said) {
        JsonNode metrics = metrics(flow(
                "S filter(tenant == 'a') ~> F\nF alterRow(deleteIf(true())) ~> A\n", "deletable", said ? KEY : ""));

        assertThat(metrics.path("rowsDeleted").asInt()).isEqualTo(3);
        assertThat(WriteFixture.read(container))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"2\",\"tenant\":\"b\",\"user\":{\"id\":\"u1\"},\"v\":3}",
                        "{\"id\":\"3\",\"tenant\":\"b\",\"v\":4}");
    }

    @Test
    void aKeyThatIsNotTheContainersIsNamed() {
        JobException failure = flow(
                        "S alterRow(deleteIf(true())) ~> A\n", "deletable", ", partitionKey: ['/user/id', '/tenant']")
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosKeyInvalid);
        assertThat(failure)
                .hasMessageContaining(
                        "DF-Cosmos-InvalidPartitionKey: the sink's partition key is '/user/id', '/tenant',")
                .hasMessageContaining(" is '/tenant', '/user/id'.");
    }

    @Test
    void everyPathOfTheKeyNeedsAColumn() {
        JobException failure = flow(
                        "S select(mapColumn(id, tenant, v)) ~> M\nM alterRow(deleteIf(true())) ~> A\n", "deletable", "")
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosKeyInvalid);
        assertThat(failure)
                .hasMessageContaining(
                        "DF-Cosmos-InvalidPartitionKey: no column is mapped to the partition key '/user/id' of ");
    }

    /** A key of one path has to be said, as in Data Factory: DF-Cosmos-PartitionKeyMissed. */
    @Test
    void theCheckWarnsOfAKeyThatIsNotSaidAndTheRunAsksForOneOfOnePath() {
        flows.flow(CosmosFlows.SOURCE + "In alterRow(deleteIf(true())) ~> Marked\n"
                + "Marked sink(deletable: true, insertable: false, format: 'document') ~> Out");

        List<Issue> issues = flows.check();
        JobException failure = flows.failure();

        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.CosmosKeyInvalid);
            assertThat(issue.message()).startsWith("DF-Cosmos-PartitionKeyMissed: ");
        });
        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosKeyInvalid);
        assertThat(failure).hasMessageContaining("Set partitionKey: ['/pk'].");
    }

    /** Each pipeline is a run of its own, and the first one to meet the container is a copy, which knows no key. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aCopyMakesTheContainerWithTheKeyThatADataFlowSays(boolean seeded) {
        String documents =
                """
                {"id":"1","tenant":"a","user":{"id":"u1"},"v":1}
                {"id":"1","tenant":"a","user":{"id":"u2"},"v":2}
                {"id":"3","tenant":"b","v":4}
                """;
        String database = flows.files().database();
        flows.runs()
                .file(seeded ? "Shop/" + database + "/made.jsonl" : "Blob/c/in/made.jsonl", documents)
                .file("Blob/c/in/" + (seeded ? "none" : "made") + ".jsonl", seeded ? "" : documents);
        flows.files()
                .container("Made", "made")
                .file("File", "Json", "in", seeded ? "none.jsonl" : "made.jsonl")
                .dataFlow("Update", Map.of("S", "Made"), Map.of("K", "Made"), script("update", "updateable", KEY))
                .dataFlow("Delete", Map.of("S", "Made"), Map.of("K", "Made"), script("delete", "deletable", ""))
                .pipeline(
                        "Import",
                        FactoryFiles.copy(
                                "Import",
                                "File",
                                "{\"type\": \"JsonSource\"}",
                                "Made",
                                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\"}"))
                .pipeline("Update", executeDataFlow("Update", "Update", "{}", ""))
                .pipeline("Delete", executeDataFlow("Delete", "Delete", "{}", ""));
        ContainerAddress made = new ContainerAddress(container.account(), database, "made");

        assertThat(flows.runs().run("Import").failures()).isEmpty();
        assertThat(flows.runs().remarks())
                .singleElement()
                .asString()
                .contains("with partition key /tenant, /user/id (as sink 'K' of data flow 'Update' says)");
        assertThat(WriteFixture.read(made)).hasSize(3);

        assertThat(flows.runs().run("Update").failures()).isEmpty();
        assertThat(WriteFixture.read(made))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"1\",\"tenant\":\"a\",\"user\":{\"id\":\"u1\"},\"v\":10}",
                        "{\"id\":\"1\",\"tenant\":\"a\",\"user\":{\"id\":\"u2\"},\"v\":20}",
                        "{\"id\":\"3\",\"tenant\":\"b\",\"v\":40}");

        assertThat(flows.runs().run("Delete").failures()).isEmpty();
        assertThat(WriteFixture.read(made)).isEmpty();
    }

    private static String script(String policy, String allowed, String settings) {
        return SOURCE + "S derive(v = v * 10) ~> D\nD alterRow(" + policy + "If(true())) ~> A\n"
                + "A sink(allowSchemaDrift: false, insertable: false, " + allowed + ": true, format: 'document'"
                + settings + ") ~> K";
    }

    @Test
    void localModeMakesTheContainerWithTheKeyOfTheSink() {
        flows.files()
                .container("Made", "made")
                .dataFlow(
                        "Flow",
                        Map.of("S", "Hpk"),
                        Map.of("K", "Made"),
                        SOURCE + "S sink(allowSchemaDrift: false, format: 'document'" + KEY + ") ~> K")
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));

        assertThat(metrics(flows).path("rowsInserted").asInt()).isEqualTo(5);
        try (CosmosContainers containers = CosmosContainers.of(container.account())) {
            assertThat(containers.partitionKey(container.database(), "made").paths())
                    .isEqualTo(PATHS);
        }
    }
}
