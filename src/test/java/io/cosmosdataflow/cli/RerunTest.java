package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} and {@code rerun} from the command line, on files. */
class RerunTest {

    private static final String SOURCE = "{\"type\": \"JsonSource\"}";
    private static final String SINK = "{\"type\": \"JsonSink\"}";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FactoryFiles factory;

    @BeforeEach
    void aPipelineOfThreeSteps() throws IOException {
        SharedSpark.session();
        write("documents.json");
        factory = FactoryFiles.in(directory.resolve("factory"))
                .linkedService("Disk", "FileServer", "{\"host\": \"" + directory.resolve("files") + "\"}");
        file("In", "in", "documents.json");
        file("Late", "in", "late.json");
        file("One", "out", "one.json");
        file("Two", "out", "two.json");
        file("Three", "out", "three.json");
        pipeline("\"day\": {\"type\": \"string\"}");
    }

    private void file(String dataset, String folder, String file) {
        factory.dataset(
                dataset,
                "Json",
                "Disk",
                "{\"location\": {\"type\": \"FileServerLocation\", \"folderPath\": \"" + folder + "\", \"fileName\": \""
                        + file + "\"}}");
    }

    private void pipeline(String parameters) {
        String activities = String.join(
                ",",
                copy("First", "In", SOURCE, "One", SINK),
                copy("Second", "Late", SOURCE, "Two", SINK, "First"),
                copy("Third", "In", SOURCE, "Three", SINK, "Second"));
        factory.write(
                "pipeline/P.json",
                "{\"name\": \"P\", \"properties\": {\"parameters\": {" + parameters + "}, \"activities\": ["
                        + activities + "]}}");
    }

    @Test
    void aRerunHasTheParametersOfTheRunAndNamesIt() throws IOException {
        String failed = failedRun("--parameter", "day=2026-01-31");
        write("late.json");

        assertThat(main("rerun", failed)).as(text(err)).isZero();

        RunRecord rerun = newest();
        assertThat(rerun.origin().rerunOf()).contains(failed);
        assertThat(rerun.parameters().get("day").asText()).isEqualTo("2026-01-31");
        assertThat(rerun.activities()).extracting(ActivityRecord::status).containsOnly(RunStatus.Succeeded);
    }

    @Test
    void fromAnActivityOnTheOthersCountAsTheRecordSays() throws IOException {
        String failed = failedRun("--parameter", "day=1");
        write("late.json");
        Files.delete(directory.resolve("files/out/one.json"));

        assertThat(main("rerun", failed, "--from-activity", "second"))
                .as(text(err))
                .isZero();

        assertThat(directory.resolve("files/out/one.json")).as("not run again").doesNotExist();
        assertThat(directory.resolve("files/out/two.json")).exists();
        assertThat(directory.resolve("files/out/three.json")).exists();
        assertThat(newest().activity("First")).isEqualTo(state().load(failed).activity("First"));
        assertThat(text(out)).contains("Copy 'Second' succeeded").doesNotContain("Copy 'First' succeeded");
    }

