package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityOutputs;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check says of activities with others inside, and of what is inside. */
class ControlFlowCheckTest {

    @TempDir
    Path directory;

    private List<String> check(String activity) {
        FactoryFiles.in(directory)
                .write(
                        "pipeline/P.json",
                        """
                        {"name": "P", "properties": {
                          "parameters": {"list": {"type": "array"}, "word": {"type": "string"}},
                          "variables": {"seen": {"type": "Array"}, "text": {"type": "String"}},
                          "activities": [%s]}}"""
                                .formatted(activity.replace('\'', '"').replace('`', '\'')));
        Issues issues = new Issues();
        Factory factory = FactoryLoader.load(directory, issues);
        PipelineCheck.check(
                factory,
                factory.pipelines().find("P").orElseThrow(),
                Optional.empty(),
                ActivityOutputs.NONE,
                Map.of(),
                issues);
        return issues.all().stream().map(Issue::toString).toList();
    }

    /** {@code $} stands for an inner list with an activity that has no fault. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SetVariable | 'variableName': 'texd', 'value': 'a'"
                        + " | [MissingReference] There is no variable 'texd' in pipeline 'P'. Did you mean 'text'?",
                "SetVariable | 'variableName': 'text' | [MissingProperty] 'value' of activity 'A' is missing.",
                "IfCondition | 'ifTrueActivities': [$] | [MissingProperty] 'expression' of activity 'A' is missing.",
                "IfCondition | 'expression': 'yes' | [InvalidProperty] 'expression' of activity 'A' must be true or false",
                "Switch | 'cases': [] | [MissingProperty] 'on' of activity 'A' is missing.",
                "Switch | 'on': 'a', 'cases': [{'activities': [$]}] | [MissingProperty] 'value' of cases of typeProperties of activity 'A'",
                "Switch | 'on': 'a', 'cases': [{'value': 'a', 'activities': [$]}, {'value': 'a', 'activities': []}]"
                        + " | [DuplicateName] 'value' of cases of typeProperties of activity 'A'",
                "SetVariable | 'setSystemVariable': true, 'variableName': 'result', 'value': []"
                        + " | [InvalidProperty] 'variableName' of activity 'A' is 'result'",
                "SetVariable | 'setSystemVariable': true, 'value': [{'value': {'type': 'Null'}}]"
                        + " | [MissingProperty] 'key' of value of activity 'A' is missing.",
                "SetVariable | 'setSystemVariable': true, 'value': [{'key': 'k', 'value': {'type': 'Int', 'content': 'x'}}]"
                        + " | [InvalidProperty] 'content' of value of value of activity 'A' must be a whole number",
                "SetVariable | 'setSystemVariable': true, 'value': [{'key': 'k', 'value': {'type': 'String'}}]"
                        + " | [MissingProperty] 'content' of value of value of activity 'A' is missing.",
                "ForEach | 'activities': [$] | [MissingProperty] 'items' of activity 'A' is missing.",
                "ForEach | 'items': '@pipeline().parameters.list' | [MissingProperty] 'activities' of",
                "ForEach | 'items': 'abc', 'activities': [$] | [InvalidProperty] 'items' of activity 'A' must be an array",
                "ForEach | 'items': '@pipeline().parameters.list', 'batchCount': 51, 'activities': [$]"
                        + " | [InvalidProperty] 'batchCount' of activity 'A' must be a whole number from 1 to 50",
                "ForEach | 'items': '@item()', 'activities': [$]"
                        + " | [ExpressionInvalid] item() has a value only inside ForEach and Filter activities.",
                "Until | 'activities': [$] | [MissingProperty] 'expression' of activity 'A' is missing.",
                "Until | 'expression': '@equals(1, 2)', 'timeout': 'soon', 'activities': [$]"
                        + " | [InvalidProperty] 'timeout' of activity 'A' is 'soon', which is no timespan.",
                "Filter | 'items': '@pipeline().parameters.list' | [MissingProperty] 'condition' of activity 'A' is missing.",
                "Filter | 'items': '@pipeline().parameters.list', 'condition': '@equals(itm(), 1)' | [ExpressionInvalid]",
                "Wait | | [MissingProperty] 'waitTimeInSeconds' of activity 'A' is missing.",
                "Wait | 'waitTimeInSeconds': -1 | [InvalidProperty] 'waitTimeInSeconds' of activity 'A' must be",
                "Fail | 'message': 'm' | [MissingProperty] 'errorCode' of activity 'A' is missing."
            })
    void whatIsWrongIsSaid(String type, String properties, String expected) {
        String inside =
                "{'name': 'In', 'type': 'AppendVariable', 'typeProperties': {'variableName': 'seen', 'value': 'x'}}";
        List<String> issues = check("{'name': 'A', 'type': '" + type + "', 'typeProperties': {"
                + (properties == null ? "" : properties.replace("$", inside)) + "}}");

        assertThat(issues).singleElement().satisfies(issue -> assertThat(issue).contains(expected));
    }

    @Test
    void whatIsWrongInsideIsSaidToo() {
        List<String> issues = check(
                """
                {'name': 'Loop', 'type': 'ForEach', 'typeProperties': {'items': '@pipeline().parameters.list', 'activities': [
                  {'name': 'If', 'type': 'IfCondition', 'typeProperties': {'expression': '@equals(item().x, 1)',
                    'ifFalseActivities': [
                      {'name': 'Hook', 'type': 'HDInsightHive'},
                      {'name': 'Set', 'type': 'SetVariable', 'typeProperties': {'variableName': 'no', 'value': '@item().y'}}]}}]}}""");

        assertThat(issues)
                .hasSize(2)
                .anyMatch(issue -> issue.contains("[UnsupportedActivity] Activity 'Hook' is of type 'HDInsightHive'"))
                .anyMatch(issue -> issue.contains("[MissingReference] There is no variable 'no'"));
    }

    @Test
    void namesAreThoseOfTheWholePipelineAndDependenciesOfTheList() {
        List<String> issues = check(
                """
                {'name': 'Outside', 'type': 'Wait', 'typeProperties': {'waitTimeInSeconds': 1}},
                {'name': 'Loop', 'type': 'ForEach', 'typeProperties': {'items': '@pipeline().parameters.list', 'activities': [
                  {'name': 'outside', 'type': 'Wait', 'typeProperties': {'waitTimeInSeconds': 1}},
                  {'name': 'Next', 'type': 'Wait', 'typeProperties': {'waitTimeInSeconds': 1},
                   'dependsOn': [{'activity': 'Loop', 'dependencyConditions': ['Succeeded']}]}]}}""");

        assertThat(issues)
                .hasSize(2)
                .anyMatch(issue -> issue.contains("[DuplicateName]"))
                .anyMatch(
                        issue -> issue.contains("[InvalidDependency] Activity 'Next' depends on 'Loop', which is not in"
                                + " the same list of activities."));
    }
}
