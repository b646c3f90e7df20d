package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.state.ActivityRecord.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Files.writeString(directory.resolve("runs/x.json"), "{\"version\":2}");

        assertThatThrownBy(() -> state().runs(10))
                .hasMessageContaining("x.json has version 2, and this release reads version 1")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
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
                RunStatus.Succeeded,
                start,
                start.plusSeconds(2),
                1,
                MAPPER.createObjectNode().put("rowsCopied", 3),
                Optional.empty());
        ActivityRecord failed = new ActivityRecord(
                "Export",
                "Copy",
                RunStatus.Failed,
                start,
                start.plusSeconds(3),
                2,
                MAPPER.createObjectNode(),
                Optional.of(new Failure("CosmosConflict", "Two documents exist already.")));
        return new RunRecord(
                id,
                "Shop",
                "Import",
                RunStatus.Failed,
                start,
                start.plusSeconds(4),
                MAPPER.createObjectNode().put("day", "2026-01-01"),
                List.of(copied, failed));
    }
}
