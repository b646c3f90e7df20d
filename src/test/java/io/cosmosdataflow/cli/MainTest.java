package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.UntrustedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The front door: exit codes, and one clear message for each fault, at its position. */
class MainTest {

    private static final String JSON_SOURCE = "{\"type\": \"JsonSource\"}";
    private static final String COSMOS_SINK = "{\"type\": \"CosmosDbSqlApiSink\"}";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FactoryFiles factory;

    @BeforeEach
    void aFactoryThatIsRight() {
        factory = FactoryFiles.in(directory.resolve("factory"))
                .file("In", "Json", "in", "documents.json")
                .container("Items", "items")
                .pipeline("Import", copy("Copy", "In", JSON_SOURCE, "Items", COSMOS_SINK));
    }

    @Test
    void aRightFactoryChecksWell() {
        assertThat(check("--local")).isZero();
        assertThat(text(out)).isEqualTo("The factory: 0 errors, 0 warnings, 0 hints.\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void allFaultsOfAFactoryAreReportedAtTheirPositionsInOneGo() {
        factory.write("dataset/Torn.json", "{\"name\": \"Torn\",\n \"properties\": [1, }")
                .pipeline(
                        "Wrong",
                        "{\"name\": \"A\", \"type\": \"Copyy\"}",
                        copy("B", "Im", JSON_SOURCE, "Items", COSMOS_SINK),
                        copy(
                                "C",
                                "In",
                                JSON_SOURCE,
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upset\"}"));

        assertThat(check("--local")).isEqualTo(3);
        assertThat(text(err).lines())
                .anyMatch(line -> line.contains("Torn.json:2:21: error [JsonSyntax]"))
                .anyMatch(line ->
                        line.contains("Wrong.json:2:10: error [InvalidProperty] Activity 'A' is of type 'Copyy'")
                                && line.endsWith("Did you mean 'Copy'?"))
                .anyMatch(line -> line.contains("error [MissingReference] There is no dataset 'Im'.")
                        && line.endsWith("Did you mean 'In'?"))
                .anyMatch(line -> line.contains("error [InvalidProperty] 'writeBehavior'")
                        && line.endsWith("Did you mean 'upsert'?"));
        assertThat(text(out)).contains("4 errors");
    }

    @Test
    void whatOnlyDataFactoryRunsIsUnsupported() {
        factory.pipeline("Loop", "{\"name\": \"Each\", \"type\": \"HDInsightHive\"}");

        assertThat(check("--pipeline", "Loop")).isEqualTo(4);
        assertThat(text(err))
                .contains("Loop.json:2:10: error [UnsupportedActivity] Activity 'Each' is of type 'HDInsightHive'");
    }

    @ParameterizedTest
    @CsvSource({"r/report.html, <!DOCTYPE html>", "report.JSON, {"})
    void aReportChangesNothingOfTheCheck(String name, String start) throws IOException {
        factory.pipeline("Loop", "{\"name\": \"Each\", \"type\": \"HDInsightPig\"}");
        Path report = directory.resolve(name);

        assertThat(check("--local", "--report", report.toString())).isEqualTo(4);
        assertThat(text(out)).isEqualTo("The factory: 1 error, 0 warnings, 0 hints.\n");
        assertThat(text(err)).contains("[UnsupportedActivity]").endsWith("The report is in " + report + ".\n");
        assertThat(Files.readString(report)).startsWith(start).contains("Activity type HDInsightPig");
    }

    @Test
    void aReportThatCannotBeWrittenIsAUsageError() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("taken.json"));

