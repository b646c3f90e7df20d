package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Delete activities take away. The folders are those of the page's examples.
 *
 * <p>Source: Microsoft Learn, delete-activity.
 */
class DeleteTest {

    private static final List<String> ALL = List.of(
            "A1",
            "A1/1.txt",
            "A1/2.txt",
            "A1/3.csv",
            "A2",
            "A2/4.txt",
            "A2/5.csv",
            "A2/B1",
            "A2/B1/6.txt",
            "A2/B1/7.csv",
            "A2/B2",
            "A2/B2/8.txt");

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void theFoldersOfThePage() {
        runs = LocalRuns.in(directory);
        ALL.stream().filter(each -> each.contains(".")).forEach(each -> runs.file("Blob/c/Root/" + each, "x"));
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .linkedService("Logs", "AzureBlobFS", "{\"url\": \"https://l.dfs.core.windows.net\"}")
                .dataset("Users", "AzureSqlTable", "Db", "{\"tableName\": \"Users\"}")
                .dataset("Old", "AzureBlob", "Blob", "{\"folderPath\": \"c/Root\"}")
                .container("Items", "items");
    }

    /** @param more members, each with a comma before it */
    private static String delete(String dataset, String more) {
        return """
                {"name": "Clean", "type": "Delete", "typeProperties": {
                  "dataset": {"referenceName": "%s", "type": "DatasetReference"}%s}}"""
                .formatted(dataset, more);
    }

    private static String settings(String more) {
        return ", \"storeSettings\": {\"type\": \"AzureBlobStorageReadSettings\"" + (more.isEmpty() ? "" : ", ") + more
                + "}";
    }

    private PipelineResult run(String activity) {
        factory.pipeline("P", activity);
        return runs.run("P", RunOptions.NONE);
    }

    private JsonNode output(String activity) {
        PipelineResult result = run(activity);
        assertThat(result.failures()).isEmpty();
        return result.record().activity("Clean").orElseThrow().output();
    }

