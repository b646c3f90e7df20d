package io.cosmosdataflow.api.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class DataFlowTestsTest {

    private static final String SCRIPT =
            """
            parameters{
                least as integer (0)
            }
            source(output(id as integer, name as string, born as date 'dd.MM.yyyy'),
                allowSchemaDrift: true) ~> People
            source(output(id as integer, city as string), allowSchemaDrift: false) ~> Cities
            People filter(id >= $least) ~> Some
            Some alterRow(deleteIf(id > 2), upsertIf(true())) ~> Marked
            Marked split(id > 1, disjoint: false) ~> ById@(High, Low)
            Some, Cities join(People@id == Cities@id, joinType: 'left') ~> Joined
            Some sort(desc(id, true)) ~> Sorted
            Sorted select(mapColumn(id)) ~> Ids
            Marked sink(allowSchemaDrift: true, deletable: true, upsertable: true) ~> Out
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void factory() {
        FactoryFiles.in(directory.resolve("factory"))
                .file("In", "Json", "in", "")
                .file("Out", "Json", "out", "")
                .dataFlow("People", Map.of("People", "In", "Cities", "In"), Map.of("Out", "Out"), SCRIPT);
        file("input/People.json", "{\"id\":1,\"name\":\"ann\",\"born\":\"31.01.2000\"}\n{\"id\":2,\"extra\":\"x\"}\n");
    }

    private void file(String path, String text) {
        try {
            Path file = directory.resolve("tests/People/case").resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> run() {
        List<DataFlowTest> tests = DataFlowTest.find(directory.resolve("tests"));
        assertThat(tests).extracting(DataFlowTest::name).containsExactly("People/case");
        return tests.get(0).run(DataFactory.load(directory.resolve("factory")), SharedSpark.session());
    }

    @Test
    void aTestPassesWhoseRowsAreExpected() {
        file("parameters.json", "{\"least\": \"1 + 1\"}");
        file("expected/Some.json", "[{\"id\": 2, \"name\": null, \"born\": null, \"extra\": \"x\"}]");
        file(
                "expected/Out.json",
                "[{\"id\": 2, \"name\": null, \"born\": null, \"extra\": \"x\", \"$policy\": \"upsert\"}]");

        assertThat(run()).isEmpty();
    }

    @Test
    void theStreamTheRowAndTheColumnThatDifferAreNamed() {
        file(
                "expected/ById@Low.json",
                "[{\"id\": 1, \"name\": \"bob\", \"born\": \"2000-01-31\", \"extra\": null, \"$policy\": \"delete\"}]");

        assertThat(run())
                .containsExactly(
                        "stream 'ById@Low', row 1: column 'name': expected \"bob\", was \"ann\".",
                        "stream 'ById@Low', row 1: column '$policy': expected \"delete\", was \"upsert\".");
    }

    @Test
    void theOrderCountsBehindASort() {
        file("expected/Ids.json", "[{\"id\": 1}, {\"id\": 2}]");
        assertThat(run())
                .containsExactly("stream 'Ids', row 1: the stream is sorted, and has this row as number 2: {\"id\":1}");

        file("expected/Ids.json", "[{\"id\": 2}, {\"id\": 1}]");
        assertThat(run()).isEmpty();
    }

    @Test
    void aSourceWithoutRowsSaysWhichFileIsMissing() {
        file("expected/Joined.json", "[]");

        assertThat(run())
                .containsExactly("[FileNotFound] The rows of source 'Cities' are missing: there is no file "
                        + directory.resolve("tests/People/case/input/Cities.json") + ".");
    }

    @Test
    void columnsThatJsonCannotTellApartAreNamed() {
        file("input/Cities.json", "[]");
        file("expected/Joined.json", "[]");

        assertThat(run())
                .containsExactly("[InvalidOptionValue] Stream 'Joined' has two columns 'id', which JSON cannot tell"
                        + " apart. Expect a stream behind a select.");
    }

    @Test
    void unknownStreamsSourcesAndParametersAreAnsweredWithTheNearestNames() {
        file("expected/Sone.json", "[]");
        assertThat(run())
                .containsExactly("[InvalidOptionValue] Data flow 'People' has no stream 'Sone'. Did you mean 'Some'?");

        file("input/Peple.json", "[]");
        file("expected/Sone.json", "");
        assertThat(run().get(0)).contains("has no source 'Peple'. Did you mean 'People'?");

        file("parameters.json", "{\"last\": \"1\"}");
        assertThat(run().get(0)).contains("has no parameter 'last'. Did you mean 'least'?");
    }

    @Test
    void aFileThatIsNoJsonIsReportedAtItsPlace() {
        file("input/People.json", "[{\"id\": 1,\n }]");
        file("expected/Some.json", "[]");

        assertThat(run().get(0))
                .startsWith("[FileMalformed] " + directory.resolve("tests/People/case/input/People.json") + ":2:");
    }

    @Test
    void aTestThatExpectsNothingFails() {
        assertThat(run())
                .containsExactly("Nothing is expected: there is no file <stream>.json in "
                        + directory.resolve("tests/People/case/expected") + ".");
    }

    @Test
    void aFlowletIsTestedByItself() throws IOException {
        FactoryFiles.in(directory.resolve("factory"))
                .dataFlow(
                        "Trim",
                        "Flowlet",
                        "",
                        "",
                        "",
                        """
                        input(output(name as string), order: 0, allowSchemaDrift: false) ~> In
                        In derive(name = trim(name)) ~> Trimmed
                        Trimmed output() ~> Out
                        """);
        Path test = directory.resolve("tests/Trim/blanks");
        Files.createDirectories(test.resolve("input"));
        Files.createDirectories(test.resolve("expected"));
        Files.writeString(test.resolve("input/In.json"), "{\"name\": \" a \"}");
        Files.writeString(test.resolve("expected/Out.json"), "{\"name\": \"a\"}");

        assertThat(new DataFlowTest("Trim", "blanks", test)
                        .run(DataFactory.load(directory.resolve("factory")), SharedSpark.session()))
                .isEmpty();
    }

    @Test
    void aFolderWithoutTestsIsNoTest() {
        assertThatThrownBy(() -> DataFlowTest.find(directory.resolve("none")))
                .isInstanceOf(JobException.class)
                .hasMessage("There are no tests in '" + directory.resolve("none")
                        + "'. A test is a folder <data flow>/<case> with input/ and expected/ in it.");
    }

    @Test
    void underJUnitATestThatFailsIsAnAssertionError() {
        file("expected/Some.json", "[]");
        List<DynamicTest> tests = DataFlowTests.in(
                        directory.resolve("factory"), directory.resolve("tests"), SharedSpark.session())
                .toList();

        assertThat(tests).extracting(DynamicTest::getDisplayName).containsExactly("People/case");
        assertThat(catchThrowable(() -> tests.get(0).getExecutable().execute()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("stream 'Some', a row is not expected: {\"id\":1,");
    }

    @TestFactory
    Stream<DynamicTest> theTestsOfTheDemoPass() {
        SharedSpark.session();
        return DataFlowTests.in(Path.of("conf/demo/factory"), Path.of("conf/demo/tests"));
    }
}