        assertThat(check("--local", "--report", folder.toString())).isEqualTo(2);
        assertThat(text(err)).startsWith("error [InvalidOptionValue] --report is '" + folder + "', which cannot be");
    }

    @Test
    void aRunOfAWrongPipelineStartsNothing() {
        factory.pipeline("Wrong", copy("B", "Missing", JSON_SOURCE, "Items", COSMOS_SINK));

        assertThat(run(
                        "--pipeline",
                        "Wrong",
                        "--local",
                        directory.resolve("local").toString()))
                .isEqualTo(3);
        assertThat(text(err)).contains("[MissingReference]").doesNotContain("\tat ");
        assertThat(directory.resolve("local")).doesNotExist();
    }

    @Test
    void anUnknownPipelineIsAnsweredWithTheNearestOne() {
        assertThat(run("--pipeline", "Inport", "--local", "x")).isEqualTo(2);
        assertThat(text(err))
                .isEqualTo("error [UnknownPipeline] The factory has no pipeline 'Inport'. Did you mean 'Import'?\n");
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        assertThat(run("--pipelin", "Import")).isEqualTo(2);
        assertThat(text(err)).contains("error [UnknownOption] Unknown option --pipelin. Did you mean '--pipeline'");
    }

    @Test
    void aWrongKeyIsReportedAtTheLinkedService() throws IOException {
        SharedSpark.session();
        Path parameters =
                parameters(SharedEmulator.instance().endpoint().toString(), "d3Jvbmcga2V5IG9mIHRoZSBhY2NvdW50");

        assertThat(run("--pipeline", "Import", "--parameters-file", parameters.toString()))
                .isEqualTo(5);
        assertThat(text(err))
                .contains("Shop.json:1:")
                .contains("error [CosmosUnauthorized]")
                .doesNotContain("\tat ")
                .doesNotContain("d3Jvbmcga2V5");
    }

    @Test
    void anUnknownHostIsReportedAtTheLinkedService() throws IOException {
        SharedSpark.session();
        Path parameters = parameters("https://no-such-account.invalid:443/", "a2V5");

        assertThat(run("--pipeline", "Import", "--parameters-file", parameters.toString()))
                .isEqualTo(5);
        assertThat(text(err))
                .contains("Shop.json:1:")
                .contains("error [CosmosUnreachable]")
                .contains("no-such-account.invalid")
                .doesNotContain("\tat ");
    }

    @Test
    void aCertificateThatIsNotTrustedIsReportedAtTheLinkedService(@TempDir Path certificate) throws Exception {
        SharedSpark.session();
        try (UntrustedServer server = UntrustedServer.start(certificate)) {
            Path parameters = parameters("https://localhost:" + server.port() + "/", "a2V5");
            long start = System.nanoTime();

            assertThat(run("--pipeline", "Import", "--parameters-file", parameters.toString()))
                    .isEqualTo(5);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            assertThat(text(err))
                    .contains("error [CosmosUnreachable]")
                    .contains("the certificate of localhost:" + server.port() + " is not trusted");
        }
    }

    @Test
    void aKeyThatIsNowhereIsNamedBeforeTheRun() {
        assertThat(run("--pipeline", "Import")).isEqualTo(3);
        assertThat(text(err))
                .contains("Shop.json:2:25: error")
                .contains("[UnresolvedSecret]")
                .contains("Shop_accountKey");
    }

    @Test
    void theEmulatorAloneStandsInForTheAccountsAndFilesStayWhereTheyAre() throws IOException {
        SharedSpark.session();
        parameters("https://unused.invalid:443/", "a2V5");

        assertThat(run("--pipeline", "Import", "--emulator")).as(text(err)).isZero();
        assertThat(text(err)).contains("made container 'items'");
        assertThat(text(out)).contains("1 row read, 1 copied").contains("Pipeline 'Import' succeeded");
    }

    /** {@code check} shows it; so does {@code run}, which goes on. */
    @Test
    void aRunShowsTheWarningsAndHintsThatACheckShows() {
        SharedSpark.session();
        factory.pipeline(
                "Warned", copy("Copy", "In", "{\"type\": \"JsonSource\", \"newSetting\": 1}", "Items", COSMOS_SINK));
        check("--pipeline", "Warned", "--local");
        String found = text(err);
        assertThat(found).contains(": hint [UnknownProperty] ").contains("newSetting");
        err.reset();

        run("--pipeline", "Warned", "--local", directory.resolve("local").toString());

        assertThat(text(err)).contains(found);
    }

    @Test
    void whyAnActivityFailedIsSaidAlsoWhereThePipelineGoesOn() {
        SharedSpark.session();
        factory.pipeline(
                "Handled",
                copy("Copy", "In", JSON_SOURCE, "Items", COSMOS_SINK),
                copy("After", "In", JSON_SOURCE, "Items", COSMOS_SINK, "Copy")
                        .replace("Succeeded", "Failed")
                        .replace("\"type\": \"Copy\",", "\"type\": \"Copy\", \"state\": \"Inactive\","));

        assertThat(run(
                        "--pipeline",
                        "Handled",
                        "--local",
                        directory.resolve("local").toString()))
                .isZero();
        assertThat(text(err)).contains("error [FileNotFound]").containsOnlyOnce("error [");
        assertThat(text(out))
                .contains("Copy 'Copy' failed in ")
                .contains("Pipeline 'Handled' succeeded, run ")
                .contains(" It went on after 'Copy' [FileNotFound] failed.");
    }

    @Test
    void aSecondRunOnADirectoryMeetsWhatTheFirstOneWrote() throws IOException {
        SharedSpark.session();
        Path local = directory.resolve("local");
        Path input = Files.createDirectories(local.resolve("Blob/c/in"));
        Files.writeString(input.resolve("documents.json"), "{\"id\":\"1\"}");

        assertThat(run("--pipeline", "Import", "--local", local.toString()))
                .as(text(err))
                .isZero();
        assertThat(run("--pipeline", "Import", "--local", local.toString())).isEqualTo(1);
        assertThat(text(err)).contains("error [CosmosConflict]").contains("'1'").doesNotContain("\tat ");
    }

    /** A real account for Cosmos DB, a folder of this machine for the files. */
    private Path parameters(String endpoint, String key) throws IOException {
        Path input = Files.createDirectories(directory.resolve("files/c/in"));
        Files.writeString(input.resolve("documents.json"), "{\"id\":\"1\"}");
        factory.linkedService("Blob", "FileServer", "{\"host\": \"" + directory.resolve("files") + "\"}")
                .dataset(
                        "In",
                        "Json",
                        "Blob",
                        "{\"location\": {\"type\": \"FileServerLocation\", \"folderPath\": \"c/in\","
                                + " \"fileName\": \"documents.json\"}}");
        return Files.writeString(
                directory.resolve("parameters.json"),
                "{\"parameters\": {\"Shop_connectionString\": {\"value\": \"AccountEndpoint=" + endpoint
                        + ";AccountKey=" + key + ";Database=shop\"}}}");
    }

    private int check(String... options) {
        return main("check", options);
    }

    private int run(String... options) {
        return main("run", options);
    }

    private int main(String command, String... options) {
        String[] words = new String[options.length + 3];
        words[0] = command;
        words[1] = "--factory";
        words[2] = factory.directory().toString();
        System.arraycopy(options, 0, words, 3, options.length);
        Console console = new Console(new PrintStream(out, true), new PrintStream(err, true), false);
        return Main.run(console, words);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
