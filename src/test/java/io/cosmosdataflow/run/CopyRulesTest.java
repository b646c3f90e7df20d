package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the Copy activity, through whole pipelines on local stores. */
class CopyRulesTest {

    private static final String JSON_SOURCE = "{\"type\": \"JsonSource\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";
    private static final String CSV_SOURCE = "{\"type\": \"DelimitedTextSource\"}";
    private static final String CSV_SINK = "{\"type\": \"DelimitedTextSink\"}";
    private static final String COSMOS_SOURCE = "{\"type\": \"CosmosDbSqlApiSource\"}";
    private static final String INSERT = "{\"type\": \"CosmosDbSqlApiSink\"}";
    private static final String UPSERT = "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\"}";
    private static final String HEADER = "\"firstRowAsHeader\": true";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void anEmptyContainerWithAFileOnEachSide() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "documents.jsonl")
                .container("Items", "items")
                .file("Out", "Json", "out", "documents.jsonl")
                .file("Table", "DelimitedText", "in", "rows.csv", HEADER)
                .file("OutTable", "DelimitedText", "out", "rows.csv", HEADER);
    }

    @Test
    void insertOfAnIdThatExistsFailsWithTheIdsAndWritesTheOthers() throws IOException {
        seed("{\"id\":\"a\",\"v\":1}", "{\"id\":\"b\",\"v\":1}");
        input("{\"id\":\"a\",\"v\":2}", "{\"id\":\"b\",\"v\":2}", "{\"id\":\"c\",\"v\":2}");

        JobException failure = failure(copy("Copy", "In", JSON_SOURCE, "Items", INSERT));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosConflict);
        assertThat(failure.code().category()).isEqualTo(Category.RUN);
        assertThat(failure)
                .hasMessageContaining("2 documents were not written")
                .hasMessageContaining("'a'")
                .hasMessageContaining("'b'")
                .hasMessageContaining("1 written")
                .hasMessageContaining("upsert");
        assertThat(exported())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"a\",\"v\":1}", "{\"id\":\"b\",\"v\":1}", "{\"id\":\"c\",\"v\":2}");
    }

    @Test
    void upsertReplacesTheWholeDocument() throws IOException {
        seed("{\"id\":\"a\",\"v\":1,\"old\":true}");
        input("{\"id\":\"a\",\"v\":2}", "{\"id\":\"b\"}");

        succeeds(copy("Copy", "In", JSON_SOURCE, "Items", UPSERT));

        assertThat(exported()).containsExactlyInAnyOrder("{\"id\":\"a\",\"v\":2}", "{\"id\":\"b\"}");
    }

    @Test
    void aMissingIdIsGenerated() throws IOException {
        input("{\"v\":1}", "{\"v\":2}");

        succeeds(copy("Copy", "In", JSON_SOURCE, "Items", INSERT));

        assertThat(exported()).hasSize(2).allMatch(line -> line.matches("\\{.*\"id\":\"[0-9a-f-]{36}\".*}"));
    }

    @Test
    void columnsThatTheFirstDocumentLacksAreLostAndRemarked() throws IOException {
        seed("{\"id\":\"1\",\"name\":\"x\"}", "{\"id\":\"2\",\"name\":\"y\",\"late\":1}");
        String query = "{\"type\": \"CosmosDbSqlApiSource\", \"query\": \"SELECT * FROM c ORDER BY c.id\"}";

        succeeds(copy("Copy", "Items", query, "OutTable", CSV_SINK));

        assertThat(text("out/rows.csv").lines()).containsExactly("id,name", "1,x", "2,y");
        assertThat(runs.remarks()).anyMatch(remark -> remark.startsWith("Copy: ") && remark.contains("'late'"));
    }

    @Test
    void rowsOfTextBecomeDocumentsByName() throws IOException {
        runs.file("Blob/c/in/rows.csv", "id,full name,note\n1,\"Ann, B\",\n2,Bo,x\n");

        succeeds(copy("Copy", "Table", CSV_SOURCE, "Items", INSERT));

        assertThat(exported())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"1\",\"full name\":\"Ann, B\",\"note\":null}",
                        "{\"id\":\"2\",\"full name\":\"Bo\",\"note\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parquet", "Avro", "Orc"})
    void columnarFilesKeepTypesBothWays(String format) throws IOException {
        seed("{\"id\":\"1\",\"n\":7,\"price\":1.5,\"ok\":true,\"tags\":[\"a\",1]}");
        factory.file("Columns", format, "columns", "rows");

        succeeds(copy("Write", "Items", COSMOS_SOURCE, "Columns", "{\"type\": \"" + format + "Sink\"}"));
        succeeds(copy("Read", "Columns", "{\"type\": \"" + format + "Source\"}", "Out", JSON_SINK));

        JsonNode row = new ObjectMapper().readTree(text("out/documents.jsonl"));
        assertThat(row.get("id").textValue()).isEqualTo("1");
        assertThat(row.get("n").isIntegralNumber()).isTrue();
        assertThat(row.get("price").doubleValue()).isEqualTo(1.5);
        assertThat(row.get("ok").isBoolean()).isTrue();
        assertThat(row.get("tags").textValue()).isEqualTo("[\"a\",1]");
    }

    @Test
    void theLegacyTypesJoinAndSplitNamesAtTheSeparator() throws IOException {
        factory.dataset("Legacy", "DocumentDbCollection", "Shop", "{\"collectionName\": \"items\"}");
        runs.file("Blob/c/in/rows.csv", "id,address.city,address.street\n1,Rome,Via A\n");

        succeeds(copy("In", "Table", CSV_SOURCE, "Legacy", "{\"type\": \"DocumentDbCollectionSink\"}"));
        assertThat(exported()).containsExactly("{\"id\":\"1\",\"address\":{\"city\":\"Rome\",\"street\":\"Via A\"}}");

        String source = "{\"type\": \"DocumentDbCollectionSource\", \"nestingSeparator\": \"_\"}";
        succeeds(copy("Out", "Legacy", source, "OutTable", CSV_SINK));
        assertThat(text("out/rows.csv").lines()).containsExactly("id,address_city,address_street", "1,Rome,Via A");
    }

    @Test
    void aQueryThatMergesGivesItsRowsInOrder() throws IOException {
        StringBuilder documents = new StringBuilder();
        for (int n = 0; n < 60; n++) {
            documents.append(
                    "{\"id\":\"%d\",\"n\":%d,\"g\":\"%s\"}\n".formatted(n, n * 7 % 60, n % 2 == 0 ? "x" : "y"));
        }
        seed(documents.toString());
        succeeds(
                copy("Copy", "Items", query("SELECT c.n FROM c ORDER BY c.n DESC OFFSET 5 LIMIT 3"), "Out", JSON_SINK));
        assertThat(lines()).containsExactly("{\"n\":54}", "{\"n\":53}", "{\"n\":52}");

        succeeds(copy("Copy", "Items", query("SELECT c.g, COUNT(1) AS many FROM c GROUP BY c.g"), "Out", JSON_SINK));
        assertThat(lines()).containsExactlyInAnyOrder("{\"g\":\"x\",\"many\":30}", "{\"g\":\"y\",\"many\":30}");
    }

    @Test
    void aDocumentOverTwoMegabytesIsNamedWithAdvice() throws IOException {
        input("{\"id\":\"small\"}", "{\"id\":\"huge\",\"text\":\"" + "x".repeat(2_200_000) + "\"}");

        JobException failure = failure(copy("Copy", "In", JSON_SOURCE, "Items", INSERT));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosRequestTooLarge);
        assertThat(failure)
                .hasMessageContaining("Request size is too large.")
                .hasMessageContaining("'huge'")
                .hasMessageContaining("writeBatchSize")
                .hasMessageNotContaining("xxxx");
        assertThat(exported()).containsExactly("{\"id\":\"small\"}");
    }

    @Test
    void additionalColumnsAreWrittenToDocuments() throws IOException {
        input("{\"id\":\"1\",\"v\":\"x\"}");
        String source =
                """
                {"type": "JsonSource", "additionalColumns": [
                  {"name": "run", "value": {"value": "@pipeline().Pipeline", "type": "Expression"}},
                  {"name": "file", "value": "$$FILEPATH"},
                  {"name": "again", "value": "$$COLUMN:v"}]}""";

        succeeds(copy("Copy", "In", source, "Items", INSERT));

        assertThat(exported())
                .containsExactly(
                        "{\"id\":\"1\",\"v\":\"x\",\"run\":\"P\",\"file\":\"documents.jsonl\",\"again\":\"x\"}");
    }

    @Test
    void theStructureOfADatasetLimitsTheColumns() throws IOException {
        seed("{\"id\":\"1\",\"a b\":2,\"more\":3}");
        factory.write(
                "dataset/Some.json",
                """
                {"name": "Some", "properties": {"type": "CosmosDbSqlApiCollection",
                  "linkedServiceName": {"referenceName": "Shop", "type": "LinkedServiceReference"},
                  "structure": [{"name": "id", "type": "String"}, {"name": "a b", "type": "Int64"}],
                  "typeProperties": {"collectionName": "items"}}}""");

        succeeds(copy("Copy", "Some", COSMOS_SOURCE, "Out", JSON_SINK));

        assertThat(lines()).containsExactly("{\"id\":\"1\",\"a b\":2}");
    }

    @Test
    void theOutputHasTheKeysOfDataFactory() {
        input("{\"id\":\"1\"}", "{\"id\":\"2\"}");
        JsonNode output = succeeds(copy("Copy", "In", JSON_SOURCE, "Items", INSERT))
                .record()
                .activities()
                .get(0)
                .output();

        assertThat(output.fieldNames()).toIterable().contains("effectiveIntegrationRuntime", "filesRead", "cosmos");
        assertThat(output.get("rowsRead").asLong()).isEqualTo(2);
        assertThat(output.get("rowsCopied").asLong()).isEqualTo(2);
        assertThat(output.get("dataRead").asLong()).isPositive();
        assertThat(output.get("dataWritten").asLong()).isPositive();
        assertThat(output.get("copyDuration").asLong()).isPositive();
        assertThat(output.get("throughput").isNumber()).isTrue();
        assertThat(output.get("errors")).isEmpty();
        assertThat(output.at("/executionDetails/0/sink/type").asText()).isEqualTo("CosmosDb");
        assertThat(output.at("/cosmos/requestCharge").asDouble()).isGreaterThan(1);
        assertThat(output.at("/cosmos/throttledRequests").isNumber()).isTrue();
    }

    @Test
    void noRequestUnitsAreShownWhereMetricsAreDisabled() {
        input("{\"id\":\"1\"}");
        String sink = "{\"type\": \"CosmosDbSqlApiSink\", \"disableMetricsCollection\": true}";
        PipelineResult result = succeeds(copy("Copy", "In", JSON_SOURCE, "Items", sink));

        assertThat(result.record().activities().get(0).output().has("cosmos")).isFalse();
    }

    private void input(String... documents) {
        runs.file("Blob/c/in/documents.jsonl", String.join("\n", documents) + "\n");
    }

    private void seed(String... documents) {
        runs.file("Shop/" + factory.database() + "/items.jsonl", String.join("\n", documents));
        succeeds(copy("Seed", "Items", COSMOS_SOURCE, "Out", JSON_SINK));
    }

    private static String query(String text) {
        return "{\"type\": \"CosmosDbSqlApiSource\", \"query\": \"" + text + "\"}";
    }

    private PipelineResult run(String activity) {
        factory.pipeline("P", activity);
        return runs.run("P");
    }

    private PipelineResult succeeds(String activity) {
        PipelineResult result = run(activity);
        assertThat(result.failures()).isEmpty();
        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        return result;
    }

    private JobException failure(String activity) {
        PipelineResult result = run(activity);
        assertThat(result.record().status()).isEqualTo(RunStatus.Failed);
        assertThat(result.failures()).hasSize(1);
        return result.failures().get(0);
    }

    private List<String> exported() throws IOException {
        succeeds(copy("Export", "Items", COSMOS_SOURCE, "Out", JSON_SINK));
        return lines();
    }

    private List<String> lines() throws IOException {
        return text("out/documents.jsonl").lines().toList();
    }

    private String text(String path) throws IOException {
        return Files.readString(runs.local("Blob/c/" + path)).replace("\uFEFF", "");
    }
}
