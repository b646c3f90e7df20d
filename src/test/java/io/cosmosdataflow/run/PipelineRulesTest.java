package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline does around its copies: parameters, order, conditions, retries, the record of the run. */
class PipelineRulesTest {

    private static final String JSON_SOURCE = "{\"type\": \"JsonSource\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aFileThatIsThereAndOneThatIsNot() {
        runs = LocalRuns.in(directory).file("Blob/c/in/documents.jsonl", "{\"id\":\"1\"}\n");
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "documents.jsonl")
                .file("Missing", "Json", "in", "nowhere.jsonl")
                .file("Out", "Json", "out", "documents.jsonl")
                .file("Other", "Json", "other", "documents.jsonl");
    }

    @Test
    void parametersOfPipelineAndDatasetNameFolders() {
        factory.write(
                        "dataset/Daily.json",
                        """
                        {"name": "Daily", "properties": {"type": "Json",
                          "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"},
                          "parameters": {"folder": {"type": "string"}, "file": {"type": "string", "defaultValue": "d.json"}},
                          "typeProperties": {"location": {"type": "AzureBlobStorageLocation", "container": "c",
                            "folderPath": {"value": "@concat('daily/', dataset().folder)", "type": "Expression"},
                            "fileName": "@dataset().file"}}}}""")
                .write(
                        "pipeline/P.json",
                        """
                        {"name": "P", "properties": {
                          "parameters": {"day": {"type": "string"}},
                          "activities": [{"name": "Copy", "type": "Copy",
                            "inputs": [{"referenceName": "In", "type": "DatasetReference"}],
                            "outputs": [{"referenceName": "Daily", "type": "DatasetReference",
                              "parameters": {"folder": {"value": "@pipeline().parameters.day", "type": "Expression"}}}],
                            "typeProperties": {"source": {"type": "JsonSource"}, "sink": {"type": "JsonSink"}}}]}}""");

        PipelineResult result = runs.run("P", Map.of("day", "2026-01-31"));

        assertThat(result.failures()).isEmpty();
        assertThat(runs.local("Blob/c/daily/2026-01-31/d.json")).isRegularFile();
    }

    @Test
    void conditionsDecideWhatRunsAfterAFailure() {
        factory.pipeline(
                "P",
                copy("Fails", "Missing", JSON_SOURCE, "Out", JSON_SINK),
                copy("OnSuccess", "In", JSON_SOURCE, "Out", JSON_SINK, "Fails"),
                after("Skipped", copy("OnSkipped", "In", JSON_SOURCE, "Out", JSON_SINK, "OnSuccess")),
                after("Failed", copy("OnFailure", "In", JSON_SOURCE, "Other", JSON_SINK, "Fails")),
                after("Completed", copy("Always", "In", JSON_SOURCE, "Other", JSON_SINK, "OnFailure")));

        PipelineResult result = runs.run("P");

        assertThat(statuses(result))
                .isEqualTo(Map.of(
                        "Fails",
                        RunStatus.Failed,
                        "OnSuccess",
                        RunStatus.Skipped,
                        "OnSkipped",
                        RunStatus.Succeeded,
                        "OnFailure",
                        RunStatus.Succeeded,
                        "Always",
                        RunStatus.Succeeded));
        assertThat(result.record().status())
                .as("each leaf succeeded, so the failure is handled")
                .isEqualTo(RunStatus.Succeeded);
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void anUnhandledFailureFailsThePipelineWithItsMessage() {
        factory.pipeline(
                "P",
                copy("Fails", "Missing", JSON_SOURCE, "Out", JSON_SINK),
                copy("Next", "In", JSON_SOURCE, "Out", JSON_SINK, "Fails"));

        PipelineResult result = runs.run("P");

        assertThat(result.record().status()).isEqualTo(RunStatus.Failed);
        assertThat(result.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("nowhere.jsonl"));
        assertThat(runs.local("Blob/c/out")).as("nothing half done").doesNotExist();
    }

    @Test
    void anInactiveActivityCountsAsItIsMarked() {
        String inactive = copy("Off", "Missing", JSON_SOURCE, "Out", JSON_SINK)
                .replace(
                        "\"type\": \"Copy\",",
                        "\"type\": \"Copy\", \"state\": \"Inactive\", \"onInactiveMarkAs\": \"Failed\",");
        factory.pipeline("P", inactive, after("Failed", copy("Next", "In", JSON_SOURCE, "Out", JSON_SINK, "Off")));

        PipelineResult result = runs.run("P");

        assertThat(statuses(result)).isEqualTo(Map.of("Off", RunStatus.Inactive, "Next", RunStatus.Succeeded));
    }

    @Test
    void theRecordOfTheRunIsKeptAndSecureParametersAreMasked() throws IOException {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {
                  "parameters": {"day": {"type": "string", "defaultValue": "today"}, "key": {"type": "SecureString"}},
                  "activities": [%s]}}"""
                        .formatted(copy("Copy", "In", JSON_SOURCE, "Out", JSON_SINK)));

        PipelineResult result = runs.run("P", Map.of("key", "hush-hush"));

        assertThat(result.failures()).isEmpty();
        String text = record();
        JsonNode record = new ObjectMapper().readTree(text);
        assertThat(text).doesNotContain("hush-hush");
        assertThat(record.get("runId").asText()).isEqualTo(result.record().runId());
        assertThat(record.at("/parameters/key").asText()).isEqualTo("***");
        assertThat(record.at("/parameters/day").asText()).isEqualTo("today");
        assertThat(record.at("/activities/0/output/rowsCopied").asInt()).isEqualTo(1);
        assertThat(record.at("/activities/0/status").asText()).isEqualTo("Succeeded");
    }

    private String record() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            Path file = files.filter(each -> each.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        }
    }

    private static String after(String condition, String activity) {
        return activity.replace("[\"Succeeded\"]", "[\"" + condition + "\"]");
    }

    private static Map<String, RunStatus> statuses(PipelineResult result) {
        return result.record().activities().stream()
                .collect(Collectors.toMap(ActivityRecord::name, ActivityRecord::status));
    }
}
