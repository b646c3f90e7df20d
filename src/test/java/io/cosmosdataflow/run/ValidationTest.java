package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Validation activities wait for.
 *
 * <p>Source: Microsoft Learn, control-flow-validation-activity; of the output, GitHub, MicrosoftDocs/azure-docs, issue
 * 31280.
 */
class ValidationTest {

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aFileAFolderAndATable() throws IOException {
        runs = LocalRuns.in(directory);
        runs.file("Blob/c/in/a.bin", "12345");
        runs.file("Db/Users.csv", "id:int\n7\n");
        Files.createDirectories(runs.local("Blob/c/empty"));
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .dataset("Users", "AzureSqlTable", "Db", "{\"tableName\": \"Users\"}")
                .dataset("Nobody", "AzureSqlTable", "Db", "{\"tableName\": \"Nobody\"}")
                .file("File", "Binary", "in", "a.bin")
                .file("Folder", "Binary", "in", "")
                .file("Empty", "Json", "empty", "")
                .file("Missing", "Binary", "in", "b.bin")
                .file("MissingFolder", "Binary", "nowhere", "")
                .container("Items", "items");
    }

    private static String validation(String dataset, String more) {
        return """
                {"name": "Look", "type": "Validation", "typeProperties": {
                  "dataset": {"referenceName": "%s", "type": "DatasetReference"}%s}}"""
                .formatted(dataset, more.isEmpty() ? "" : ", " + more);
    }

    private PipelineResult run(RunOptions options, String... activities) {
        factory.pipeline("P", activities);
        return runs.run("P", options);
    }

    /** At the first look: with ten seconds to the next one, none of them would wait for that. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            File   | `` | {"exists": true}
            File   | "minimumSize": 5 | {"exists": true, "size": 5}
            File   | "minimumSize": 0 | {"exists": true}
            File   | "minimumSize": "3", "childItems": true | {"exists": true, "size": 5}
            Folder | `` | {"exists": true}
            Folder | "childItems": true | {"exists": true, "childItems": [{"name": "a.bin", "type": "File"}]}
            Empty  | "childItems": false | {"exists": true, "childItems": []}
            Empty  | "childItems": null | {"exists": true}
            Users  | `` | {"exists": true}
            """)
    void whatIsThereEndsIt(String dataset, String settings, String output) throws IOException {
        PipelineResult result = run(RunOptions.NONE, validation(dataset, settings));

        assertThat(result.failures()).isEmpty();
        ObjectNode found =
                result.record().activity("Look").orElseThrow().output().deepCopy();
        assertThat(found.remove("executionDuration").asLong()).isLessThan(10_000);
        assertThat(found.has("effectiveIntegrationRuntime")).isTrue();
        found.remove("effectiveIntegrationRuntime");
        assertThat(new ObjectMapper().readTree(found.toString())).isEqualTo(new ObjectMapper().readTree(output));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Missing       | "sleep": 1 | nothing is there
            MissingFolder | "childItems": false | nothing is there
            Nobody        | "sleep": 60 | nothing is there
            File          | "minimumSize": 6 | the file has 5 bytes
            Folder        | "childItems": false | the folder has items
            Empty         | "childItems": true | the folder is empty
            """)
    void whatIsNotThereInTimeFailsIt(String dataset, String settings, String seen) {
        PipelineResult result = run(RunOptions.NONE, validation(dataset, settings + ", \"timeout\": \"0.00:00:01\""));

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.RunTimedOut);
            assertThat(failure).hasMessageContaining("has waited for 1 s").hasMessageContaining("at last " + seen);
        });
        assertThat(Duration.between(result.record().start(), result.record().end()))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /** Two activities side by side: the one waits for what the other writes after a while. */
    @Test
    void itWaitsForAFileThatComes() {
        runs.file("Blob/c/rows/rows.json", "{\"id\": \"1\"}\n");
        factory.file("Rows", "Json", "rows", "rows.json").file("Made", "Json", "made", "rows.json");

        PipelineResult result = run(
                RunOptions.NONE,
                validation("Made", "\"sleep\": 1, \"minimumSize\": 5, \"timeout\": \"0.00:05:00\""),
                "{\"name\": \"Later\", \"type\": \"Wait\", \"typeProperties\": {\"waitTimeInSeconds\": 2}}",
                FactoryFiles.copy(
                        "Make", "Rows", "{\"type\": \"JsonSource\"}", "Made", "{\"type\": \"JsonSink\"}", "Later"));

        assertThat(result.failures()).isEmpty();
        assertThat(result.record()
                        .activity("Look")
                        .orElseThrow()
                        .output()
                        .path("size")
                        .asLong())
                .isGreaterThanOrEqualTo(5);
    }

    /** It would look again after a day. */
    @Test
    void aCancelledRunWaitsNoLonger() {
        long start = System.nanoTime();

        PipelineResult result = run(
                RunOptions.NONE.withCancelled(
                        () -> System.nanoTime() - start > Duration.ofSeconds(2).toNanos()),
                validation("Missing", "\"sleep\": 86400"));

        assertThat(result.record().status()).isEqualTo(RunStatus.Cancelled);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"Folder, '\"minimumSize\": 5', folder", "File, '\"childItems\": true', file"})
    void whatCanNeverBeMetFailsAtOnce(String dataset, String settings, String type) {
        assertThat(run(RunOptions.NONE, validation(dataset, settings)).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.InvalidProperty);
                    assertThat(failure)
                            .hasMessageContaining("points to a " + type)
                            .hasMessageContaining("P.json:3:");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            File  | "timeout": "soon" | 'timeout'
            File  | "sleep": 0 | 'sleep'
            File  | "sleep": "often" | 'sleep'
            File  | "minimumSize": -1 | 'minimumSize'
            File  | "minimumSize": "big" | 'minimumSize'
            File  | "childItems": "some" | 'childItems'
            Users | "minimumSize": 5 | 'minimumSize'
            Users | "childItems": true | 'childItems'
            Items | "sleep": 1 | of which Data Factory has no metadata
            """)
    void whatIsWrongIsSaidByTheCheck(String dataset, String settings, String words) {
        factory.pipeline("P", validation(dataset, settings));

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.message()).contains(words);
            assertThat(issue.span().toString()).contains("P.json:3:");
        });
    }

    @Test
    void settingsMayBeExpressions() {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {"parameters": {"n": {"type": "int"}, "t": {"type": "string"}},
                 "activities": [{"name": "Look", "type": "Validation", "typeProperties": {
                  "timeout": {"value": "@pipeline().parameters.t", "type": "Expression"},
                  "sleep": {"value": "@pipeline().parameters.n", "type": "Expression"},
                  "minimumSize": {"value": "@add(pipeline().parameters.n, 5)", "type": "Expression"},
                  "dataset": {"referenceName": "File", "type": "DatasetReference"}}}]}}""");

        assertThat(runs.job("P").check()).isEmpty();
        assertThat(runs.run("P", java.util.Map.of("n", "1", "t", "00:00:01")).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("has waited for 1 s"));
    }
}
