package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Activities with others inside, and those that work on values of the run.
 *
 * <p>Source: Microsoft Learn, control-flow-if-condition-activity, -switch-, -for-each-, -until-, -filter-,
 * -set-variable-, -append-variable-, -wait- and -fail-activity; tutorial-pipeline-failure-error-handling.
 */
class ControlFlowTest {

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void anEmptyFactory() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory());
    }

    private PipelineResult run(String... activities) {
        return run(Map.of(), activities);
    }

    /** The last activity gives the variable {@code seen}. */
    private PipelineResult run(Map<String, String> parameters, String... activities) {
        write(activities);
        return runs.run("P", parameters);
    }

    private void write(String... activities) {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {
                  "parameters": {"number": {"type": "int", "defaultValue": 3}, "word": {"type": "string", "defaultValue": "b"}},
                  "variables": {"seen": {"type": "Array", "defaultValue": []}, "text": {"type": "String"},
                    "flag": {"type": "Boolean", "defaultValue": false}},
                  "activities": [%s]}}"""
                        .formatted(String.join(",", activities)));
    }

    private static String activity(String name, String type, String typeProperties, String... after) {
        List<String> dependencies = List.of(after).stream()
                .map(each -> each.split(":"))
                .map(each -> "{\"activity\": \"" + each[0] + "\", \"dependencyConditions\": [\""
                        + (each.length == 2 ? each[1] : "Succeeded") + "\"]}")
                .toList();
        return "{\"name\": \"" + name + "\", \"type\": \"" + type + "\", \"dependsOn\": " + dependencies
                + ", \"typeProperties\": {" + typeProperties + "}}";
    }

    private static String expression(String property, String expression) {
        return "\"" + property + "\": {\"value\": \"" + expression + "\", \"type\": \"Expression\"}";
    }

    private static String append(String name, String expression, String... after) {
        return activity(
                name, "AppendVariable", "\"variableName\": \"seen\", " + expression("value", expression), after);
    }

    private static String fail(String name, String... after) {
        return activity(name, "Fail", "\"message\": \"No more.\", \"errorCode\": \"4711\"", after);
    }

    private static ActivityRecord record(PipelineResult result, String path) {
        return result.record()
                .activity(path)
                .orElseThrow(() -> new AssertionError(path + " is not in "
                        + result.record().activities().stream()
                                .map(ActivityRecord::name)
                                .toList()));
    }

    private static List<String> paths(PipelineResult result) {
        return result.record().activities().stream().map(ActivityRecord::name).toList();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @ParameterizedTest
    @CsvSource({"3, If/Yes", "4, If/No"})
    void anIfConditionRunsOneOfItsLists(String number, String path) {
        PipelineResult result = run(
                Map.of("number", number),
                activity(
                        "If",
                        "IfCondition",
                        expression("expression", "@less(pipeline().parameters.number, 4)") + ", \"ifTrueActivities\": ["
                                + append("Yes", "@true") + "], \"ifFalseActivities\": [" + append("No", "@false")
                                + "]"));

        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(paths(result)).containsExactly(path, "If");
    }

    @Test
    void aListThatIsNotThereIsEmpty() {
        PipelineResult result = run(activity("If", "IfCondition", expression("expression", "@equals(1, 1)")));

        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(paths(result)).containsExactly("If");
    }

    @ParameterizedTest
    @CsvSource({"a, Switch/A", "b, Switch/B", "B, Switch/Other", "c, Switch/Other"})
    void aSwitchRunsTheCaseOfItsValue(String word, String path) {
        PipelineResult result = run(
                Map.of("word", word),
                activity(
                        "Switch",
                        "Switch",
                        expression("on", "@pipeline().parameters.word")
                                + ", \"cases\": [{\"value\": \"a\", \"activities\": [" + append("A", "@1")
                                + "]}, {\"value\": \"b\", \"activities\": [" + append("B", "@2")
                                + "]}], \"defaultActivities\": [" + append("Other", "@3") + "]"));

        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(paths(result)).containsExactly(path, "Switch");
    }

    @Test
    void aSequentialForEachTakesOneItemAfterTheOther() throws IOException {
        PipelineResult result = run(
                activity(
                        "Loop",
                        "ForEach",
                        expression("items", "@range(0, 25)") + ", \"isSequential\": true, \"activities\": ["
                                + append("Note", "@mul(item(), 2)") + "]"),
                activity(
                        "Seen",
                        "SetVariable",
                        "\"variableName\": \"text\", " + expression("value", "@join(variables('seen'), ',')"),
                        "Loop"));

        String expected = String.join(
                ",", IntStream.range(0, 25).mapToObj(n -> String.valueOf(2 * n)).toList());
        assertThat(record(result, "Seen").output())
                .isEqualTo(json("{\"name\": \"text\", \"value\": \"" + expected + "\"}"));
        assertThat(paths(result)).startsWith("Loop[0]/Note", "Loop[1]/Note").endsWith("Loop", "Seen");
    }

    @Test
    void itemsThatRunSideBySideHaveEachTheirOwn() {
        PipelineResult result = run(
                activity(
                        "Loop",
                        "ForEach",
                        expression("items", "@range(0, 200)") + ", \"batchCount\": 20, \"activities\": ["
                                + activity(
                                        "Odd",
                                        "IfCondition",
                                        expression("expression", "@equals(mod(item(), 2), 1)")
                                                + ", \"ifTrueActivities\": [" + append("Note", "@item()") + "]")
                                + "]"),
                activity(
                        "Seen",
                        "Filter",
                        expression("items", "@variables('seen')") + ", "
                                + expression("condition", "@equals(mod(item(), 2), 1)"),
                        "Loop"));

        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        JsonNode seen = record(result, "Seen").output();
        assertThat(seen.path("FilteredItemsCount").intValue()).isEqualTo(100);
        assertThat(seen.path("Value")).hasSize(100);
        assertThat(seen.path("Value")).map(JsonNode::intValue).doesNotHaveDuplicates();
        assertThat(record(result, "Loop[17]/Odd/Note").output().path("value").intValue())
                .isEqualTo(17);
        assertThat(paths(result)).contains("Loop[18]/Odd").doesNotContain("Loop[18]/Odd/Note");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("items"));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aForEachGoesOnAfterAFailureAndFailsAtTheEnd(boolean sequential) {
        PipelineResult result = run(activity(
                "Loop",
                "ForEach",
                expression("items", "@range(0, 10)") + ", \"isSequential\": " + sequential + ", \"activities\": ["
                        + activity(
                                "Bad",
                                "IfCondition",
                                expression("expression", "@equals(mod(item(), 4), 2)") + ", \"ifTrueActivities\": ["
                                        + fail("Stop") + "]")
                        + "," + append("Note", "@item()", "Bad") + "]"));

        assertThat(result.record().status()).isEqualTo(RunStatus.Failed);
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.PipelineFailed);
            assertThat(failure)
                    .hasMessageStartingWith("2 of 10 items failed. The first is item 2: ")
                    .hasMessageEndingWith("No more.");
        });
        assertThat(record(result, "Loop[9]/Note").status()).isEqualTo(RunStatus.Succeeded);
        assertThat(record(result, "Loop[6]/Note").status()).isEqualTo(RunStatus.Skipped);
        assertThat(record(result, "Loop[2]/Bad/Stop").error()).get().satisfies(error -> {
            assertThat(error.code()).isEqualTo("4711");
            assertThat(error.message()).isEqualTo("No more.");
        });
    }

    @Test
    void aFailureThatIsHandledInItsListIsNone() {
        PipelineResult result = run(activity(
                "Loop",
                "ForEach",
                expression("items", "@createArray('x')") + ", \"activities\": [" + fail("Stop") + ","
                        + append("Handle", "@activity('Stop').error.errorCode", "Stop:Failed") + "]"));

        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(record(result, "Loop[0]/Handle").output().path("value").textValue())
                .isEqualTo("4711");
    }

    @Test
    void anUntilAsksAfterEachTimeAndKnowsWhatItsActivitiesGave() {
        PipelineResult result = run(activity(
                "Until",
                "Until",
                expression("expression", "@equals(activity('Count').output.value, 3)") + ", \"activities\": ["
                        + append("Count", "@add(length(variables('seen')), 1)") + "]"));

        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(paths(result)).containsExactly("Until[0]/Count", "Until[1]/Count", "Until[2]/Count", "Until");
    }

    @Test
    void aFailureInsideAnUntilIsTriedAgain() {
        PipelineResult result = run(activity(
                "Until",
                "Until",
                expression("expression", "@equals(activity('Count').output.value, 3)") + ", \"activities\": ["
                        + append("Count", "@add(length(variables('seen')), 1)")
                        + ","
                        + activity(
                                "Early",
                                "IfCondition",
                                expression("expression", "@less(activity('Count').output.value, 3)")
                                        + ", \"ifTrueActivities\": [" + fail("Stop") + "]",
                                "Count")
                        + "]"));

        assertThat(record(result, "Until[1]/Early").status()).isEqualTo(RunStatus.Failed);
        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
    }

    @Test
    void anUntilEndsWhatIsInsideAtItsTimeout() {
        PipelineResult result = run(activity(
                "Until",
                "Until",
                expression("expression", "@variables('flag')") + ", \"timeout\": \"0.00:00:01\", \"activities\": ["
                        + activity("Wait", "Wait", "\"waitTimeInSeconds\": 600") + "]"));

        assertThat(result.failures())
                .singleElement()
                .extracting(failure -> failure.code())
                .isEqualTo(ErrorCode.RunTimedOut);
        assertThat(record(result, "Until").status()).isEqualTo(RunStatus.Failed);
        assertThat(record(result, "Until[0]/Wait").status()).isEqualTo(RunStatus.Cancelled);
    }

    /** The example of the page: an array of words, and those that are longer than three letters. */
    @Test
    void aFilterGivesTheItemsForWhichItsConditionHolds() throws IOException {
        PipelineResult result = run(activity(
                "Filter",
                "Filter",
                expression("items", "@createArray('one', 'three', 'four')") + ", "
                        + expression("condition", "@greater(length(item()), 3)")));

        assertThat(record(result, "Filter").output())
                .isEqualTo(json("{\"ItemsCount\": 3, \"FilteredItemsCount\": 2, \"Value\": [\"three\", \"four\"]}"));
    }

    @ParameterizedTest
    @CsvSource({"text, @1", "text, @true", "flag, @string('true')", "seen, @string('x')", "text, @null"})
    void aVariableTakesNoValueOfAnotherType(String variable, String value) {
        PipelineResult result = run(activity(
                "Set", "SetVariable", "\"variableName\": \"" + variable + "\", " + expression("value", value)));

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.ExpressionFailed);
            assertThat(failure).hasMessageContaining("and the value is");
        });
    }

    @Test
    void whatHasEndedBeforeIsKnownInside() {
        PipelineResult result = run(
                append("First", "@'one'"),
                activity(
                        "Loop",
                        "ForEach",
                        expression("items", "@createArray(1)") + ", \"activities\": ["
                                + append("Note", "@concat(activity('First').output.value, item())") + "]",
                        "First"));

        assertThat(record(result, "Loop[0]/Note").output().path("value").textValue())
                .isEqualTo("one1");
    }

    @Test
    void aRunThatIsCancelledEndsWhatIsInside() {
        write(activity(
                "Loop",
                "ForEach",
                expression("items", "@range(0, 40)") + ", \"activities\": ["
                        + append("Note", "@item()") + ","
                        + activity("Wait", "Wait", "\"waitTimeInSeconds\": 600", "Note")
                        + "]"));
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread soon = new Thread(() -> {
            try {
                Thread.sleep(3_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            cancelled.set(true);
        });
        soon.start();

        PipelineResult result = runs.run("P", RunOptions.NONE.withCancelled(cancelled::get));

        assertThat(result.record().status()).isEqualTo(RunStatus.Cancelled);
        assertThat(record(result, "Loop").status()).isEqualTo(RunStatus.Cancelled);
        assertThat(record(result, "Loop[0]/Wait").status()).isEqualTo(RunStatus.Cancelled);
        assertThat(record(result, "Loop[0]/Note").status()).isEqualTo(RunStatus.Succeeded);
        assertThat(paths(result)).doesNotContain("Loop[20]/Note");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("items"));
    }

    @Test
    void anActivityThatIsTurnedOffIsPassedOverInside() {
        PipelineResult result = run(activity(
                "Loop",
                "ForEach",
                expression("items", "@createArray(1)") + ", \"activities\": ["
                        + append("Off", "@item()").replace("\"dependsOn\"", "\"state\": \"Inactive\", \"dependsOn\"")
                        + "]"));

        assertThat(record(result, "Loop[0]/Off").status()).isEqualTo(RunStatus.Inactive);
        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
    }

    /** Microsoft Learn, concepts-pipelines-activities: a secure output is not logged for monitoring. */
    @Test
    void aSecureOutputIsForExpressionsAlone() throws IOException {
        write(
                activity(
                                "Token",
                                "SetVariable",
                                "\"variableName\": \"text\", " + expression("value", "@concat('hush', '-', 'hush')"))
                        .replace("\"dependsOn\"", "\"policy\": {\"secureOutput\": true}, \"dependsOn\""),
                activity(
                        "Known",
                        "IfCondition",
                        expression("expression", "@equals(activity('Token').output.value, 'hush-hush')")
                                + ", \"ifFalseActivities\": [" + fail("Stop") + "]",
                        "Token"));

        PipelineResult result = runs.run("P", RunOptions.NONE.withState(runs.state()));

        assertThat(result.failures()).isEmpty();
        assertThat(record(result, "Token").output()).isEqualTo(json("{\"secureOutput\": \"***\"}"));
        assertThat(StateDirectory.json(runs.state().load(result.record().runId()))
                        .at("/activities/0")
                        .toString())
                .doesNotContain("hush");
    }

    @Test
    void aRunThatIsCancelledIsNoFailureToAnybody() {
        write(
                activity(
                        "If",
                        "IfCondition",
                        expression("expression", "@equals(1, 1)") + ", \"ifTrueActivities\": ["
                                + activity("Wait", "Wait", "\"waitTimeInSeconds\": 600") + "]"),
                append("After", "@1", "If:Completed"));
        long begin = System.nanoTime();

        PipelineResult result =
                runs.run("P", RunOptions.NONE.withCancelled(() -> System.nanoTime() - begin > 2_000_000_000L));

        assertThat(result.record().status()).isEqualTo(RunStatus.Cancelled);
        assertThat(record(result, "If").status()).isEqualTo(RunStatus.Cancelled);
        assertThat(record(result, "If/Wait").status()).isEqualTo(RunStatus.Cancelled);
        assertThat(paths(result)).doesNotContain("After");
    }

    @Test
    void anUntilThatNeverWaitsEndsAtItsTimeout() {
        PipelineResult result = run(activity(
                "Until",
                "Until",
                expression("expression", "@variables('flag')") + ", \"timeout\": \"0.00:00:01\", \"activities\": []"));

        assertThat(result.failures())
                .singleElement()
                .extracting(failure -> failure.code())
                .isEqualTo(ErrorCode.RunTimedOut);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("activity"));
    }

    @Test
    void aPolicyThatCannotBeReadFailsItsActivityAlone() {
        PipelineResult result = run(activity(
                "Loop",
                "ForEach",
                expression("items", "@createArray('0.00:10:00', 'bad', '0.00:20:00')")
                        + ", \"isSequential\": true, \"activities\": ["
                        + append("Note", "@item()")
                                .replace("\"dependsOn\"", "\"policy\": {\"timeout\": \"@item()\"}, \"dependsOn\"")
                        + "]"));

        assertThat(record(result, "Loop[0]/Note").status()).isEqualTo(RunStatus.Succeeded);
        assertThat(record(result, "Loop[1]/Note").status()).isEqualTo(RunStatus.Failed);
        assertThat(record(result, "Loop[2]/Note").status()).isEqualTo(RunStatus.Succeeded);
        assertThat(result.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageStartingWith("1 of 3 items failed. The first is item 1"));
    }

    /** Stop is handled, Last is not. */
    @Test
    void theCodeIsThatOfTheFailureThatCounts() {
        PipelineResult result = run(
                activity(
                        "If",
                        "IfCondition",
                        expression("expression", "@equals(1, 1)") + ", \"ifTrueActivities\": ["
                                + fail("Stop").replace("4711", "1") + "," + append("Handle", "@1", "Stop:Failed") + ","
                                + fail("Last", "Handle") + "]"),
                append("Code", "@activity('If').error.errorCode", "If:Failed"));

        assertThat(record(result, "Code").output().path("value").textValue()).isEqualTo("4711");
    }
}
