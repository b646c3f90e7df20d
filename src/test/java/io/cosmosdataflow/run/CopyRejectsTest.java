package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.store.Replayable.Outcome;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Copy activity does with documents that Cosmos DB refuses, up to their replay. */
@InBothModes
class CopyRejectsTest {

    private static final String SKIP = ", \"enableSkipIncompatibleRow\": true";
    private static final String LOG =
            """
            , "logSettings": {"enableCopyActivityLog": true, "logLocationSettings": {"path": "logs",
              "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"}}}""";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;
    private Items items;
    private Path rejects;

    /** Of three documents one is there already and one has an id that is none. */
    @BeforeEach
    void factory() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "documents.jsonl")
                .container("Out", "items");
        items = Items.of(factory.database(), "items", "pk").upsert("{'id': '1', 'pk': 'a', 'v': 0}");
        rejects = directory.resolve("rejects");
        runs.file(
                "Blob/c/in/documents.jsonl",
                """
                {"id": "1", "pk": "a", "v": 1}
                {"id": "2", "pk": "b", "v": 1}
                {"id": "", "pk": "c", "v": 1}
                """);
    }

    private CopyRejectsTest copying(String settings) {
        factory.pipeline(
                "P",
                copy(
                        "Load",
                        "In",
                        "{\"type\": \"JsonSource\"}",
                        "Out",
                        "{\"type\": \"CosmosDbSqlApiSink\"}" + settings));
        return this;
    }

    private static JsonNode output(PipelineResult result) {
        assertThat(result.failures()).isEmpty();
        return result.record().activities().get(0).output();
    }

    private RunOptions options(OptionalLong maxErrors) {
        return new RunOptions(Optional.empty(), Optional.empty(), Optional.of(rejects.toString()), maxErrors);
    }

    @Test
    void withoutSkippingTheActivityFails() {
        PipelineResult result = copying("").runs.run("P");

        assertThat(result.failures()).singleElement().satisfies(failure -> assertThat(failure.code())
                .isEqualTo(ErrorCode.CosmosDocumentInvalid));
    }

    @Test
    void refusedDocumentsAreSkippedCountedAndLogged() throws IOException {
        JsonNode output = output(
                copying(SKIP + LOG + ", \"validateDataConsistency\": true").runs.run("P"));

        assertThat(items.all()).containsOnlyKeys("1", "2");
        assertThat(items.all().get("1").get("v").asInt()).isZero();
        assertThat(output.path("rowsRead").asInt()).isEqualTo(3);
        assertThat(output.path("rowsCopied").asInt()).isEqualTo(1);
        assertThat(output.path("rowsSkipped").asInt()).isEqualTo(2);
        assertThat(output.at("/dataConsistencyVerification/VerificationResult").asText())
                .isEqualTo("Verified");
        assertThat(WriteFixture.lines(runs.local("Blob/logs")))
                .hasSize(3)
                .anyMatch(line ->
                        line.matches(".*,Warning,TabularRowSkip,\"\"\"1\"\", \"\"a\"\"\",\"CosmosConflict: .*\""))
                .anyMatch(
                        line -> line.matches(
                                ".*,Warning,TabularRowSkip,\"\"\"\"\", \"\"c\"\"\",\"CosmosDocumentInvalid: its id is an empty text\""));
        assertThat(runs.remarks()).anyMatch(remark -> remark.contains("2 documents were rejected by "));
    }

    @Test
    void aDirectoryForRejectsTurnsSkippingOnAndKeepsThem() throws IOException {
        JsonNode output = output(copying("").runs.run("P", options(OptionalLong.empty())));

        assertThat(output.path("rowsCopied").asInt()).isEqualTo(1);
        assertThat(output.path("rowsSkipped").asInt()).isEqualTo(2);
        assertThat(WriteFixture.rejects(rejects))
                .hasSize(2)
                .allSatisfy(reject -> assertThat(reject.get("sink").asText()).isEqualTo("Load"))
                .anySatisfy(reject -> {
                    assertThat(reject.get("id").asText()).isEqualTo("1");
                    assertThat(reject.get("operation").asText()).isEqualTo("insert");
                    assertThat(reject.get("status").asInt()).isEqualTo(409);
                });
    }

    @Test
    void skippedDocumentsAreKeptAndCountOnce() throws IOException {
        JsonNode output = output(copying(SKIP).runs.run("P", options(OptionalLong.of(2))));

        assertThat(output.path("rowsSkipped").asInt()).isEqualTo(2);
        assertThat(WriteFixture.rejects(rejects)).hasSize(2);
    }

    @Test
    void moreThanMaxErrorsFailTheActivity() throws IOException {
        PipelineResult result = copying(SKIP + LOG).runs.run("P", options(OptionalLong.of(1)));

        assertThat(result.failures()).singleElement().satisfies(failure -> assertThat(failure.code())
                .isEqualTo(ErrorCode.TooManyRejects));
        assertThat(WriteFixture.rejects(rejects)).isNotEmpty();
        assertThat(WriteFixture.lines(runs.local("Blob/logs"))).hasSizeGreaterThan(1);
    }

    @Test
    void rejectsOfACopyAreReplayed() throws IOException {
        PipelineResult result = copying(SKIP).runs.run("P", options(OptionalLong.empty()));
        items.delete("1", "a");

        List<Outcome> replayed =
                runs.job("P").replay(SharedSpark.session(), result.record(), rejects.toString(), RunListener.NONE);

        assertThat(replayed).singleElement().satisfies(sink -> {
            assertThat(sink.activity()).isEqualTo("Load");
            assertThat(sink.sink()).isEqualTo("Load");
            assertThat(sink.place()).isEqualTo(items.address().toString());
            assertThat(sink.written()).isEqualTo(1);
            assertThat(sink.rejected()).isEqualTo(1);
        });
        assertThat(items.all().get("1").get("v").asInt()).isEqualTo(1);
        assertThat(WriteFixture.rejects(rejects)).hasSize(1);
    }

    @Test
    void aReplayHasTheVariablesOfTheTimeOfTheActivity() throws IOException {
        Items other = Items.of(factory.database(), "other", "pk").upsert("{'id': '1', 'pk': 'a', 'v': 0}");
        factory.write(
                        "dataset/Chosen.json",
                        """
                        {"name": "Chosen", "properties": {"type": "CosmosDbSqlApiCollection",
                          "linkedServiceName": {"referenceName": "Shop", "type": "LinkedServiceReference"},
                          "parameters": {"container": {"type": "string"}},
                          "typeProperties": {"collectionName": "@dataset().container"}}}""")
                .write(
                        "pipeline/P.json",
                        """
                        {"name": "P", "properties": {
                          "variables": {"target": {"type": "String", "defaultValue": "other"}},
                          "activities": [
                            {"name": "Before", "type": "SetVariable",
                             "typeProperties": {"variableName": "target", "value": "items"}},
                            {"name": "Load", "type": "Copy",
                             "dependsOn": [{"activity": "Before", "dependencyConditions": ["Succeeded"]}],
                             "inputs": [{"referenceName": "In", "type": "DatasetReference"}],
                             "outputs": [{"referenceName": "Chosen", "type": "DatasetReference",
                               "parameters": {"container": "@variables('target')"}}],
                             "typeProperties": {"enableSkipIncompatibleRow": true,
                               "source": {"type": "JsonSource"}, "sink": {"type": "CosmosDbSqlApiSink"}}},
                            {"name": "After", "type": "SetVariable",
                             "dependsOn": [{"activity": "Load", "dependencyConditions": ["Succeeded"]}],
                             "typeProperties": {"variableName": "target", "value": "other"}}]}}""");
        PipelineResult result = runs.run("P", options(OptionalLong.empty()));
        assertThat(result.failures()).isEmpty();
        items.delete("1", "a");
        other.delete("1", "a");

        runs.job("P").replay(SharedSpark.session(), result.record(), rejects.toString(), RunListener.NONE);

        assertThat(items.all()).containsKey("1");
        assertThat(other.all()).isEmpty();
    }
}
