package io.cosmosdataflow.cli;

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
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** check, explain, preview and test of data flows, as a user meets them. */
class DataFlowCommandsTest {

    private static final String SCRIPT =
            """
            parameters{
                least as integer (0)
            }
            source(output(id as integer, name as string),
                allowSchemaDrift: true,
                purgeFiles: true) ~> People
            People filter(id >= $least) ~> Some
            Some alterRow(deleteIf(id > 2), upsertIf(true())) ~> Marked
            Marked sink(allowSchemaDrift: true,
                deletable: true,
                upsertable: true) ~> Out
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FactoryFiles factory;

    @BeforeEach
    void aFactoryWithADataFlow() {
        factory = FactoryFiles.in(directory.resolve("factory"))
                .file("In", "Json", "in", "people.json")
                .file("Out", "Json", "out", "")
                .dataFlow("People", Map.of("People", "In"), Map.of("Out", "Out"), SCRIPT);
    }

    private int main(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command, "--factory", "" + factory.directory()));
        words.addAll(List.of(options));
        out.reset();
        err.reset();
        Console console = new Console(new PrintStream(out, true), new PrintStream(err, true), false);
        return Main.run(console, words.toArray(String[]::new));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void oneDataFlowIsCheckedByItself() {
        factory.dataFlow("Wrong", Map.of("People", "In"), Map.of(), SCRIPT.replace("id >= $least", "idd > 1"));

        assertThat(main("check", "--local", "--dataflow", "People")).isZero();
        assertThat(printed()).isEqualTo("Data flow 'People': 0 errors, 0 warnings, 0 hints.\n");
        assertThat(main("check", "--local", "--dataflow", "Wrong")).isEqualTo(3);
        assertThat(complained()).contains("error [UnknownColumn] There is no column 'idd' here. Did you mean 'id'?");
        assertThat(main("check", "--dataflow", "Peple")).isEqualTo(2);
        assertThat(complained())
                .isEqualTo("error [UnknownDataFlow] The factory has no data flow 'Peple'. Did you mean 'People'?\n");
    }

    /** How long it takes is printed by the test; a machine with other work on it must not fail it. */
    @Test
    void aHundredDataFlowsAreCheckedWithoutASparkSession() {
        for (int i = 0; i < 100; i++) {
            factory.dataFlow("People" + i, Map.of("People", "In"), Map.of("Out", "Out"), SCRIPT);
        }
        Option<SparkSession> before = SparkSession.getDefaultSession();
        SparkSession.clearDefaultSession();
        SparkSession.clearActiveSession();
        try {
            long start = System.nanoTime();
            assertThat(main("check", "--local")).as(complained()).isZero();
            System.out.println("check of 101 data flows: " + (System.nanoTime() - start) / 1_000_000 + " ms");

            assertThat(SparkSession.getDefaultSession().isDefined()).isFalse();
            assertThat(SparkSession.getActiveSession().isDefined()).isFalse();
        } finally {
            before.foreach(session -> {
                SparkSession.setDefaultSession(session);
                return null;
            });
        }
    }

    @Test
    void explainPrintsThePlanAndDrawsIt() {
        Path svg = directory.resolve("pictures/people.svg");

        assertThat(main("explain", "--dataflow", "People", "--parameter", "least=1 + 1", "--svg", svg.toString()))
                .as(complained())
                .isZero();
        assertThat(printed())
                .startsWith("Data flow 'People'\n\nParameters\n  $least as integer = 2\n\nStreams\n  People: source\n")
                .contains("  Some: filter of People\n    id >= $least\n")
                .contains("    rows carry a policy (insert, update, upsert, delete)\n")
                .contains("  Out: sink of Marked\n    dataset Out\n    takes rows to upsert, delete\n");
        assertThat(svg).content().startsWith("<svg ").contains(">Marked</text>");
        assertThat(complained()).isEqualTo("The picture is in " + svg + ".\n");
    }

    @Test
    void theStatementsOfAFlowletAreExplainedWhereItIsUsed() {
        factory.dataFlow(
                        "Cleaning",
                        "Flowlet",
                        "",
                        "",
                        "",
                        """
                        input(output(id as integer, name as string), order: 0, allowSchemaDrift: true) ~> In
                        In derive(name = trim(name)) ~> Trimmed
                        Trimmed output() ~> Out
                        """)
                .dataFlow(
                        "Clean",
                        "MappingDataFlow",
                        "{\"name\": \"People\", \"dataset\": {\"referenceName\": \"In\", \"type\": \"DatasetReference\"}}",
                        "{\"name\": \"Sink\", \"dataset\": {\"referenceName\": \"Out\", \"type\": \"DatasetReference\"}}",
                        "\"transformations\": [{\"name\": \"Clean\", \"flowlet\": {\"referenceName\": \"Cleaning\","
                                + " \"type\": \"DataFlowReference\"}}],",
                        """
                        source(output(id as integer, name as string), allowSchemaDrift: true) ~> People
                        People compose(composition: 'Cleaning') ~> Clean@(Out)
                        Clean@Out sink(allowSchemaDrift: true) ~> Sink
                        """);
        Path svg = directory.resolve("clean.svg");

        assertThat(main("explain", "--dataflow", "Clean", "--svg", svg.toString()))
                .as(complained())
                .isZero();
        assertThat(printed())
                .contains(
                        "  Clean/Trimmed: derive of Clean/In\n    name = trim(name)\n", "  Sink: sink of Clean/Out\n");
        assertThat(svg).content().contains(">Clean/Trimmed</text>");
    }

    @Test
    void explainOfAWrongDataFlowSaysWhatIsWrong() {
        factory.dataFlow("Wrong", Map.of("People", "In"), Map.of(), SCRIPT.replace("id >= $least", "idd > 1"));

        assertThat(main("explain", "--dataflow", "Wrong")).isEqualTo(3);
        assertThat(printed()).isEmpty();
        assertThat(complained()).contains("[UnknownColumn]").doesNotContain("\tat ");
    }

    @Test
    void previewShowsRowsOfTheSourcesAndLeavesTheFilesAlone() throws IOException {
        SharedSpark.session();
        Path people = write(
                "local/Blob/c/in/people.json",
                "{\"id\":1,\"name\":\"ann\"}\n{\"id\":2,\"name\":\"b\\nob\",\"extra\":\"" + "x".repeat(50)
                        + "\"}\n{\"id\":3}\n");
        String local = directory.resolve("local").toString();

        assertThat(main("preview", "--dataflow", "People", "--stream", "Marked", "--local", local))
                .as(complained())
                .isZero();
        assertThat(printed())
                .isEqualTo(
                        """
                        policy | id      | name    | extra
                               | integer | string  | string
                        -------+---------+---------+-----------------------------------------
                        upsert |       1 | 'ann'   | NULL
                        upsert |       2 | 'b\\nob' | 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\u2026
                        delete |       3 | NULL    | NULL
                        3 rows.
                        """);
        assertThat(people).exists();

        assertThat(main("preview", "--dataflow", "People", "--stream", "Some", "--rows", "1", "--local", local))
                .isZero();
        assertThat(printed()).endsWith("1 row, and there are more.\n");
    }

    /** The account is started when the source is opened; nobody has to ask for it by another option. */
    @Test
    void previewReadsContainersOfLocalMode() throws IOException {
        SharedSpark.session();
        write("local/Shop/" + factory.database() + "/people.jsonl", "{\"id\":\"1\"}");
        factory.container("In", "people")
                .dataFlow(
                        "Stored",
                        Map.of("People", "In"),
                        Map.of("Out", "Out"),
                        "source(output(id as string), allowSchemaDrift: false, format: 'document') ~> People\n"
                                + "People sink(allowSchemaDrift: true) ~> Out\n");
        String local = directory.resolve("local").toString();

        assertThat(main("preview", "--dataflow", "Stored", "--stream", "People", "--local", local))
                .as(complained())
                .isZero();
        assertThat(printed()).contains("'1'").endsWith("1 row.\n");
    }

    /** Spark throws checked exceptions that no signature names. */
    @Test
    void previewOfABadFileIsAnError() throws IOException {
        Path good = directory.resolve("good");
        SharedSpark.session().range(5).coalesce(1).write().parquet(good.toString());
        Path in = Files.createDirectories(directory.resolve("local/Blob/c/in"));
        try (Stream<Path> files = Files.list(good)) {
            Files.copy(
                    files.filter(file -> file.getFileName().toString().startsWith("part"))
                            .findFirst()
                            .orElseThrow(),
                    in.resolve("a"));
        }
        Files.writeString(in.resolve("b"), "this is only text");
        factory.file("In", "Parquet", "in", "");

        assertThat(main(
                        "preview",
                        "--dataflow",
                        "People",
                        "--stream",
                        "People",
                        "--local",
                        directory.resolve("local").toString()))
                .isEqualTo(1);
        assertThat(complained())
                .contains("error [FileMalformed]")
                .contains("in/b'")
                .doesNotContain("\tat ");
    }

    @Test
    void previewTakesSampleFilesInThePlaceOfSources() throws IOException {
        SharedSpark.session();
        Path sample = write("sample.json", "[{\"id\": 7, \"name\": \"eve\"}, {\"id\": \"no number\", \"name\": null}]");

        assertThat(main("preview", "--dataflow", "People", "--stream", "People", "--sample", "People=" + sample))
                .as(complained())
                .isZero();
        assertThat(printed())
                .isEqualTo(
                        """
                        id      | name
                        integer | string
                        --------+-------
                              7 | 'eve'
                           NULL | NULL
                        2 rows.
                        """);
    }

    @Test
    void previewShowsTheAssertionsThatARowFails() throws IOException {
        SharedSpark.session();
        factory.dataFlow(
                "Strict",
                Map.of("People", "In"),
                Map.of(),
                """
                source(output(id as integer), allowSchemaDrift: false) ~> People
                People assert(expectTrue(id < 2, false, 'small'), expectTrue(id < 3, false, 'tiny')) ~> Asserted
                """);
        Path sample = write("sample.json", "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");

        assertThat(main("preview", "--dataflow", "Strict", "--stream", "Asserted", "--sample", "People=" + sample))
                .as(complained())
                .isZero();
        assertThat(printed())
                .isEqualTo(
                        """
                        id      | failed
                        integer | assertions
                        --------+------------
                              1 |
                              2 | small
                              3 | small, tiny
                        3 rows.
                        """);
    }

    @Test
    void wrongNamesAreAnsweredBeforeAnythingStarts() throws IOException {
        Path sample = write("sample.json", "[]");

        assertThat(main("preview", "--dataflow", "People", "--stream", "Sme")).isEqualTo(2);
        assertThat(complained())
                .isEqualTo("error [InvalidOptionValue] Data flow 'People' has no stream 'Sme'."
                        + " Did you mean 'Some'?\n");
        assertThat(main("preview", "--dataflow", "People", "--stream", "Some", "--parameter", "last=1"))
                .isEqualTo(2);
        assertThat(complained())
                .isEqualTo("error [InvalidOptionValue] Data flow 'People' has no parameter 'last'."
                        + " Did you mean 'least'?\n");
        assertThat(main("preview", "--dataflow", "People", "--stream", "Some", "--sample", "Peple=" + sample))
                .isEqualTo(2);
        assertThat(complained())
                .isEqualTo("error [InvalidOptionValue] Data flow 'People' has no source 'Peple'."
                        + " Did you mean 'People'?\n");
    }

    @Test
    void testPrintsWhatDiffersAndCounts() throws IOException {
        SharedSpark.session();
        String input = "{\"id\":1,\"name\":\"ann\"}\n{\"id\":2,\"name\":\"bob\"}\n";
        write("tests/People/good/input/People.json", input);
        write("tests/People/good/expected/Some.json", input);
        write("tests/People/bad/input/People.json", input);
        write("tests/People/bad/expected/Some.json", input.replace("bob", "rob"));
        String tests = directory.resolve("tests").toString();

        assertThat(main("test", "--tests", tests)).isEqualTo(1);
        assertThat(printed())
                .isEqualTo(
                        """
                        FAILED  People/bad
                                stream 'Some', row 2: column 'name': expected "rob", was "bob".
                        ok      People/good
                        2 tests, 1 failed.
                        """);

        write("tests/People/bad/expected/Some.json", input);
        assertThat(main("test", "--tests", tests, "--dataflow", "people")).isZero();
        assertThat(printed()).endsWith("2 tests, 0 failed.\n");

        factory.dataFlow("Other", Map.of("People", "In"), Map.of("Out", "Out"), SCRIPT);
        assertThat(main("test", "--tests", tests, "--dataflow", "Other")).isEqualTo(2);
        assertThat(complained())
                .isEqualTo("error [InvalidOptionValue] There are no tests of data flow 'Other' in '" + tests + "'.\n");
    }

    private void aDatasetWithoutDefaults() throws IOException {
        factory.write(
                        "dataset/Place.json",
                        """
                        {"name": "Place", "properties": {
                          "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"},
                          "type": "Json", "parameters": {"folder": {"type": "string"}, "file": {"type": "string"}},
                          "typeProperties": {"location": {"type": "AzureBlobStorageLocation", "container": "c",
                            "folderPath": {"value": "@dataset().folder", "type": "Expression"},
                            "fileName": {"value": "@dataset().file", "type": "Expression"}}}}}
                        """)
                .dataFlow("Placed", Map.of("People", "Place"), Map.of("Out", "Place"), SCRIPT)
                .pipeline(
                        "Runs",
                        FactoryFiles.executeDataFlow("Flow", "Placed", "{}", "")
                                .replace(
                                        "\"parameters\": {}",
                                        "\"datasetParameters\": {\"People\": {\"file\": \"x\"}}"));
        write("local/Blob/c/in/people.json", "{\"id\":1,\"name\":\"ann\"}\n");
    }

    /** What an activity will give is not known to a check of the data flow, and no mistake of it. */
    @Test
    void parametersOfDatasetsAreUnknownToADataFlowByItself() throws IOException {
        aDatasetWithoutDefaults();

        assertThat(main("check", "--local", "--dataflow", "Placed"))
                .as(complained())
                .isZero();
        assertThat(main("check", "--dataflow", "Placed", "--local", "--dataset-parameter", "People.file=a.json"))
                .as(complained())
                .isZero();
    }

    @Test
    void parametersOfDatasetsAreGivenByStreamAndName() throws IOException {
        aDatasetWithoutDefaults();
        String local = directory.resolve("local").toString();

        assertThat(main("preview", "--dataflow", "Placed", "--stream", "Some", "--local", local))
                .isEqualTo(3);
        assertThat(complained())
                .contains("error [InvalidParameter] Parameter 'folder' of dataset 'Place', which 'People' uses, has no"
                        + " default and is not given. Pass --dataset-parameter People.folder=<value>.")
                .contains("Parameter 'file' of dataset 'Place'");
        assertThat(main(
                        "preview",
                        "--dataflow",
                        "Placed",
                        "--stream",
                        "Some",
                        "--local",
                        local,
                        "--dataset-parameter",
                        "People.folder=in",
                        "--dataset-parameter",
                        "People.FILE=people.json"))
                .as(complained())
                .isZero();
        assertThat(printed()).contains("ann");
        assertThat(main("explain", "--dataflow", "Placed", "--dataset-parameter", "Out.folder=x"))
                .as(complained())
                .isZero();
    }

    @Test
    void unknownStreamsAndParametersOfDatasetsAreMistakesOfTheCommandLine() throws IOException {
        aDatasetWithoutDefaults();

        assertThat(main("check", "--dataflow", "Placed", "--dataset-parameter", "Peple.file=x"))
                .isEqualTo(2);
        assertThat(complained())
                .isEqualTo("error [InvalidOptionValue] Data flow 'Placed' has no source or sink 'Peple' with a dataset."
                        + " Did you mean 'People'?\n");
        assertThat(main("explain", "--dataflow", "Placed", "--dataset-parameter", "People.fille=x"))
                .isEqualTo(2);
        assertThat(complained())
                .isEqualTo("error [InvalidOptionValue] Dataset 'Place' of 'People' has no parameter 'fille'. Did you"
                        + " mean 'file'?\n");
        assertThat(main("check", "--dataset-parameter", "People.file=x")).isEqualTo(2);
        assertThat(complained()).contains("--dataset-parameter is given without --dataflow");
        assertThat(main("check", "--dataflow", "Placed", "--dataset-parameter", "People.file"))
                .isEqualTo(2);
        assertThat(complained()).contains("--dataset-parameter is 'People.file'; it must be STREAM.NAME=VALUE.");
    }

    @Test
    void anActivityThatGivesNoneIsToldSo() throws IOException {
        aDatasetWithoutDefaults();

        assertThat(main("check", "--local", "--pipeline", "Runs")).isEqualTo(3);
        assertThat(complained())
                .contains("pipeline/Runs.json:3:33: error [InvalidParameter] Parameter 'folder' of dataset 'Place',"
                        + " which 'People' uses, has no default and is not given. Add it to 'People' in"
                        + " 'datasetParameters' of the activity's data flow.")
                .contains("Parameter 'folder' of dataset 'Place', which 'Out' uses")
                .doesNotContain("Parameter 'file' of dataset 'Place', which 'People' uses")
                .doesNotContain("dataset/Place.json");
    }

    /** An inline store without a linked service, as the lake database of a workspace is. */
    @Test
    void aStoreThatIsNotSupportedIsNotCalledUnbound() {
        factory.dataFlow(
                "Lake",
                "MappingDataFlow",
                "{\"name\": \"S\"}",
                "{\"name\": \"K\", \"dataset\": {\"referenceName\": \"Out\", \"type\": \"DatasetReference\"}}",
                "",
                "source(allowSchemaDrift: true, format: 'table', store: 'synapse', tableName: 't') ~> S\nS sink() ~> K");

        assertThat(main("check", "--local", "--dataflow", "Lake")).isEqualTo(4);
        assertThat(complained())
                .contains("error [UnsupportedLinkedService] 'S' is of store 'synapse', which data flows cannot use in"
                        + " this version. Data flows read and write through CosmosDb")
                .doesNotContain("bound");
    }

    /** What fails in a task of Spark is the data's fault, in a preview as in a run. */
    @Test
    void aPreviewOfRowsThatFailAnAssertionSaysSo() throws IOException {
        factory.dataFlow(
                "Asserted",
                Map.of("People", "In"),
                Map.of("Out", "Out"),
                SCRIPT.replace(
                        "Some alterRow",
                        "Some assert(expectTrue(id > 5, false, 'big'), abort: true) ~> Sure\nSure alterRow"));
        write("local/Blob/c/in/people.json", "{\"id\":1,\"name\":\"ann\"}\n");
        String local = directory.resolve("local").toString();

        assertThat(main("preview", "--dataflow", "Asserted", "--stream", "Sure", "--local", local))
                .isEqualTo(1);
        assertThat(complained()).contains("error [AssertFailed]").contains("big");
    }
}
