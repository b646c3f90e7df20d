package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change feed that is read inside other activities: its checkpoint belongs to its activity (docs/pipelines.md). */
class FeedLoopsTest {

    @TempDir
    Path directory;

    private FeedRuns feed(String around, String more) {
        FeedRuns feed = FeedRuns.in(directory, FeedRuns.FROM_THE_BEGINNING);
        feed.files()
                .write(
                        "pipeline/Main.json",
                        """
                        {"name": "Main", "properties": {
                          "variables": {"times": {"type": "Array", "defaultValue": []}},
                          "activities": [%s]}}"""
                                .formatted(around.formatted(executeDataFlow("Follow", "Flow", "{}", more))));
        feed.in()
                .upsert(
                        "{\"id\": \"1\", \"pk\": \"a\", \"deleted\": false}",
                        "{\"id\": \"2\", \"pk\": \"b\", \"deleted\": false}");
        return feed;
    }

    private static ActivityRecord record(PipelineResult result, String path) {
        return result.record().activity(path).orElseThrow();
    }

    private static long taken(ActivityRecord record) {
        return record.output().at("/runStatus/metrics/Out/sources/In/rowsRead").asLong();
    }

    @Test
    void eachTimeOfAnUntilGoesOnWhereTheLastOneStopped() {
        FeedRuns feed = feed(
                """
                {"name": "Until", "type": "Until", "typeProperties": {
                  "expression": "@equals(length(variables('times')), 2)",
                  "activities": [%s, {"name": "Count", "type": "AppendVariable",
                    "typeProperties": {"variableName": "times", "value": 1}}]}}""",
                "");

        PipelineResult result = feed.run();

        assertThat(taken(record(result, "Until[0]/Follow"))).isEqualTo(2);
        assertThat(taken(record(result, "Until[1]/Follow"))).isZero();
        assertThat(record(result, "Until[1]/Follow").feeds().get(0).from())
                .isEqualTo(record(result, "Until[0]/Follow").feeds().get(0).to());
        assertThat(feed.state().checkpoints().all()).extracting(Checkpoint::key).containsExactly(FeedRuns.KEY);
        assertThat(feed.remarks()).noneMatch(remark -> remark.contains("starts anew"));

        PipelineResult again = feed.rerun(result);

        assertThat(taken(record(again, "Until[0]/Follow"))).isEqualTo(2);
        assertThat(taken(record(again, "Until[1]/Follow"))).isZero();
    }

    @Test
    void itemsOfAForEachHaveEachACheckpointOfTheirOwn() {
        String loop =
                """
                {"name": "Loop", "type": "ForEach", "typeProperties": {"items": "@createArray('a', 'b')",
                  "isSequential": true, "activities": [%s]}}""";
        JobException failure = feed(loop, "").failure();
        assertThat(failure.code()).isEqualTo(ErrorCode.UnsupportedSetting);
        assertThat(failure).hasMessageContaining("customizedCheckpointKey");

        FeedRuns feed = feed(loop, ", \"continuationSettings\": {\"customizedCheckpointKey\": \"@item()\"}");
        PipelineResult result = feed.run();

        assertThat(taken(record(result, "Loop[0]/Follow"))).isEqualTo(2);
        assertThat(taken(record(result, "Loop[1]/Follow"))).isEqualTo(2);
        assertThat(taken(record(feed.run(), "Loop[1]/Follow"))).isZero();
    }

    @Test
    void aPipelineHasItsCheckpointWhoeverCallsIt() {
        FeedRuns feed = feed("%s", "");
        feed.files().pipeline("Caller", CALL);

        assertThat(taken(record(feed.run(), "Follow"))).isEqualTo(2);
        feed.in().upsert("{\"id\": \"3\", \"pk\": \"c\", \"deleted\": false}");
        PipelineResult calling = feed.run("Caller", feed.options());

        assertThat(called(feed, calling)).isEqualTo(1);
        assertThat(feed.state().checkpoints().all()).extracting(Checkpoint::key).containsExactly(FeedRuns.KEY);
        assertThat(called(feed, feed.run("Caller", feed.options()))).isZero();
        assertThat(called(feed, feed.rerun(calling)))
                .as("with the changes since before it")
                .isEqualTo(1);
    }

