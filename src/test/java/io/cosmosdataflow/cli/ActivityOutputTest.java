package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --activity-output}: pipelines with activities that only other services run. */
class ActivityOutputTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private LocalRuns runs;

    @BeforeEach
    void aPipelineWithANotebook() throws IOException {
        runs = LocalRuns.in(directory);
        FactoryFiles.in(runs.factory())
                .write(
                        "pipeline/P.json",
                        """
                        {"name": "P", "properties": {"variables": {"rows": {"type": "Integer"}}, "activities": [
                          {"name": "Train", "type": "DatabricksNotebook", "policy": {"secureOutput": false},
                           "typeProperties": {"notebookPath": "/train"}},
                          {"name": "Each", "type": "ForEach", "typeProperties": {"items": "@createArray(1)", "activities": [
                            {"name": "Inner", "type": "HDInsightSpark", "typeProperties": {}}]}},
                          {"name": "Keep", "type": "SetVariable",
                           "dependsOn": [{"activity": "Train", "dependencyConditions": ["Succeeded"]}],
                           "typeProperties": {"variableName": "rows", "value": "@activity('Train').output.runOutput.rows"}}]}}""");
        write("train.json", "{\"runOutput\": {\"rows\": 7}}");
        write("outputs/Inner.json", "{\"ok\": true}");
        write("outputs/P/Train.json", "{\"runOutput\": {\"rows\": 8}}");
        write("wrong/Train.json", "[1]");
    }

    private void write(String path, String json) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    private int cosmosDataflow(String command, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "--factory", runs.factory().toString(), "--pipeline", "P"));
        for (String word : more) {
            words.add(word.replace("DIR", directory.toString()));
        }
        PrintStream nothing = new PrintStream(new ByteArrayOutputStream(), true);
        return Main.run(new Console(nothing, new PrintStream(err, true), false), words.toArray(String[]::new));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutThemSuchActivitiesDoNotRun() {
        assertThat(cosmosDataflow("check")).isEqualTo(4);
        assertThat(errors())
                .contains("'DatabricksNotebook', which this version does not run", "--activity-output Train=FILE")
                .contains("'HDInsightSpark', which this version does not run", "--activity-output Inner=FILE");
    }

    @ParameterizedTest
    @CsvSource({
        "--activity-output=DIR/train.json, --activity-output=Inner=DIR/outputs/Inner.json, 7",
        "--activity-output=DIR/outputs, --activity-output=Train=DIR/train.json, 8"
    })
    void theirOutputsAreTakenAsTheyAre(String first, String second, int rows) {
        String[] given = {first.replace("=DIR/train", "=Train=DIR/train"), second};
        assertThat(cosmosDataflow("check", given)).as(errors()).isZero();
        assertThat(cosmosDataflow("run", given[0], given[1], "--local", "DIR/local"))
                .as(errors())
                .isZero();

        RunRecord record = new StateDirectory(directory.resolve("local/.state").toString(), new Configuration())
                .runs(1)
                .get(0);
        JsonNode kept = record.activity("Keep").orElseThrow().output();
        assertThat(kept.get("value").asInt())
                .as("a name with its pipeline goes before one without")
                .isEqualTo(rows);
        assertThat(record.activity("Each[0]/Inner")
                        .orElseThrow()
                        .output()
                        .get("ok")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Trian=DIR/train.json | which no pipeline has. Known: 'Each', 'Inner', 'Keep', 'Train'.",
                "Train=DIR/missing.json | it must be NAME=FILE with a file that is there",
                "Train | it must be NAME=FILE with a file that is there",
                "DIR/wrong | The output of activity 'Train' in DIR/wrong/Train.json must be a JSON object."
            })
    void whatIsWrongIsSaid(String given, String expected) {
        assertThat(cosmosDataflow("check", "--activity-output", given)).isEqualTo(2);
        assertThat(errors()).contains(expected.replace("DIR", directory.toString()));
    }
}