    /** Files and folders below Root. */
    private List<String> left() throws IOException {
        Path root = runs.local("Blob/c/Root");
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(each -> !each.equals(root))
                    .map(each -> root.relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> allBut(String... gone) {
        TreeSet<String> left = new TreeSet<>(ALL);
        left.removeAll(List.of(gone));
        return List.copyOf(left);
    }

    private static String[] words(String text) {
        return text.isEmpty() ? new String[0] : text.split(" ");
    }

    /** The first four are the table of the page, "Delete specific folders or files". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Root/A2 | ``    | "recursive": false | 2 | A2/4.txt A2/5.csv
            Root/A2 | ``    | "recursive": true  | 5 | A2 A2/4.txt A2/5.csv A2/B1 A2/B1/6.txt A2/B1/7.csv A2/B2 A2/B2/8.txt
            Root/A2 | *.txt | "recursive": false | 1 | A2/4.txt
            Root/A2 | *.txt | "recursive": true  | 3 | A2/4.txt A2/B1/6.txt A2/B2/8.txt
            Root/A2 | ``    | `` | 2 | A2/4.txt A2/5.csv
            Root/A2 | 4.txt | `` | 1 | A2/4.txt
            Root/A2 | 4.txt | "recursive": true | 1 | A2/4.txt
            Root/A2 | 9.txt | "recursive": true | 0 | ``
            Root/A3 | ``    | "recursive": true | 0 | ``
            Root/A2 | ``    | "recursive": true, "wildcardFileName": "*" | 5 | A2/4.txt A2/5.csv A2/B1/6.txt A2/B1/7.csv A2/B2/8.txt
            Root/A2 | ``    | "wildcardFolderPath": "Root/*/B?", "wildcardFileName": "*.txt" | 2 | A2/B1/6.txt A2/B2/8.txt
            ``      | ``    | "recursive": true, "prefix": "Root/A2/B" | 3 | A2/B1/6.txt A2/B1/7.csv A2/B2/8.txt
            Root    | ``    | "fileListPath": "c/lists/files.txt" | 2 | A1/1.txt A2/B1/6.txt
            """)
    void filesGoAndFoldersStay(String folder, String file, String settings, int deleted, String gone)
            throws IOException {
        runs.file("Blob/c/lists/files.txt", "A1/1.txt\nA2/B1/6.txt\nA1/none.txt\n");
        factory.file("D", "Binary", folder, file);

        JsonNode output = output(delete("D", settings(settings)));

        assertThat(left()).isEqualTo(allBut(words(gone)));
        assertThat(output.get("filesDeleted").asInt()).isEqualTo(deleted);
    }

    /** As the page's sample has them; a number of connections that is not given is 1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            `` | false | false | 1 | ``
            , "recursive": true, "maxConcurrentConnections": 2 | true | false | 2 | ``
            , "storeSettings": {"type": "AzureBlobStorageReadSettings", "recursive": true, "maxConcurrentConnections": 3, "wildcardFileName": "*"} | true | true | 3 | ``
            , "storeSettings": {"type": "AzureBlobStorageReadSettings", "prefix": "Root/A2"} | false | false | 1 | Root/A2
            """)
    void theOutputSaysWhatWasAskedFor(
            String settings, boolean recursive, boolean wildcard, int connections, String prefix) {
        factory.file("D", "Json", "Root/A2", "");

        JsonNode output = output(delete("D", settings));

        assertThat(output.get("datasetName").asText()).isEqualTo("D");
        assertThat(output.get("type").asText()).isEqualTo("Json");
        assertThat(output.get("recursive").asBoolean()).isEqualTo(recursive);
        assertThat(output.get("isWildcardUsed").asBoolean()).isEqualTo(wildcard);
        assertThat(output.get("maxConcurrentConnections").asInt()).isEqualTo(connections);
        assertThat(output.path("prefix").asText()).isEqualTo(prefix);
        assertThat(output.get("effectiveIntegrationRuntime").asText()).contains("Spark");
        assertThat(output.get("executionDuration").isIntegralNumber()).isTrue();
        assertThat(output.has("logPath")).isFalse();
    }

    /** The format of the dataset makes no difference, and one that cannot be read is no mistake. */
    @ParameterizedTest
    @ValueSource(strings = {"Binary", "DelimitedText", "Json", "Parquet", "Avro", "Orc", "Excel", "Xml"})
    void filesOfAnyFormatGo(String type) throws IOException {
        factory.file("D", type, "Root/A1", "1.txt", "\"compressionCodec\": \"lzo\"");

        assertThat(output(delete("D", "")).get("filesDeleted").asInt()).isEqualTo(1);
        assertThat(left()).isEqualTo(allBut("A1/1.txt"));
    }

    /** "Clean up the expired files that were last modified before 2018.1.1", whose dataset has {@code *} as its file. */
    @ParameterizedTest
    @CsvSource({"*, ''", "'', ', \"wildcardFileName\": \"*\"'"})
    void expiredFilesGo(String file, String wildcard) throws IOException {
        for (String old : List.of("A1/1.txt", "A2/B1/7.csv")) {
            Files.setLastModifiedTime(
                    runs.local("Blob/c/Root/" + old), FileTime.from(Instant.parse("2017-12-31T23:59:59Z")));
        }
        factory.file("D", "Binary", "Root", file);

        output(delete(
                "D",
                settings("\"recursive\": true, \"modifiedDatetimeEnd\": \"2018-01-01T00:00:00.000Z\"" + wildcard)));

        assertThat(left()).isEqualTo(allBut("A1/1.txt", "A2/B1/7.csv"));
    }

    /** Its container stays. */
    @Test
    void aContainerIsEmptied() throws IOException {
        factory.file("D", "Binary", "", "");

        assertThat(output(delete("D", settings("\"recursive\": true")))
                        .get("filesDeleted")
                        .asInt())
                .isEqualTo(8);
        try (Stream<Path> left = Files.list(runs.local("Blob/c"))) {
            assertThat(left).isEmpty();
        }
    }

    /** "Sample log file": columns, and names from the container on. */
    @ParameterizedTest
    @CsvSource({"Kept/log, Kept/log/", "'', ''"})
    void aLogNamesWhatHasGone(String path, String folder) throws IOException {
        factory.file("D", "Binary", "Root/A2", "");

        JsonNode output = output(delete(
                "D",
                settings("\"recursive\": true")
                        + ", \"enableLogging\": true, \"logStorageSettings\": {\"path\": \"" + path
                        + "\", \"linkedServiceName\": {\"referenceName\": \"Logs\", \"type\":"
                        + " \"LinkedServiceReference\"}}"));

        String logs = runs.local("Logs/" + folder).toUri().toString().replace("file:///", "file:/");
        assertThat(output.get("logPath").asText().replace("file:///", "file:/")).startsWith(logs);
        try (Stream<Path> files =
                Files.list(Path.of(java.net.URI.create(output.get("logPath").asText())))) {
            assertThat(files).singleElement().satisfies(file -> {
                assertThat(file.toString()).endsWith(".csv");
                assertThat(Files.readAllLines(file))
                        .startsWith("Name,Category,Status,Error")
                        .containsExactlyInAnyOrder(
                                "Name,Category,Status,Error",
                                "Root/A2/4.txt,File,Deleted,",
                                "Root/A2/5.csv,File,Deleted,",
                                "Root/A2/B1/6.txt,File,Deleted,",
                                "Root/A2/B1/7.csv,File,Deleted,",
                                "Root/A2/B2/8.txt,File,Deleted,",
                                "Root/A2/B1,Folder,Deleted,",
                                "Root/A2/B2,Folder,Deleted,",
                                "Root/A2,Folder,Deleted,");
            });
        }
    }

    @Test
    void aLogThatIsNotEnabledIsNotWritten() {
        factory.file("D", "Binary", "Root/A1", "1.txt");

        JsonNode output = output(delete("D", ", \"enableLogging\": false, \"logStorageSettings\": {\"path\": \"x\"}"));

        assertThat(output.has("logPath")).isFalse();
    }

    /** The page's example "Move files": GetMetadata, Filter, ForEach with a Copy and a Delete of its item. */
    @Test
    void filesAreMovedOneByOne() throws IOException {
        runs.file("Blob/c/in/a.json", "{\"id\": \"1\"}\n").file("Blob/c/in/b.json", "{\"id\": \"2\"}\n");
        runs.file("Blob/c/in/sub/c.json", "{}");
        factory.file("In", "Json", "in", "");
        for (String folder : List.of("in", "out")) {
            factory.write(
                    "dataset/One" + folder + ".json",
                    """
                    {"name": "One%1$s", "properties": {"type": "Json", "parameters": {"file": {"type": "string"}},
                      "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"},
                      "typeProperties": {"location": {"type": "AzureBlobStorageLocation", "container": "c",
                        "folderPath": "%1$s", "fileName": {"value": "@dataset().file", "type": "Expression"}}}}}"""
                            .formatted(folder));
        }
        factory.pipeline("P", MOVE);

        PipelineResult result = runs.run("P", RunOptions.NONE);

        assertThat(result.failures()).isEmpty();
        assertThat(Files.readString(runs.local("Blob/c/out/a.json"))).contains("1");
        assertThat(Files.readString(runs.local("Blob/c/out/b.json"))).contains("2");
        try (Stream<Path> left = Files.list(runs.local("Blob/c/in"))) {
            assertThat(left.map(each -> each.getFileName().toString())).containsExactly("sub");
        }
    }

    private static final String MOVE =
            """
            {"name": "List", "type": "GetMetadata", "typeProperties": {"fieldList": ["childItems"],
              "dataset": {"referenceName": "In", "type": "DatasetReference"}}},
            {"name": "Files", "type": "Filter",
              "dependsOn": [{"activity": "List", "dependencyConditions": ["Succeeded"]}], "typeProperties": {
              "items": {"value": "@activity('List').output.childItems", "type": "Expression"},
              "condition": {"value": "@equals(item().type, 'File')", "type": "Expression"}}},
            {"name": "Each", "type": "ForEach",
              "dependsOn": [{"activity": "Files", "dependencyConditions": ["Succeeded"]}], "typeProperties": {
              "items": {"value": "@activity('Files').output.value", "type": "Expression"}, "activities": [
              {"name": "Copy", "type": "Copy",
                "inputs": [{"referenceName": "Onein", "type": "DatasetReference", "parameters": {"file": "@item().name"}}],
                "outputs": [{"referenceName": "Oneout", "type": "DatasetReference", "parameters": {"file": "@item().name"}}],
                "typeProperties": {"source": {"type": "JsonSource"}, "sink": {"type": "JsonSink"}}},
              {"name": "Delete", "type": "Delete",
                "dependsOn": [{"activity": "Copy", "dependencyConditions": ["Succeeded"]}], "typeProperties": {
                "dataset": {"referenceName": "Onein", "type": "DatasetReference", "parameters": {"file": "@item().name"}},
                "storeSettings": {"type": "AzureBlobStorageReadSettings", "recursive": true}}}]}}""";

    /** The page has no such values; taken for absent, each would delete more than was asked for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Root | `` | wildcardFileName | "@trim(' ')"
            Root | `` | wildcardFileName | "@if(true, null, '*')"
            Root | `` | wildcardFolderPath | "@concat(' ', '')"
            Root | `` | prefix | "@trim(' ')"
            Root | `` | prefix | "//"
            Root | `` | fileListPath | "@trim(' ')"
            Root | `` | modifiedDatetimeStart | "@trim(' ')"
            Root | `` | modifiedDatetimeEnd | "@if(true, null, '2018-01-01')"
            / | `` | folderPath | null
            Root | . | fileName | null
            Root | @trim(' ') | fileName | null
            @trim(' ') | `` | folderPath | null
            """)
    void aChoiceThatComesToNothingDeletesNothing(String folder, String file, String name, String value)
            throws IOException {
        factory.file("D", "Binary", folder, file);
        String activity = delete(
                "D", settings("\"recursive\": true" + (value.equals("null") ? "" : ", \"" + name + "\": " + value)));

        List<String> failures = new ArrayList<>();
        try {
            run(activity).failures().forEach(failure -> failures.add(failure.toString()));
        } catch (JobException e) {
            failures.add(e.getMessage());
        }

        assertThat(failures)
                .singleElement()
                .asString()
                .contains("'" + name + "'")
                .contains("chooses nothing");
        assertThat(left()).isEqualTo(ALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "storeSettings": {} | MissingProperty | 'dataset' of activity 'Clean'
            "dataset": {"referenceName": "Items", "type": "DatasetReference"} | InvalidProperty | 'CosmosDbSqlApiCollection', but Data Factory deletes files only
            "dataset": {"referenceName": "Users", "type": "DatasetReference"} | InvalidProperty | 'AzureSqlTable', but Data Factory deletes files only
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "recursive": "deep" | InvalidProperty | 'recursive'
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "enableLogging": true | MissingProperty | 'logStorageSettings'
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "enableLogging": true, "logStorageSettings": {"path": "p"} | MissingProperty | 'linkedServiceName'
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "enableLogging": true, "logStorageSettings": {"path": "p", "linkedServiceName": {"referenceName": "Db", "type": "LinkedServiceReference"}} | InvalidProperty | a log of deleted files cannot be written to it
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "enableLogging": true, "logStorageSettings": {"path": "../p", "linkedServiceName": {"referenceName": "Logs", "type": "LinkedServiceReference"}} | FileNameInvalid | The path of the log
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "storeSettings": {"type": "AzureBlobStorageReadSettings", "wildcardFolderPath": "Root/*"} | InvalidProperty | 'wildcardFolderPath'
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "storeSettings": {"type": "AzureBlobStorageReadSettings", "modifiedDatetimeEnd": "2018-01-01"} | InvalidProperty | 'modifiedDatetimeEnd'
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "storeSettings": {"type": "AzureBlobStorageReadSettings", "prefix": "../x"} | FileNameInvalid | 'prefix'
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "storeSettings": {"type": "AzureBlobStorageReadSettings", "prefix": "x", "wildcardFileName": "*"} | InvalidProperty | a wildcard and 'prefix' cannot
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "storeSettings": {"type": "AzureBlobStorageReadSettings", "prefix": "x", "fileListPath": "c/l"} | InvalidProperty | 'prefix' and 'fileListPath' cannot
            "dataset": {"referenceName": "D", "type": "DatasetReference"}, "storeSettings": {"type": "AzureBlobStorageReadSettings", "wildcardFolderPath": "Root/*", "wildcardFileName": "*", "fileListPath": "c/l"} | InvalidProperty | a wildcard and 'fileListPath' cannot
            """)
    void whatIsWrongIsSaidByTheCheck(String typeProperties, ErrorCode code, String words) {
        factory.file("D", "Binary", "Root/A2", "")
                .pipeline(
                        "P",
                        "{\"name\": \"Clean\", \"type\": \"Delete\", \"typeProperties\": {" + typeProperties + "}}");

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> {
            assertThat(issue.message()).contains(words);
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.span().toString()).contains("P.json");
        });
    }

    @Test
    void foldersByWildcardAndDatasetsOfOldAreSaidByTheCheck() {
        factory.file("Many", "Binary", "Root/*", "a.txt").pipeline("P", delete("Many", ""));
        assertThat(runs.job("P").check())
                .singleElement()
                .satisfies(issue -> assertThat(issue.span().toString()).contains("Many.json"));

        factory.pipeline("P", delete("Old", ""));
        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> assertThat(issue.code())
                .isEqualTo(ErrorCode.UnsupportedDataset));
    }

    /** What only the run knows is nothing that is missing. */
    @Test
    void namesMayBeKnownInTheRunAlone() throws IOException {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {"parameters": {"n": {"type": "string"}}, "activities": [
                 {"name": "Clean", "type": "Delete", "typeProperties": {
                  "dataset": {"referenceName": "D", "type": "DatasetReference"},
                  "storeSettings": {"type": "AzureBlobStorageReadSettings", "recursive": true,
                   "modifiedDatetimeStart": "2018-01-01",
                   "wildcardFolderPath": "Root/A*", "wildcardFileName": {"value": "@pipeline().parameters.n", "type": "Expression"}}}}]}}""");
        factory.file("D", "Binary", "Root", "");

        assertThat(runs.job("P").check()).isEmpty();
        assertThat(runs.run("P", java.util.Map.of("n", "*.csv")).failures()).isEmpty();
        assertThat(left()).isEqualTo(allBut("A1/3.csv", "A2/5.csv", "A2/B1/7.csv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wildcardFolderPath",
                "wildcardFileName",
                "prefix",
                "fileListPath",
                "modifiedDatetimeStart",
                "modifiedDatetimeEnd"
            })
    void aChoiceThatTheRunKnowsIsNotOneThatComesToNothing(String choice) {
        factory.file("D", "Binary", "Root", "")
                .write(
                        "pipeline/P.json",
                        """
                        {"name": "P", "properties": {"parameters": {"n": {"type": "string"}}, "activities": [%s]}}"""
                                .formatted(delete(
                                        "D",
                                        settings("\"recursive\": true, \"" + choice
                                                + "\": \"@pipeline().parameters.n\""))));

        assertThat(runs.job("P").check()).isEmpty();
    }

    /** Nothing outside of the container goes, and nothing inside before that is seen. */
    @ParameterizedTest
    @ValueSource(strings = {"\"recursive\": true", "\"recursive\": true, \"wildcardFileName\": \"*\""})
    void linksThatLeadOutAreRefused(String settings) throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("precious.txt"), "x");
        Files.createSymbolicLink(runs.local("Blob/c/Root/A2/link"), outside);
        factory.file("D", "Binary", "Root/A2", "");

        assertThat(run(delete("D", settings(settings))).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FileNameInvalid));
        assertThat(outside.resolve("precious.txt")).exists();
        assertThat(left()).containsAll(ALL);
    }

    /** It has no files, so that it is met when folders go. */
    @Test
    void aLinkToAnEmptyFolderOutsideIsRefused() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside/empty"));
        Files.createSymbolicLink(runs.local("Blob/c/Root/A2/link"), outside.getParent());
        factory.file("D", "Binary", "Root/A2", "");

        assertThat(run(delete("D", settings("\"recursive\": true"))).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("leads out of the container"));
        assertThat(outside).exists();
    }

    @Test
    void aPathOfTheRunMayNotLeadOut() throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("local/Blob")).resolve("precious.txt"), "x");
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {"parameters": {"n": {"type": "string"}}, "activities": [%s]}}"""
                        .formatted(
                                delete(
                                        "D",
                                        settings(
                                                "\"prefix\": {\"value\": \"@pipeline().parameters.n\", \"type\": \"Expression\"}"))));
        factory.file("D", "Binary", "Root", "");

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> runs.run("P", java.util.Map.of("n", "../precious")))
                .hasMessageContaining("leads out of its folder");
        assertThat(directory.resolve("local/Blob/precious.txt")).exists();
    }
}