    private static final String CALL =
            """
            {"name": "Call", "type": "ExecutePipeline", "typeProperties": {
              "pipeline": {"referenceName": "Main", "type": "PipelineReference"}}}""";

    private static long called(FeedRuns feed, PipelineResult result) {
        return taken(feed, result, "Call");
    }

    private static long taken(FeedRuns feed, PipelineResult result, String call) {
        assertThat(result.failures()).isEmpty();
        String runId = record(result, call).output().get("pipelineRunId").asText();
        return taken(feed.state().load(runId).activity("Follow").orElseThrow());
    }

    @Test
    void twoRunsAtATimeDoNotTakeTheSameChanges() {
        FeedRuns feed = feed("%s", "");
        feed.files()
                .pipeline(
                        "Caller",
                        """
                        {"name": "Loop", "type": "ForEach", "typeProperties": {"items": "@createArray(1, 2)",
                          "activities": [%s]}}"""
                                .formatted(CALL));

        PipelineResult result = feed.run("Caller", feed.options());

        assertThat(result.record().activities().stream()
                        .filter(activity -> activity.name().endsWith("/Call"))
                        .map(activity -> activity.status().name()))
                .containsExactlyInAnyOrder("Succeeded", "Failed");
        assertThat(result.failures()).singleElement().satisfies(why -> assertThat(why)
                .hasMessageContaining("customizedCheckpointKey"));
    }

    @Test
    void aSecondCallInARerunGoesOnFromTheFirst() {
        FeedRuns feed = feed("%s", "");
        String after = "\"dependsOn\": [{\"activity\": \"Call\", \"dependencyConditions\": [\"Succeeded\"]}], ";
        feed.files().pipeline("Caller", CALL, CALL.replace("{\"name\": \"Call\", ", "{\"name\": \"Again\", " + after));
        PipelineResult first = feed.run("Caller", feed.options());
        feed.in().upsert("{\"id\": \"3\", \"pk\": \"c\", \"deleted\": false}");

        PipelineResult again = feed.rerun(first);

        assertThat(taken(feed, again, "Call")).as("two of before, one since").isEqualTo(3);
        assertThat(taken(feed, again, "Again")).isZero();
    }

    @Test
    void aRerunTakesTheStartOfTheKeyAndNotOfThePlace() {
        String loop =
                """
                {"name": "Loop", "type": "ForEach", "typeProperties": {"items": "@pipeline().parameters.keys",
                  "isSequential": true, "activities": [%s]}}""";
        FeedRuns feed = feed(loop, ", \"continuationSettings\": {\"customizedCheckpointKey\": \"@item()\"}");
        Path file = feed.factory().resolve("pipeline/Main.json");
        write(
                file,
                read(file)
                        .replace("\"variables\"", "\"parameters\": {\"keys\": {\"type\": \"array\"}}, \"variables\""));
        feed.run(Map.of("keys", "[\"b\"]"));
        feed.in().upsert("{\"id\": \"3\", \"pk\": \"c\", \"deleted\": false}");
        PipelineResult second = feed.run(Map.of("keys", "[\"b\"]"));
        assertThat(taken(record(second, "Loop[0]/Follow"))).isEqualTo(1);

        PipelineResult again = feed.rerun(second, Map.of("keys", "[\"a\", \"b\"]"));

        assertThat(taken(record(again, "Loop[0]/Follow")))
                .as("a has read nothing before")
                .isEqualTo(3);
        assertThat(taken(record(again, "Loop[1]/Follow")))
                .as("b starts where it did")
                .isEqualTo(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