    @Test
    void variablesHaveTheValuesThatActivitiesBeforeHaveGivenThem() throws IOException {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {
                  "variables": {"word": {"type": "String", "defaultValue": "no"}, "seen": {"type": "Array", "defaultValue": []}},
                  "activities": [
                    {"name": "Set", "type": "SetVariable", "typeProperties": {"variableName": "word", "value": "yes"}},
                    {"name": "Each", "type": "ForEach", "typeProperties": {"items": "@range(0, 3)", "activities": [
                      {"name": "Note", "type": "AppendVariable",
                       "typeProperties": {"variableName": "seen", "value": "@item()"}}]}},
                    %s,
                    {"name": "Ask", "type": "IfCondition",
                     "dependsOn": [{"activity": "Second", "dependencyConditions": ["Succeeded"]}],
                     "typeProperties": {
                       "expression": "@and(equals(variables('word'), 'yes'), equals(length(variables('seen')), 3))",
                       "ifFalseActivities": [
                         {"name": "Stop", "type": "Fail", "typeProperties": {"message": "Lost.", "errorCode": "1"}}]}}]}}"""
                        .formatted(copy("Second", "Late", SOURCE, "Two", SINK, "Set", "Each")));
        String failed = failedRun();

        assertThat(main("rerun", failed, "--from-activity", "Ask")).isEqualTo(2);
        write("late.json");
        assertThat(main("rerun", failed, "--from-activity", "Second"))
                .as(text(err))
                .isZero();

        String again = newest().runId();
        assertThat(newest().activities()).extracting(ActivityRecord::name).contains("Each[2]/Note");
        assertThat(main("rerun", again, "--from-activity", "Ask")).as(text(err)).isZero();
    }

    @Test
    void whatTheActivityWaitsForMustHaveSucceeded() {
        String failed = failedRun("--parameter", "day=1");

        assertThat(main("rerun", failed, "--from-activity", "Third")).isEqualTo(2);
        assertThat(text(err))
                .contains("error [InvalidOptionValue] Run " + failed + " cannot be run again from activity 'Third'")
                .contains("'Second', which would not be run again, has not succeeded in it");
    }

    @Test
    void anActivityThatIsNotThereIsAUsageError() {
        String failed = failedRun("--parameter", "day=1");

        assertThat(main("rerun", failed, "--from-activity", "Secnd")).isEqualTo(2);
        assertThat(text(err)).contains("--from-activity is 'Secnd'").contains("Did you mean 'Second'?");
    }

    @Test
    void secureParametersAreGivenAgain() throws IOException {
        pipeline("\"key\": {\"type\": \"SecureString\"}");
        String failed = failedRun("--parameter", "key=hush");
        write("late.json");

        assertThat(main("rerun", failed)).isEqualTo(2);
        assertThat(text(err)).contains("error [MissingOption]").contains("--parameter key=VALUE");
        assertThat(main("rerun", failed, "--parameter", "key=hush"))
                .as(text(err))
                .isZero();
        assertThat(newest().parameters().get("key").asText()).isEqualTo("***");
    }

    @Test
    void aRunThatIsNotThereIsAUsageError() {
        assertThat(main("rerun", "0a-1b")).isEqualTo(2);
        assertThat(text(err)).contains("error [UnknownRun] There is no record of run '0a-1b'");
    }

    @Test
    void aRerunNeedsAStateDirectory() {
        assertThat(Main.run(
                        console(),
                        "rerun",
                        "0a-1b",
                        "--factory",
                        factory.directory().toString()))
                .isEqualTo(2);
        assertThat(text(err)).contains("error [StateRequired] Where is the record of run '0a-1b'?");
    }

    @Test
    void aSecondRunOfAPipelineIsRefusedAndADebugRunIsNot() throws IOException {
        write("late.json");
        try (RunLock lock = state().lock("P", Optional.empty(), "other")) {
            lock.requireHeld();
            assertThat(main("run", "--pipeline", "P", "--parameter", "day=1")).isEqualTo(1);
            assertThat(text(err)).contains("error [RunInProgress] Pipeline 'P' is in use by run other");
            assertThat(main("run", "--pipeline", "P", "--parameter", "day=1", "--debug"))
                    .as(text(err))
                    .isZero();
        }
        assertThat(newest().origin().debugSession()).contains("default");
    }

    @Test
    void aRerunOfADebugRunIsADebugRunOfTheSameSession() {
        String failed = failedRun("--parameter", "day=1", "--debug", "--debug-session", "me");

        assertThat(main("rerun", failed)).isEqualTo(1);

        assertThat(newest().origin().rerunOf()).contains(failed);
        assertThat(newest().origin().debugSession()).contains("me");
    }

    private String failedRun(String... options) {
        List<String> words = new ArrayList<>(List.of("run", "--pipeline", "P"));
        words.addAll(List.of(options));
        assertThat(main(words.toArray(String[]::new))).as(text(err)).isEqualTo(1);
        assertThat(text(err)).contains("late.json");
        out.reset();
        err.reset();
        return newest().runId();
    }

    private RunRecord newest() {
        return state().runs(1).get(0);
    }

    private StateDirectory state() {
        return new StateDirectory(directory.resolve("state").toString(), new Configuration());
    }

    private void write(String file) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("files/in"));
        Files.writeString(folder.resolve(file), "{\"id\":\"1\"}");
    }

    private int main(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--factory",
                factory.directory().toString(),
                "--state",
                directory.resolve("state").toString()));
        return Main.run(console(), all.toArray(String[]::new));
    }

    private Console console() {
        return new Console(new PrintStream(out, true), new PrintStream(err, true), false);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
