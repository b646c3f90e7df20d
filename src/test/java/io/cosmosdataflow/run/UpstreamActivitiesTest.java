package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityOutputs;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An activity may refer to those of its own list, and of the lists around it, that have ended whenever it begins: Data
 * Factory refuses a run where one is not on the path of its dependencies.
 */
class UpstreamActivitiesTest {

    private static final String ACTIVITIES =
            """
            [{"name": "First", "type": "SetVariable", "typeProperties": {"variableName": "v", "value": "First?"}},
             {"name": "Second", "type": "SetVariable", "typeProperties": {"variableName": "v", "value": "Second?"},
              "dependsOn": [{"activity": "FIRST", "dependencyConditions": ["Failed"]}]},
             {"name": "Third", "type": "SetVariable", "typeProperties": {"variableName": "v", "value": "Third?"},
              "dependsOn": [{"activity": "Second", "dependencyConditions": ["Completed"]}]},
             {"name": "Aside", "type": "SetVariable", "typeProperties": {"variableName": "v", "value": "Aside?"}},
             {"name": "Loop", "type": "ForEach", "dependsOn": [{"activity": "Second", "dependencyConditions": ["Succeeded"]}],
              "typeProperties": {"items": {"type": "Expression", "value": "@createArray('Loop?')"}, "activities": [
                {"name": "In1", "type": "SetVariable", "typeProperties": {"variableName": "v", "value": "In1?"}},
                {"name": "In2", "type": "SetVariable", "typeProperties": {"variableName": "v", "value": "In2?"}},
                {"name": "If", "type": "IfCondition", "dependsOn": [{"activity": "In1", "dependencyConditions": ["Succeeded"]}],
                 "typeProperties": {"expression": {"type": "Expression", "value": "@equals('If?', 'x')"}, "ifTrueActivities": [
                   {"name": "Deep", "type": "SetVariable", "typeProperties": {"variableName": "v", "value": "Deep?"}}]}}]}},
             {"name": "Until", "type": "Until", "dependsOn": [{"activity": "Loop", "dependencyConditions": ["Succeeded"]}],
              "typeProperties": {"expression": {"type": "Expression", "value": "@equals('Until?', 'x')"}, "activities": [
                {"name": "Time", "type": "SetVariable", "typeProperties": {"variableName": "v", "value": "Time?"}}]}}]
            """;

    @TempDir
    Path directory;

    private String text;

    /** The one that is named refers to another; the others refer to nothing. */
    private List<Issue> check(String from, String to) {
        String reference = "activity('" + to + "').Status";
        String activities = ACTIVITIES
                .replace("'" + from + "?'", reference)
                .replace("\"" + from + "?\"", "\"@{" + reference + "}\"");
        text = "{\"name\": \"P\", \"properties\": {\"variables\": {\"v\": {\"type\": \"String\"}},\n\"activities\": "
                + activities + "}}";
        FactoryFiles.in(directory).write("pipeline/P.json", text);
        Issues issues = new Issues();
        Factory factory = FactoryLoader.load(directory, issues);
        PipelineCheck.check(
                factory,
                factory.pipelines().find("P").orElseThrow(),
                Optional.empty(),
                ActivityOutputs.NONE,
                Map.of(),
                issues);
        return issues.all();
    }

    @ParameterizedTest
    @CsvSource({
        "Second, First",
        "Second, first",
        "Third, First",
        "Third, Second",
        "Loop, First",
        "In1, First",
        "In1, Second",
        "If, In1",
        "If, Second",
        "Deep, In1",
        "Deep, First",
        "Until, Loop",
        "Until, Time",
        "Until, Second",
        "Time, Loop",
        "Time, First"
    })
    void whatHasEndedHasAnOutput(String from, String to) {
        assertThat(check(from, to)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "First, First",
        "First, Second",
        "First, Third",
        "Second, Third",
        "Aside, First",
        "Third, Aside",
        "Third, Loop",
        "Loop, Third",
        "Loop, Until",
        "In1, In1",
        "In1, In2",
        "In2, In1",
        "In1, Loop",
        "In1, Third",
        "In1, Until",
        "If, In2",
        "Deep, In2",
        "Deep, If",
        "Deep, Loop",
        "Deep, Aside",
        "Time, Until",
        "Time, Third"
    })
    void whatMayNotHaveEndedIsRefused(String from, String to) {
        assertThat(check(from, to)).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.ExpressionInvalid);
            assertThat(issue.message()).isEqualTo("Activity '" + to + "' may not have ended by then.");
            assertThat(issue.hint()).contains("dependsOn");
            int at = text.indexOf("activity('" + to) + "activity(".length();
            int line = (int) text.substring(0, at).lines().count();
            assertThat(issue.span().line()).isEqualTo(line);
            assertThat(issue.span().column()).isEqualTo(at - text.lastIndexOf('\n', at));
        });
    }

    @ParameterizedTest
    @CsvSource({"Third, In1", "Until, In1", "In1, Deep", "Time, In1", "First, Time"})
    void whatIsInsideAnotherIsNotSeen(String from, String to) {
        assertThat(check(from, to)).singleElement().satisfies(issue -> assertThat(issue.message())
                .isEqualTo("There is no activity '" + to + "'."));
    }
}
