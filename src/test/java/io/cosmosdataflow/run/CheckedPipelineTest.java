package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityOutputs;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check has found holds in the run unless an expression gives something else there. */
class CheckedPipelineTest {

    private static final String SINK = "{\"type\": \"CosmosDbSqlApiSink\"}";
    private static final String SCRIPT =
            """
            source(output(id as string), allowSchemaDrift: false%s) ~> In
            In sink(allowSchemaDrift: false) ~> Out""";

    @TempDir
    Path directory;

    private RunScope run;

    /** @return the activity {@code Work} as the check has found it, if that holds in the run */
    private boolean holds(String activity, Map<String, String> parameters) {
        FactoryFiles.in(directory)
                .container("Source", "source")
                .container("Target", "target")
                .write(
                        "pipeline/Main.json",
                        """
                        {"name": "Main", "properties": {
                          "parameters": {"day": {"type": "string", "defaultValue": "1"}},
                          "activities": [%s, %s]}}"""
                                .formatted(
                                        activity, FactoryFiles.copy("First", "Source", source("q"), "Target", SINK)));
        Factory factory = FactoryLoader.load(directory, new Issues());
        Issues issues = new Issues();
        CheckedPipeline checked = PipelineCheck.check(
                factory,
                factory.pipelines().find("Main").orElseThrow(),
                Optional.of(new LocalStores(Optional.empty(), Optional.empty())),
                ActivityOutputs.NONE,
                parameters,
                issues);
        issues.throwIfErrors();
        run = checked.scope().running(parameters, "run", RunOptions.NONE);
        run.activityEnded(
                "First",
                new ActivityRecord(
                        "First",
                        "Copy",
                        new Course(RunStatus.Succeeded, Instant.EPOCH, Instant.EPOCH, Optional.empty()),
                        1,
                        JsonNodeFactory.instance.objectNode().put("rowsCopied", 7)));
        Activity work = run.pipeline().find("Work").orElseThrow();
        CheckedActivity first = checked.activity(work, run);
        CheckedActivity second = checked.activity(work, run);
        return first == second;
    }

    private static String source(String query) {
        return "{\"type\": \"CosmosDbSqlApiSource\", \"query\": {\"value\": \"" + query
                + "\", \"type\": \"Expression\"}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT * FROM c | true",
                "@pipeline().parameters.day | true",
                "@concat('a', 'b') | true",
                "@pipeline().RunId | false",
                "@string(activity('First').output.rowsCopied) | false",
            })
    void aCopyIsCheckedAgainForWhatOnlyTheRunKnows(String query, boolean holds) {
        String copy = FactoryFiles.copy("Work", "Source", source(query), "Target", SINK, "First");

        assertThat(holds(copy, Map.of("day", "2"))).isEqualTo(holds);
    }

    /** In a check such an expression waits for the run, and stands unresolved; in the run it does for another reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "@activity('First').output.nope | nope",
                "@string(trigger().startTime) | trigger",
                "@triggerBody().fileName | triggerBody",
            })
    void anExpressionThatFailsInTheRunEndsTheActivity(String query, String told) {
        String copy = FactoryFiles.copy("Work", "Source", source(query), "Target", SINK, "First");

        assertThatThrownBy(() -> holds(copy, Map.of()))
                .isInstanceOf(JobException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aParameterThatAsksTheClockIsEvaluatedAgain() {
        FactoryFiles.in(directory)
                .dataFlow(
                        "Flow",
                        Map.of("In", "Source"),
                        Map.of("Out", "Target"),
                        "parameters{day as string}\n" + SCRIPT.formatted(", query: ($day)"));
        String given = "{\"day\": \"toString(currentDate())\"}";

        assertThat(holds(FactoryFiles.executeDataFlow("Work", "Flow", given, ""), Map.of()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | true", "', query: (toString(currentUTC()))' | false", "', query: (''a'')' | true"})
    void aDataFlowIsCheckedAgainWhereItAsksTheClock(String settings, boolean holds) {
        FactoryFiles.in(directory)
                .dataFlow("Flow", Map.of("In", "Source"), Map.of("Out", "Target"), SCRIPT.formatted(settings));

        assertThat(holds(FactoryFiles.executeDataFlow("Work", "Flow", "{}", ""), Map.of()))
                .isEqualTo(holds);
    }

    @Test
    void theParametersOfTheRunAreThoseOfItsCheck() {
        assertThat(holds(FactoryFiles.copy("Work", "Source", source("q"), "Target", SINK), Map.of("day", "2")))
                .isTrue();
        assertThat(run.shownParameters().path("day").asText()).isEqualTo("2");
    }
}
