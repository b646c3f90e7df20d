package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFlowActivityTest {

    private static final String SCRIPT =
            """
            parameters{
                least as integer (0)
            }
            source(output(id as integer, name as string),
                allowSchemaDrift: true,
                validateSchema: false,
                ignoreNoFilesFound: false) ~> People
            People filter(id >= $least) ~> Some
            Some derive(name = upper(name)) ~> Loud
            Loud split(id > 2,
                disjoint: false) ~> ById@(High, Low)
            ById@High sink(allowSchemaDrift: true,
                validateSchema: false,
                partitionFileNames:['high.json'],
                partitionBy('hash', 1),
                saveOrder: 1) ~> ToHigh
            ById@Low sink(allowSchemaDrift: true,
                validateSchema: false,
                partitionFileNames:['low.json'],
                partitionBy('hash', 1)) ~> ToLow
            """;

    @TempDir
    Path directory;

    private LocalRuns runs;

    @BeforeEach
    void factory() {
        runs = LocalRuns.in(directory);
        FactoryFiles.in(runs.factory())
                .file(
                        "In",
                        "DelimitedText",
                        "in",
                        "people.csv",
                        "\"columnDelimiter\": \",\"",
                        "\"firstRowAsHeader\": true")
                .file("High", "Json", "high", "")
                .file("Low", "Json", "low", "")
                .dataFlow("People", Map.of("People", "In"), Map.of("ToHigh", "High", "ToLow", "Low"), SCRIPT)
                .pipeline("Split", executeDataFlow("Flow", "People", "{\"least\": \"1 + 1\"}", ""));
        runs.file("Blob/c/in/people.csv", "id,name,extra\n1,ann,x\n2,bob,y\n3,cem,z\n4,,w\n");
    }

    private List<String> lines(String path) throws IOException {
        return Files.readAllLines(runs.local("Blob/c/" + path));
    }

    /** The pipeline says the value, and it is to be changed there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"'abc'\" | 3 | InvalidParameter | Parameter 'least' of the data flow is integer,",
                "\"1 +\" | 3 | ScriptSyntax | In the value of parameter 'least': ",
                "\"wrong(1)\" | 3 | UnknownFunction | In the value of parameter 'least': ",
                "{\"value\": \"'abc'\", \"type\": \"Expression\"} | 13 | InvalidParameter | Parameter 'least' of the"
            })
    void aWrongValueOfAParameterIsToldWhereThePipelineHasIt(String value, int column, ErrorCode code, String message) {
        FactoryFiles.in(runs.factory())
                .pipeline("Split", executeDataFlow("Flow", "People", "\n{\"least\":\n  " + value + "}", ""));

        List<Issue> issues = runs.job("Split").check();

        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.message()).startsWith(message);
            assertThat(issue.span())
                    .isEqualTo(new Span(
                            runs.factory().resolve("pipeline/Split.json").toString(), 5, column));
        });
    }

    @Test
    void rowsGoThroughTheDataFlowToTheirSinks() throws IOException {
        PipelineResult result = runs.run("Split");

        assertThat(result.failures()).isEmpty();
        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(lines("high/high.json"))
                .containsExactly("{\"id\":3,\"name\":\"CEM\",\"extra\":\"z\"}", "{\"id\":4,\"extra\":\"w\"}");
        assertThat(lines("low/low.json")).containsExactly("{\"id\":2,\"name\":\"BOB\",\"extra\":\"y\"}");
    }

    @Test
    void theOutputHasTheRowsOfEachSinkAndSource() {
        JsonNode metrics = runs.run("Split")
                .record()
                .activities()
                .get(0)
                .output()
                .path("runStatus")
                .path("metrics");

        assertThat(metrics.path("ToHigh").path("rowsWritten").asLong()).isEqualTo(2);
        assertThat(metrics.path("ToLow").path("rowsWritten").asLong()).isEqualTo(1);
        assertThat(metrics.path("ToHigh")
                        .path("sources")
                        .path("People")
                        .path("rowsRead")
                        .asLong())
                .isEqualTo(4);
    }

    /** People by a data flow of this script, with sinks {@code ToHigh} and {@code ToLow}. */
    private PipelineResult run(String script, String more) {
        FactoryFiles.in(runs.factory())
                .dataFlow("People", Map.of("People", "In"), Map.of("ToHigh", "High", "ToLow", "Low"), script)
                .pipeline("Split", executeDataFlow("Flow", "People", "{}", more));
        return runs.run("Split");
    }

    private static final String SOURCE =
            "source(output(id as integer, name as string), allowSchemaDrift: false) ~> People\n";

    private static String sink(String stream, String name, String more) {
        return stream + " sink(allowSchemaDrift: true" + more + ", partitionFileNames:['"
                + (name.equals("ToHigh") ? "high" : "low") + ".json'], partitionBy('hash', 1)) ~> " + name + "\n";
    }

    @Test
    void aFailedAssertionEndsTheRunIfItSaysSo() {
        PipelineResult result = run(
                SOURCE
                        + "People assert(expectTrue(!isNull(name), false, 'named', null, concat('row ', toString(id))),"
                        + " abort: true) ~> Checked\n"
                        + sink("Checked", "ToHigh", "")
                        + sink("Checked", "ToLow", ""),
                "");

        assertThat(result.failures()).hasSize(1);
        assertThat(result.failures().get(0).code()).isEqualTo(ErrorCode.AssertFailed);
        assertThat(result.failures().get(0)).hasMessage("A row failed the assertion 'named' of 'Checked': row 4");
        assertThat(runs.local("Blob/c/high")).doesNotExist();
    }

    @Test
    void rowsThatFailedAnAssertionAreWrittenUnlessTheSinkIgnoresThem() throws IOException {
        PipelineResult result = run(
                SOURCE
                        + "People assert(expectTrue(!isNull(name), false, 'named')) ~> Checked\n"
                        + sink("Checked", "ToHigh", ", ignoreAssertFailedRows: true")
                        + sink("Checked", "ToLow", ""),
                "");

        assertThat(result.failures()).isEmpty();
        assertThat(lines("high/high.json")).hasSize(3);
        assertThat(lines("low/low.json")).hasSize(4);
    }

    @Test
    void aCacheSinkGivesItsRowsToTheOutputOfTheActivity() {
        JsonNode status = run(
                        SOURCE
                                + "People aggregate(total = count(id)) ~> Total\n"
                                + "Total sink(store: 'cache', format: 'inline', output: true, saveOrder: 1) ~> Counted\n"
                                + "People derive(all = Counted#output().total) ~> Known\n"
                                + sink("Known", "ToHigh", "")
                                + sink("Known", "ToLow", ""),
                        "")
                .record()
                .activities()
                .get(0)
                .output()
                .path("runStatus");

        assertThat(status.path("output").path("Counted").path("value").toString())
                .isEqualTo("[{\"total\":4}]");
        assertThat(status.path("metrics").path("ToHigh").path("rowsWritten").asLong())
                .isEqualTo(4);
    }

    @Test
    void aSinkWithoutRowsIsNotInTheMetrics() {
        JsonNode metrics = run(
                        SOURCE
                                + "People split(id > 100, disjoint: false) ~> ById@(High, Low)\n"
                                + sink("ById@High", "ToHigh", "")
                                + sink("ById@Low", "ToLow", ""),
                        "")
                .record()
                .activities()
                .get(0)
                .output()
                .path("runStatus")
                .path("metrics");

        assertThat(metrics.has("ToHigh")).isFalse();
        assertThat(metrics.path("ToLow").path("rowsWritten").asLong()).isEqualTo(4);
    }

    @Test
    void otherSinksGoOnAfterAFailureOnlyIfTheActivitySaysSo() throws IOException {
        String script = SOURCE
                + "People assert(expectTrue(id < 4, false, 'small', null, 'too large'), abort: true) ~> Checked\n"
                + sink("Checked", "ToHigh", "")
                + sink("People", "ToLow", "");

        assertThat(run(script, "").failures()).hasSize(1);
        assertThat(runs.local("Blob/c/low/low.json")).doesNotExist();

        assertThat(run(script, ", \"continueOnError\": true").failures()).hasSize(1);
        assertThat(lines("low/low.json")).hasSize(4);
    }

    @Test
    void sinksOfOneGroupMayBeWrittenAtTheSameTime() throws IOException {
        PipelineResult result =
                run(SOURCE + sink("People", "ToHigh", "") + sink("People", "ToLow", ""), ", \"runConcurrently\": true");

        assertThat(result.failures()).isEmpty();
        assertThat(lines("high/high.json")).hasSize(4);
        assertThat(lines("low/low.json")).hasSize(4);
    }

    @Test
    void aKeyIsTheSameInEverySink() throws IOException {
        PipelineResult result = run(
                SOURCE
                        + "People derive(token = uuid()) ~> Tokens\n"
                        + "Tokens keyGenerate(output(key as long), startAt: 10L) ~> Keyed\n"
                        + sink("Keyed", "ToHigh", "")
                        + sink("Keyed", "ToLow", ""),
                "");

        assertThat(result.failures()).isEmpty();
        assertThat(lines("high/high.json")).hasSize(4).first().asString().contains("\"key\":10");
        assertThat(lines("low/low.json")).containsExactlyInAnyOrderElementsOf(lines("high/high.json"));
    }

    @Test
    void aMissingParameterIsReportedBeforeAnythingIsRead() {
        FactoryFiles.in(runs.factory())
                .dataFlow(
                        "People",
                        Map.of("People", "In"),
                        Map.of("ToHigh", "High"),
                        "parameters{\n least as integer\n}\n" + SOURCE + "People filter(id > $least) ~> F\n"
                                + sink("F", "ToHigh", ""))
                .pipeline("Split", executeDataFlow("Flow", "People", "{}", ""));

        PipelineResult result = runs.run("Split");

        assertThat(result.failures()).hasSize(1);
        assertThat(result.failures().get(0).code()).isEqualTo(ErrorCode.InvalidParameter);
    }

    @Test
    void deltaNeedsNothingOfTheUsersSession() {
        SparkSession users = SharedSpark.session().newSession();
        users.conf().set("spark.databricks.delta.requiredSparkConfsCheck.enabled", "true");
        FactoryFiles.in(runs.factory())
                .dataFlow(
                        "ToDelta",
                        "MappingDataFlow",
                        "{\"name\": \"People\", \"dataset\": {\"referenceName\": \"In\", \"type\": \"DatasetReference\"}}",
                        "{\"name\": \"Out\", \"linkedService\": {\"referenceName\": \"Blob\", \"type\": \"LinkedServiceReference\"}}",
                        "",
                        SOURCE
                                + "People sink(allowSchemaDrift: true, format: 'delta', container: 'c', folderPath: 'delta',"
                                + " deletable: false, insertable: true, updateable: false, upsertable: false) ~> Out\n")
                .pipeline("Delta", executeDataFlow("Flow", "ToDelta", "{}", ""));

        PipelineResult result = runs.job("Delta").run(users, Map.of());

        assertThat(result.failures()).isEmpty();
        assertThat(runs.local("Blob/c/delta/_delta_log")).isDirectory();
    }
}
