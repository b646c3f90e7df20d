package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pipelines that run other pipelines: {@code P}, whose activity {@code Call} runs {@code Child}.
 *
 * <p>Source: Microsoft Learn, control-flow-execute-pipeline-activity, tutorial-pipeline-return-value,
 * control-flow-system-variables.
 */
class CalledPipelinesTest {

    private static final String PARAMETERS =
            "\"word\": {\"type\": \"string\", \"defaultValue\": \"w\"}, \"number\": {\"type\": \"int\", \"defaultValue\": 1}";

    private static final String UPSERT = "{'type': 'CosmosDbSqlApiSink', 'writeBehavior': 'upsert'}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void anEmptyFactory() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory());
    }

    /** With single quotes for double ones, and backquotes for single ones. */
    private static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'');
    }

    private void pipeline(String name, String parameters, String... activities) {
        factory.write(
                "pipeline/" + name + ".json",
                """
                {"name": "%s", "properties": {"parameters": {%s}, "variables": {"seen": {"type": "Array", "defaultValue": []}},
                  "activities": [%s]}}"""
                        .formatted(name, parameters, json(String.join(",", activities))));
    }

    /** @param more members of the type properties, each with a comma before it */
    private static String call(String name, String pipeline, String more) {
        return "{'name': '" + name + "', 'type': 'ExecutePipeline', 'typeProperties': {'pipeline': {'referenceName': '"
                + pipeline + "', 'type': 'PipelineReference'}" + more + "}}";
    }

    private static String returning(String pairs) {
        return "{'name': 'Return', 'type': 'SetVariable', 'typeProperties': {'variableName': 'pipelineReturnValue',"
                + " 'setSystemVariable': true, 'value': [" + pairs + "]}}";
    }

    private static String returned(String key, String expression) {
        return "{'key': '" + key + "', 'value': {'type': 'Expression', 'content': '" + expression + "'}}";
    }

    private static final String FAILING =
            "{'name': 'Stop', 'type': 'Fail', 'typeProperties': {'message': 'no more', 'errorCode': 'E7'}}";

    private static ActivityRecord record(PipelineResult result, String path) {
        return result.record().activity(path).orElseThrow();
    }

    private RunRecord called(PipelineResult result, String path) {
        return runs.state()
                .load(record(result, path).output().get("pipelineRunId").asText());
    }

    private List<RunRecord> allOf(String pipeline) {
        Predicate<RunRecord> wanted = run -> run.pipeline().equals(pipeline);
        return runs.state().runs(wanted, Integer.MAX_VALUE);
    }

    private List<String> check(String pipeline) {
        return runs.job(pipeline).check().stream().map(Issue::toString).toList();
    }

    @Test
    void argumentsGoInAndValuesComeBack() {
        pipeline(
                "Child",
                PARAMETERS,
                returning(
                        returned("both", "@concat(pipeline().parameters.word, string(pipeline().parameters.number))")));
        pipeline(
                "P",
                "",
                call("Call", "Child", ", 'parameters': {'word': '@toUpper(`ab`)'}"),
                "{'name': 'Keep', 'type': 'AppendVariable', 'dependsOn': [{'activity': 'Call',"
                        + " 'dependencyConditions': ['Succeeded']}], 'typeProperties': {'variableName': 'seen',"
                        + " 'value': '@activity(`Call`).output.pipelineReturnValue.both'}}");

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).isEmpty();
        assertThat(record(result, "Keep").output().get("value").asText()).isEqualTo("AB1");
        JsonNode output = record(result, "Call").output();
        assertThat(output.get("pipelineName").asText()).isEqualTo("Child");
        assertThat(output.get("pipelineReturnValue").toString()).isEqualTo("{\"both\":\"AB1\"}");
        RunRecord child = called(result, "Call");
        assertThat(child.pipeline()).isEqualTo("Child");
        assertThat(child.status()).isEqualTo(RunStatus.Succeeded);
        assertThat(child.parameters().toString()).isEqualTo("{\"word\":\"AB\",\"number\":1}");
        assertThat(child.origin().caller())
                .contains(new RunRecord.Caller(
                        result.record().runId(), "Call", result.record().runId()));
    }

    /** Types and the form of an object: tutorial-pipeline-return-value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {'type': 'String', 'content': 'x'}                                             | "x"
            {'type': 'Expression', 'content': '@add(1, 2)'}                                | 3
            {'type': 'Expression', 'content': 'is @{add(1, 2)}'}                           | "is 3"
            {'type': 'Expression', 'content': '@variables(`seen`)'}                        | []
            {'type': 'Array', 'content': ['a', 'b']}                                       | ["a","b"]
            {'type': 'Array', 'content': [{'type': 'String', 'content': 'a'}]}             | ["a"]
            {'type': 'Boolean', 'content': true}                                           | true
            {'type': 'Null'}                                                               | null
            {'type': 'Int', 'content': 42}                                                 | 42
            {'type': 'Float', 'content': 2.71828}                                          | 2.71828
            {'type': 'Object', 'content': [{'key': 'a', 'value': {'type': 'String', 'content': 'hi'}}]} | {"a":"hi"}
            """)
    void valuesComeBackInTheirTypes(String value, String expected) {
        pipeline("Child", "", returning("{'key': 'k', 'value': " + value + "}"));
        pipeline("P", "", call("Call", "Child", ""));

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).isEmpty();
        assertThat(record(result, "Call").output().at("/pipelineReturnValue/k")).hasToString(expected);
    }

    @Test
    void theOtherPipelineKnowsWhoHasCalledIt() {
        pipeline(
                "Child",
                "",
                returning(returned("type", "@pipeline().TriggerType") + ","
                        + returned("name", "@pipeline()?.TriggeredByPipelineName") + ","
                        + returned("id", "@pipeline()?.TriggeredByPipelineRunId") + ","
                        + returned("group", "@pipeline().GroupId") + "," + returned("own", "@pipeline().RunId")));
        pipeline("Middle", "", call("Inner", "Child", ""), returning(returned("id", "@pipeline().RunId")));
        pipeline("P", "", call("Call", "Middle", ""));

        PipelineResult result = runs.run("P");

        RunRecord middle = called(result, "Call");
        JsonNode inner = middle.activity("Inner").orElseThrow().output();
        JsonNode values = inner.get("pipelineReturnValue");
        assertThat(values.get("type").asText()).isEqualTo("PipelineActivity");
        assertThat(values.get("name").asText()).isEqualTo("Middle");
        assertThat(values.get("id").asText()).isEqualTo(middle.runId());
        assertThat(values.get("group").asText()).isEqualTo(result.record().runId());
        assertThat(values.get("own")).isEqualTo(inner.get("pipelineRunId"));
    }

    @Test
    void aFailureInsideFailsTheActivityWithItsCode() {
        pipeline("Child", "", FAILING);
        pipeline("P", "", call("Call", "Child", ""));

        PipelineResult result = runs.run("P");

        assertThat(result.record().status()).isEqualTo(RunStatus.Failed);
        RunRecord child = allOf("Child").get(0);
        assertThat(record(result, "Call").error()).hasValueSatisfying(error -> {
            assertThat(error.code()).isEqualTo("E7");
            assertThat(error.message())
                    .isEqualTo("Run " + child.runId() + " of pipeline 'Child' failed: Activity 'Stop' failed: no more");
        });
        assertThat(child.status()).isEqualTo(RunStatus.Failed);
    }

    @Test
    void aRunThatIsNotWaitedForFailsByItself() {
        pipeline(
                "Child",
                "",
                "{'name': 'Wait', 'type': 'Wait', 'typeProperties': {'waitTimeInSeconds': 1}}",
                FAILING.replace("'typeProperties'", "'dependsOn': [{'activity': 'Wait'}], 'typeProperties'"));
        pipeline("P", "", call("Call", "Child", ", 'waitOnCompletion': false"));

        PipelineResult result = runs.run("P");

        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        RunRecord child = called(result, "Call");
        assertThat(child.status()).isEqualTo(RunStatus.Failed);
        assertThat(child.end()).isAfter(result.record().end());
        assertThat(result.failures()).singleElement().satisfies(why -> assertThat(why)
                .hasMessage("Run " + child.runId()
                        + " of pipeline 'Child', which activity 'Call' does not wait for, failed: Activity 'Stop'"
                        + " failed: no more"));
    }

    @Test
    void itemsMayCallTheSamePipelineAtTheSameTime() {
        pipeline("Child", PARAMETERS, returning(returned("n", "@pipeline().parameters.number")));
        pipeline(
                "P",
                "",
                "{'name': 'Loop', 'type': 'ForEach', 'typeProperties': {'items': '@range(0, 20)', 'batchCount': 10,"
                        + " 'activities': [" + call("Call", "Child", ", 'parameters': {'number': '@item()'}") + "]}}");

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).isEmpty();
        assertThat(allOf("Child")).hasSize(20).allMatch(run -> run.status() == RunStatus.Succeeded);
        assertThat(record(result, "Loop[7]/Call")
                        .output()
                        .at("/pipelineReturnValue/n")
                        .asInt())
                .isEqualTo(7);
        assertThat(runs.run("Child").failures()).isEmpty();
    }

    /** In local mode a container, a database and a table are made, and filled, when they are first used. */
    @Test
    void calledPipelinesShareTheStoresOfLocalMode() {
        runs.file("Db/Rows.csv", "id:int\n1\n2\n");
        runs.file("Blob/c/in/documents.json", "{\"id\": \"1\"}");
        factory.linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .dataset("Rows", "AzureSqlTable", "Db", "{\"tableName\": \"Rows\"}")
                .file("Documents", "Json", "in", "documents.json")
                .container("Items", "items");
        pipeline(
                "Child",
                "",
                FactoryFiles.copy("Write", "Documents", "{'type': 'JsonSource'}", "Items", UPSERT),
                FactoryFiles.copy("Read", "Rows", "{'type': 'AzureSqlSource'}", "Items", UPSERT));
        pipeline(
                "P",
                "",
                "{'name': 'Loop', 'type': 'ForEach', 'typeProperties': {'items': '@range(0, 6)', 'activities': ["
                        + call("Call", "Child", "") + "]}}");

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).isEmpty();
        assertThat(runs.remarks().stream().filter(remark -> remark.contains("made container")))
                .hasSize(1);
        assertThat(allOf("Child"))
                .hasSize(6)
                .allMatch(run -> run.activity("Read")
                                .orElseThrow()
                                .output()
                                .get("rowsCopied")
                                .asInt()
                        == 2);
    }

    @Test
    void aRunElsewhereKeepsItsPipeline() {
        pipeline("Child", "");
        pipeline("P", "", call("Call", "Child", ""));
        try (RunLock other = runs.state().lock("Child", Optional.empty(), "elsewhere")) {
            PipelineResult result = runs.run("P");
            assertThat(result.failures()).singleElement().satisfies(why -> {
                assertThat(why.code()).isEqualTo(ErrorCode.RunInProgress);
                assertThat(why).hasMessageContaining("elsewhere");
            });
        }
        assertThat(runs.run("P").failures()).isEmpty();
    }

    @Test
    void secureInputIsNotShown() {
        pipeline("Child", PARAMETERS, returning(returned("length", "@length(pipeline().parameters.word)")));
        pipeline(
                "P",
                "",
                call("Call", "Child", ", 'parameters': {'word': 'geheim'}")
                        .replace("'typeProperties'", "'policy': {'secureInput': true}, 'typeProperties'"));

        PipelineResult result = runs.run("P");

        assertThat(record(result, "Call")
                        .output()
                        .at("/pipelineReturnValue/length")
                        .asInt())
                .isEqualTo(6);
        assertThat(called(result, "Call").parameters().toString()).isEqualTo("{\"word\":\"***\",\"number\":\"***\"}");
    }

    @Test
    void whoCancelsTheOneCancelsTheOther() {
        pipeline("Child", "", "{'name': 'Wait', 'type': 'Wait', 'typeProperties': {'waitTimeInSeconds': 600}}");
        for (String waits : List.of("true", "false")) {
            pipeline("P", "", call("Call", "Child", ", 'waitOnCompletion': " + waits));
            AtomicBoolean cancelled = new AtomicBoolean();
            RunOptions options = RunOptions.NONE.withCancelled(() -> {
                cancelled.compareAndSet(
                        false,
                        allOf("Child").stream()
                                .flatMap(run -> run.activities().stream())
                                .anyMatch(activity -> activity.status() == RunStatus.InProgress));
                return cancelled.get();
            });

            PipelineResult result = runs.run("P", options);

            assertThat(allOf("Child").get(0).status()).isEqualTo(RunStatus.Cancelled);
            if (waits.equals("true")) {
                assertThat(result.record().status()).isEqualTo(RunStatus.Cancelled);
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void aRerunRepeatsWhatWasCalled() {
        pipeline("Child", "", returning(returned("own", "@pipeline().RunId")));
        pipeline("P", "", call("Call", "Child", ""));
        PipelineResult first = runs.run("P");

        PipelineResult again = runs.job("P")
                .rerun(
                        SharedSpark.session(),
                        new Rerun(first.record(), Optional.empty()),
                        Map.of(),
                        RunOptions.NONE.withState(runs.state()),
                        RunListener.NONE);

        assertThat(called(again, "Call").origin().rerunOf())
                .contains(called(first, "Call").runId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Childe | | [MissingReference] There is no pipeline 'Childe'. Did you mean 'Child'?",
                "P | | [InvalidDependency] Pipeline 'P' would call itself for ever: 'P' calls 'P'.",
                "Back | | [InvalidDependency] Pipeline 'P' would call itself for ever: 'P' calls 'Back' calls 'P'.",
                "Child | | [InvalidParameter] Parameter 'must' of pipeline 'Child' has no default and is not given.",
                "Child | , 'parameters': {'must': 'x', 'number': 'two'} |"
                        + " [InvalidParameter] Parameter 'number' of pipeline 'Child' takes Int, not a text.",
                "Child | , 'parameters': {'must': 'x', 'mist': 1} |"
                        + " [InvalidParameter] pipeline 'Child' has no parameter 'mist'. Did you mean 'must'?",
                "Child | , 'parameters': {'must': 'x'}, 'waitOnCompletion': 'maybe' |"
                        + " [InvalidProperty] 'waitOnCompletion' of activity 'Call' must be true or false",
                "Wrong | | [MissingProperty] 'waitTimeInSeconds' of activity 'Bad' is missing."
            })
    void whatIsWrongIsSaid(String callee, String more, String expected) {
        pipeline("Child", PARAMETERS + ", \"must\": {\"type\": \"string\"}");
        pipeline("Back", "", call("Again", "P", ""));
        pipeline("Wrong", "", "{'name': 'Bad', 'type': 'Wait', 'typeProperties': {}}");
        pipeline("P", "", call("Call", callee, more == null ? "" : more));

        assertThat(check("P")).singleElement().satisfies(issue -> assertThat(issue)
                .contains(expected));
    }

    @Test
    void nothingRunsOfAPipelineWhoseArgumentsAreWrongInTheRun() {
        pipeline(
                "Child",
                PARAMETERS,
                "{'name': 'First', 'type': 'AppendVariable', 'typeProperties': {'variableName': 'seen', 'value': 1}}",
                "{'name': 'Wait', 'type': 'Wait', 'dependsOn': [{'activity': 'First'}],"
                        + " 'typeProperties': {'waitTimeInSeconds': '@pipeline().parameters.number'}}");
        pipeline(
                "P",
                "\"n\": {\"type\": \"int\"}",
                call("Call", "Child", ", 'parameters': {'number': '@pipeline().parameters.n'}"));
        assertThat(check("P")).isEmpty();

        assertThatThrownBy(() -> runs.run("P", Map.of("n", "-1")))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("'waitTimeInSeconds' of activity 'Wait' must be");
        assertThat(allOf("Child")).isEmpty();
    }

    @Test
    void whatIsCalledTwiceIsWrongOnce() {
        pipeline("Wrong", "", "{'name': 'Bad', 'type': 'Wait', 'typeProperties': {}}");
        pipeline("P", "", call("Call", "Wrong", ""), call("Again", "Wrong", ""));

        assertThat(check("P")).hasSize(1);
    }
}
