package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every setting that is a path, in a definition and as a parameter's value, through the front door: nothing beside the
 * container is read or written (CWE-22, CWE-59).
 */
class PathsOutsideTest {

    private static final String JSON_SOURCE = "{\"type\": \"JsonSource\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FactoryFiles factory;

    @BeforeEach
    void aFileInsideAndOneOutside() {
        SharedSpark.session();
        file("local/Blob/c/in/a.json", "{\"id\":\"1\"}\n");
        file("local/Blob/secret.json", "{\"secret\":1}\n");
        file("secret.json", "{\"secret\":1}\n");
        factory = FactoryFiles.in(directory.resolve("factory"))
                .file("In", "Json", "in", "")
                .file("Out", "Json", "out", "");
    }

    /** Whatever a test does. */
    @AfterEach
    void nothingIsWrittenOutside() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(path -> directory.relativize(path).toString())
                            .filter(path -> !path.startsWith("factory/")
                                    && !path.startsWith("local/Blob/c/")
                                    && !path.startsWith("local/.")))
                    .containsExactlyInAnyOrder("local/Blob/secret.json", "secret.json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../Blob, in, a.json",
        "c, ../, secret.json",
        "c, in/../.., secret.json",
        "c, ..\\, secret.json",
        "c, in, ../../secret.json",
        "c, in, ..",
        "c, C:/in, a.json"
    })
    void aDatasetThatLeavesItsContainer(String container, String folder, String file) {
        factory.dataset("Bad", "Json", "Blob", location(container, folder, file))
                .pipeline("Reads", copy("C", "Bad", JSON_SOURCE, "Out", JSON_SINK))
                .pipeline("Writes", copy("C", "In", JSON_SOURCE, "Bad", JSON_SINK));

        refusedByCheckAndRun("Writes", "Bad.json:");
    }

    /** Only the run knows them. */
    @ParameterizedTest
    @CsvSource({
        "../Blob, in, a.json",
        "c, ../, secret.json",
        "c, in, ../../secret.json",
        "c, ../out, x.json",
        "c, /../../x, y.json"
    })
    void aParameterThatLeavesTheContainer(String container, String folder, String file) {
        factory.write(
                "dataset/Bad.json",
                """
                {"name": "Bad", "properties": {
                   "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"},
                   "parameters": {"c": {"type": "string"}, "d": {"type": "string"}, "f": {"type": "string"}},
                   "type": "Json", "typeProperties": {"location": {"type": "AzureBlobStorageLocation",
                     "container": {"value": "@dataset().c", "type": "Expression"},
                     "folderPath": {"value": "@dataset().d", "type": "Expression"},
                     "fileName": {"value": "@dataset().f", "type": "Expression"}}}}}""");
        String reference =
                """
                {"referenceName": "Bad", "type": "DatasetReference", "parameters": {
                  "c": "@pipeline().parameters.c", "d": "@pipeline().parameters.d", "f": "@pipeline().parameters.f"}}""";
        String plain = "{\"referenceName\": \"Bad\", \"type\": \"DatasetReference\"}";
        factory.write(
                "pipeline/Reads.json",
                withParameters(copy("C", "Bad", JSON_SOURCE, "Out", JSON_SINK), plain, reference));
        factory.write(
                "pipeline/Writes.json",
                withParameters(copy("C", "In", JSON_SOURCE, "Bad", JSON_SINK), plain, reference));

        assertThat(main("check")).as(text(err)).isZero();
        for (String pipeline : List.of("Reads", "Writes")) {
            assertThat(main(
                            "run",
                            "--pipeline",
                            pipeline,
                            "--parameter",
                            "c=" + container,
                            "--parameter",
                            "d=" + folder,
                            "--parameter",
                            "f=" + file))
                    .isEqualTo(1);
            assertThat(text(err)).contains("[FileNameInvalid]").doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'wildcardFolderPath': '../*', 'wildcardFileName': '*.json'",
                "'wildcardFolderPath': 'in/*/../../..'",
                "'wildcardFileName': '../*.json'",
                "'prefix': '../se'",
                "'fileListPath': 'c/../secret.json'"
            })
    void aSelectionThatLeavesTheContainer(String settings) {
        factory.pipeline("P", copy("C", "In", source("AzureBlobStorageReadSettings", settings), "Out", JSON_SINK));

        refusedByCheckAndRun("P", "P.json:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'fileNamePrefix': '../x', 'maxRowsPerFile': 1", "'fileExtension': '.x/../../y'"})
    void aNameOfFilesThatLeavesTheFolder(String settings) {
        factory.file("Text", "DelimitedText", "text", "", "\"firstRowAsHeader\": true")
                .pipeline(
                        "P",
                        copy(
                                "C",
                                "In",
                                JSON_SOURCE,
                                "Text",
                                "{'type': 'DelimitedTextSink', 'formatSettings': {'type': 'DelimitedTextWriteSettings', %s}}"
                                        .formatted(settings)
                                        .replace('\'', '"')));

        refusedByCheckAndRun("P", "P.json:");
    }

    /** The line of the list is data: only the run sees it. */
    @ParameterizedTest
    @ValueSource(strings = {"../../secret.json", "..\\..\\secret.json", "a.json\n../../secret.json", "C:/a.json"})
    void aLineOfAFileListThatLeavesTheFolder(String lines) {
        file("local/Blob/c/list.txt", lines + "\n");
        file("local/Blob/c/a.json", "{}");
        factory.pipeline(
                        "P",
                        copy(
                                "C",
                                "In",
                                source("AzureBlobStorageReadSettings", "'fileListPath': 'c/list.txt'"),
                                "Out",
                                JSON_SINK))
                .file("List", "Json", "", "list.txt");
        flow("source(allowSchemaDrift: true, fileList: true)", "sink(allowSchemaDrift: true)", "List");

        for (String pipeline : List.of("P", "Flow")) {
            assertThat(main("run", "--pipeline", pipeline)).isEqualTo(1);
            assertThat(text(err))
                    .contains("[FileNameInvalid] Line ")
                    .contains("of file list '")
                    .contains("list.txt'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wildcardPaths: ['../*.json'] |",
                "wildcardPaths: ['in/*.json', 'in/../../secret.json'] |",
                "moveFiles: ['in', '../../moved'] |",
                "| partitionFileNames: ['../../x.json']",
                "| partitionFileNames: ['x.json', '../y.json']",
                "| filePattern: '../x[n].json'",
                "format: 'json', container: 'c', folderPath: '../' |",
                "format: 'json', container: '..', fileName: 'secret.json' |",
                "| format: 'json', container: 'c', folderPath: '../x'",
                "| format: 'delta', container: 'c', folderPath: '../x'"
            })
    void aPathOfADataFlowThatLeavesTheContainer(String source, String sink) {
        flow(
                "source(allowSchemaDrift: true" + after(source) + ")",
                "sink(allowSchemaDrift: true" + after(sink) + ")",
                "In");

        refusedByCheckAndRun("Flow", "F.json:");
    }

    /** Where a parameter of the data flow says it. */
    @Test
    void aParameterOfADataFlowThatLeavesTheContainer() {
        factory.dataFlow(
                        "F",
                        Map.of("In", "In"),
                        Map.of("Out", "Out"),
                        """
                        parameters{
                          name as string
                        }
                        source(allowSchemaDrift: true) ~> In
                        In sink(allowSchemaDrift: true, partitionFileNames: [($name)]) ~> Out""")
                .pipeline("Flow", executeDataFlow("D", "F", "{\"name\": \"'../../x.json'\"}", ""));

        assertThat(main("run", "--pipeline", "Flow")).isEqualTo(1);

        assertThat(text(err)).contains("[FileNameInvalid]").contains("../../x.json");
    }

    @Test
    void theLogOfSkippedRowsOutside() {
        factory.pipeline(
                "P",
                copy("C", "In", JSON_SOURCE, "Out", JSON_SINK)
                        .replace(
                                "\"sink\": " + JSON_SINK,
                                """
                                "sink": %s, "enableSkipIncompatibleRow": true, "logSettings": {
                                  "enableCopyActivityLog": true, "logLocationSettings": {"path": "c/../../logs",
                                    "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"}}}"""
                                        .formatted(JSON_SINK)));

        refusedByCheckAndRun("P", "P.json:");
    }

    @ParameterizedTest
    @CsvSource({"/tmp/outside", "../Blob", "a/b", ".state", ".."})
    void aLinkedServiceWhoseNameIsNoFolder(String name) {
        factory.write(
                        "linkedService/Odd.json",
                        """
                        {"name": "%s", "properties": {"type": "AzureBlobStorage",
                          "typeProperties": {"connectionString": "AccountName=x;"}}}"""
                                .formatted(name))
                .dataset("Bad", "Json", name, location("c", "in", "a.json"))
                .pipeline("Reads", copy("C", "Bad", JSON_SOURCE, "Out", JSON_SINK))
                .pipeline("Writes", copy("C", "In", JSON_SOURCE, "Bad", JSON_SINK));

        refusedByCheckAndRun("Writes", "Odd.json:");
    }

    @Test
    void aDatabaseOfLocalModeWhoseNameIsNoFolder() {
        factory.write(
                        "linkedService/Odd.json",
                        """
                        {"name": "../Db", "properties": {"type": "AzureSqlDatabase",
                          "typeProperties": {"connectionString": "Server=s;Database=d"}}}""")
                .dataset("Bad", "AzureSqlTable", "../Db", "{\"tableName\": \"T\"}")
                .pipeline("P", copy("C", "In", JSON_SOURCE, "Bad", "{\"type\": \"AzureSqlSink\"}"));

        refusedByCheckAndRun("P", "Odd.json:");
    }

    @Test
    void aContainerOfCosmosDoesNotStartWithDocumentsFromOutside() {
        factory.container("Bad", "../../secret")
                .pipeline("P", copy("C", "Bad", "{\"type\": \"CosmosDbSqlApiSource\"}", "Out", JSON_SINK));

        assertThat(main("check")).isEqualTo(3);
        assertThat(text(err)).contains("Bad.json:").contains("error [InvalidProperty] 'collectionName'");

        factory.container("Bad", "..")
                .pipeline("P", copy("C", "Bad", "{\"type\": \"CosmosDbSqlApiSource\"}", "Out", JSON_SINK));
        assertThat(main("run", "--pipeline", "P")).isEqualTo(1);
        assertThat(text(err)).contains("[FileNameInvalid] Container is '..'");
    }

    @Test
    void aLinkThatLeadsOutOfTheContainer() throws IOException {
        Files.createSymbolicLink(directory.resolve("local/Blob/c/link"), directory);
        Files.createSymbolicLink(directory.resolve("local/Blob/c/in/z.json"), directory.resolve("secret.json"));
        factory.file("Link", "Json", "link", "secret.json")
                .file("Folder", "Json", "link", "")
                .pipeline("ReadsFile", copy("C", "Link", JSON_SOURCE, "Out", JSON_SINK))
                .pipeline("ReadsFolder", copy("C", "In", JSON_SOURCE, "Out", JSON_SINK))
                .pipeline("WritesFile", copy("C", "Out", JSON_SOURCE, "Link", JSON_SINK))
                .pipeline("WritesFolder", copy("C", "Out", JSON_SOURCE, "Folder", JSON_SINK));
        file("local/Blob/c/out/a.json", "{\"id\":\"1\"}\n");
        flow("source(allowSchemaDrift: true)", "sink(allowSchemaDrift: true, partitionFileNames: ['../x.json'])", "In");
        flow("source(allowSchemaDrift: true)", "sink(allowSchemaDrift: true)", "In");

        for (String pipeline : List.of("ReadsFile", "ReadsFolder", "WritesFile", "WritesFolder", "Flow")) {
            assertThat(main("run", "--pipeline", pipeline)).as(pipeline).isEqualTo(1);
            assertThat(text(err)).as(pipeline).contains("[FileNameInvalid]").contains("is a link that leads out");
        }
    }

    private void flow(String source, String sink, String in) {
        String streams = "{\"name\": \"In\"" + dataset(source, in) + "}";
        String sinks = "{\"name\": \"Out\"" + dataset(sink, "Out") + "}";
        factory.dataFlow("F", "MappingDataFlow", streams, sinks, "", source + " ~> In\nIn " + sink + " ~> Out")
                .pipeline("Flow", executeDataFlow("D", "F", "{}", ""));
    }

    /** An inline source or sink has a linked service in place of a dataset. */
    private static String dataset(String stream, String name) {
        return stream.contains("format:")
                ? ", \"linkedService\": {\"referenceName\": \"Blob\", \"type\": \"LinkedServiceReference\"}"
                : ", \"dataset\": {\"referenceName\": \"" + name + "\", \"type\": \"DatasetReference\"}";
    }

    private static String after(String more) {
        return more == null ? "" : ", " + more;
    }

    private static String source(String type, String settings) {
        return "{'type': 'JsonSource', 'storeSettings': {'type': '%s', %s}}"
                .formatted(type, settings)
                .replace('\'', '"');
    }

    private static String location(String container, String folder, String file) {
        return """
                {"location": {"type": "AzureBlobStorageLocation", "container": "%s", "folderPath": "%s",
                  "fileName": "%s"}}"""
                .formatted(container, folder.replace("\\", "\\\\"), file);
    }

    private static String withParameters(String activity, String plain, String reference) {
        return """
                {"name": "%s", "properties": {"parameters": {"c": {"type": "string"}, "d": {"type": "string"},
                  "f": {"type": "string"}}, "activities": [%s]}}"""
                .formatted(
                        activity.contains("\"inputs\": [" + plain) ? "Reads" : "Writes",
                        activity.replace(plain, reference));
    }

    private void refusedByCheckAndRun(String pipeline, String place) {
        assertThat(main("check")).as("check").isEqualTo(1);
        assertThat(text(err))
                .contains(place)
                .contains("error [FileNameInvalid] ")
                .doesNotContain("\tat ");
        assertThat(main("run", "--pipeline", pipeline)).as("run").isEqualTo(1);
        assertThat(text(err))
                .contains(place)
                .contains("error [FileNameInvalid] ")
                .doesNotContain("\tat ");
    }

    private void file(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int main(String command, String... options) {
        out.reset();
        err.reset();
        List<String> words = new ArrayList<>(
                List.of(command, "--factory", factory.directory().toString()));
        words.addAll(List.of(options));
        words.addAll(
                command.equals("run")
                        ? List.of("--local", directory.resolve("local").toString())
                        : List.of("--local"));
        Console console = new Console(new PrintStream(out, true), new PrintStream(err, true), false);
        return Main.run(console, words.toArray(String[]::new));
    }

    private String text(ByteArrayOutputStream bytes) {
        return out.toString(StandardCharsets.UTF_8) + bytes.toString(StandardCharsets.UTF_8);
    }
}
