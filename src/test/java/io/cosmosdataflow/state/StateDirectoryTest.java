package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.state.ActivityRecord.Failure;
import io.cosmosdataflow.state.RunRecord.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDirectoryTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void aRecordComesBackAsItWasSaved() {
        RunRecord run = run("a", START);

        state().save(run);

        assertThat(state().runs(10)).containsExactly(run);
    }

    @Test
    void theNewestRunsComeFirst() {
        state().save(run("old", START));
        state().save(run("new", START.plusSeconds(1)));

        assertThat(state().runs(1)).extracting(RunRecord::runId).containsExactly("new");
    }

    @Test
    void aDirectoryThatDoesNotExistHasNoRuns() {
        assertThat(new StateDirectory(directory.resolve("none").toString(), new Configuration()).runs(10))
                .isEmpty();
    }

    @Test
    void aRecordOfALaterVersionIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("runs"));
        Files.writeString(directory.resolve("runs/x.json"), "{\"version\":5}");

        assertThatThrownBy(() -> state().runs(10))
                .hasMessageContaining("x.json has version 5, and this release reads versions 1 to 4")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    @Test
    void aRecordOfTheFirstVersionIsRead() throws IOException {
        Files.createDirectories(directory.resolve("runs"));
        Files.writeString(
                directory.resolve("runs/old.json"),
                """
                {"version": 1, "runId": "old", "factory": "Shop", "pipeline": "Import", "status": "Succeeded",
                 "start": "2026-01-02T03:04:05.678Z", "end": "2026-01-02T03:04:07Z", "parameters": {"day": "today"},
                 "activities": [{"name": "Copy", "type": "Copy", "status": "Succeeded",
                   "start": "2026-01-02T03:04:05.678Z", "end": "2026-01-02T03:04:07Z", "attempts": 1,
                   "output": {"rowsCopied": 3}}]}""");

        RunRecord run = state().load("old");

        assertThat(run.start()).isEqualTo(START);
        assertThat(run.parameters().get("day").asText()).isEqualTo("today");
        assertThat(run.origin().rerunOf()).isEmpty();
        assertThat(run.activity("copy")).get().satisfies(copy -> {
            assertThat(copy.output().get("rowsCopied").asInt()).isEqualTo(3);
            assertThat(copy.feeds()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"version\": 2}",
                "{\"version\": \"2\"}",
                "{\"version\": 2, \"runId\": \"x\", \"runId\": \"y\"}",
                "{\"version\": 2, \"runId\": \"x\", \"factory\": \"f\", \"pipeline\": \"p\", \"status\": \"Odd\","
                        + " \"start\": \"2026-01-02T03:04:05Z\", \"end\": \"2026-01-02T03:04:05Z\", \"parameters\": {},"
                        + " \"activities\": []}",
            })
    void aRecordThatIsNoneIsNamed(String text) throws IOException {
        Files.createDirectories(directory.resolve("runs"));
        Files.writeString(directory.resolve("runs/x.json"), text);

        assertThatThrownBy(() -> state().load("x"))
                .hasMessageContaining("runs/x.json is not a run record")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    @Test
    void changeFeedsRerunsAndDebugSessionsComeBackAsTheyWereSaved() {
        FeedPosition from = new FeedPosition("changes", "shop/items", "rid", "{\"lsn\": 1}");
        FeedPosition to = new FeedPosition("changes", "shop/items", "rid", "{\"lsn\": 2}");
        RunRecord plain = run("a", START);
        RunRecord run = new RunRecord(
                "a",
                "Shop",
                "Import",
                new Course(
                        RunStatus.InProgress, START, START, Optional.of(new Failure("ActivityFailed", "Cancelled."))),
                plain.parameters(),
                List.of(plain.activities().get(0).withFeeds(List.of(new FeedRange(from, to)), Optional.of("my key"))),
                new Origin(
                        Optional.of("earlier"),
                        Optional.of("mine"),
                        Optional.of(new RunRecord.Caller("calling", "Loop[3]/Call", "first"))));

        state().save(run);

        assertThat(state().find("a")).contains(run);
    }

    @Test
    void aRunThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> state().load("none"))
                .hasMessageContaining("There is no record of run 'none'")
                .extracting("code")
                .isEqualTo(ErrorCode.UnknownRun);
    }

    @Test
    void anIdNeverLeadsOutOfTheDirectory() throws IOException {
        Files.writeString(directory.resolve("secret.json"), "{}");

        assertThat(state().find("../secret")).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() ->
                        new StateDirectory(file.resolve("state").toString(), new Configuration()).save(run("a", START)))
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("--state")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    private StateDirectory state() {
        return new StateDirectory(directory.toString(), new Configuration());
    }

    private static RunRecord run(String id, Instant start) {
        ActivityRecord copied = new ActivityRecord(
                "Copy",
                "Copy",
                new Course(RunStatus.Succeeded, start, start.plusSeconds(2)),
                1,
                MAPPER.createObjectNode().put("rowsCopied", 3));
        Failure why = new Failure("CosmosConflict", "Two documents exist already.");
        ActivityRecord failed = new ActivityRecord(
                "Export",
                "Copy",
                new Course(RunStatus.Failed, start, start.plusSeconds(3), Optional.of(why)),
                2,
                MAPPER.createObjectNode());
        return new RunRecord(
                id,
                "Shop",
                "Import",
                new Course(RunStatus.Failed, start, start.plusSeconds(4)),
                MAPPER.createObjectNode().put("day", "2026-01-01"),
                List.of(copied, failed),
                Origin.PUBLISHED);
    }
}
