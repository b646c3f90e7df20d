package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.state.RunRecord.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes back of the record of a long run; expected is what was given to it. */
class EndedActivitiesTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 0", "1000, 1", "1001, 1", "3500, 3"})
    void activitiesOfALongRunAreInFilesOfTheirOwn(int number, int files) throws IOException {
        List<ActivityRecord> given = numbered(number);
        ActivityRecord running = activity("Loop", RunStatus.InProgress, "");

        save(given, List.of(running));

        RunRecord read = state().load("run-1");
        assertThat(read.activities()).hasSize(number + 1).containsExactlyElementsOf(and(given, running));
        assertThat(read.activity("loop")).contains(running);
        assertThat(files("runs/run-1")).isEqualTo(files);
        assertThat(Files.readString(directory.resolve("runs/run-1.json")))
                .contains(files == 0 ? "\"version\" : 3" : "\"version\" : 4");
        // Programs get all of it, and nothing of files.
        assertThat(StateDirectory.json(read).get("activities")).hasSize(number + 1);
        assertThat(StateDirectory.json(read).has("parts")).isFalse();
        assertThat(state().runs(10)).hasSize(1);
    }

    /** 20 MB of outputs, of which the record itself must have less than a part. */
    @Test
    void largeOutputsAreNotHeldUntilThereAreAThousand() throws IOException {
        List<ActivityRecord> given = IntStream.range(0, 20)
                .mapToObj(n -> activity("Lookup" + n, RunStatus.Succeeded, "x".repeat(1_000_000)))
                .toList();

        save(given, List.of());

        assertThat(state().load("run-1").activities()).containsExactlyElementsOf(given);
        assertThat(files("runs/run-1")).isEqualTo(5);
        assertThat(Files.size(directory.resolve("runs/run-1.json"))).isLessThan(4_000_000);
    }

    @Test
    void withoutAStateDirectoryAllAreInMemory() {
        EndedActivities ended = new EndedActivities(Optional.empty(), "run-1");
        numbered(2500).forEach(ended::add);

        assertThat(ended.size()).isEqualTo(2500);
        assertThat(ended.and(List.of())).containsExactlyElementsOf(numbered(2500));
    }

    @Test
    void whatARecordIsTakenFromDoesNotChangeWhileTheRunGoesOn() {
        EndedActivities ended = new EndedActivities(Optional.of(state()), "run-1");
        numbered(1500).forEach(ended::add);
        List<ActivityRecord> before = ended.and(List.of());
        numbered(1500).forEach(ended::add);

        assertThat(before).containsExactlyElementsOf(numbered(1500));
        assertThat(ended.size()).isEqualTo(3000);
    }

    /** A kill between the two files: the record is as old as its own file. */
    @Test
    void aPartThatTheRecordDoesNotCountIsNotReadTwice() {
        EndedActivities ended = new EndedActivities(Optional.of(state()), "run-1");
        numbered(999).forEach(ended::add);
        state().save(run(ended.and(List.of())));
        ended.add(activity("Last", RunStatus.Succeeded, ""));

        assertThat(state().load("run-1").activities()).containsExactlyElementsOf(numbered(999));
    }

    @Test
    void aRunThatWasKilledFailsInItsRecordWithAllThatHadEnded() {
        ActivityRecord running = activity("Loop", RunStatus.InProgress, "");
        save(numbered(2000), List.of(running));

        state().save(state().load("run-1").interrupted(AT.plusSeconds(9)));

        RunRecord read = state().load("run-1");
        assertThat(read.status()).isEqualTo(RunStatus.Failed);
        assertThat(read.end()).isEqualTo(AT.plusSeconds(9));
        assertThat(read.activities().subList(0, 2000)).containsExactlyElementsOf(numbered(2000));
        assertThat(read.activity("Loop").orElseThrow().status()).isEqualTo(RunStatus.Failed);
    }

    @Test
    void aPartThatIsGoneIsSaid() throws IOException {
        save(numbered(2000), List.of());
        Files.delete(directory.resolve("runs/run-1/000001.json"));

        RunRecord read = state().load("run-1");

        assertThat(read.activities().get(999)).isEqualTo(numbered(1000).get(999));
        assertThatThrownBy(() -> read.activity("none"))
                .hasMessageContaining(
                        "runs/run-1/000001.json, which has activities of run run-1, is not there any more")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    @Test
    void whatCannotBeWrittenIsKeptAndWrittenLater() throws IOException {
        // A file stands where the folder should be.
        Files.createDirectories(directory.resolve("runs"));
        Path obstacle = Files.writeString(directory.resolve("runs/run-1"), "");
        EndedActivities ended = new EndedActivities(Optional.of(state()), "run-1");
        int refused = 0;
        for (ActivityRecord activity : numbered(1999)) {
            try {
                ended.add(activity);
            } catch (RuntimeException e) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(1);
        assertThat(ended.and(List.of())).containsExactlyElementsOf(numbered(1999));

        Files.delete(obstacle);
        ended.add(activity("Last", RunStatus.Succeeded, ""));

        assertThat(files("runs/run-1")).isEqualTo(1);
        assertThat(ended.and(List.of()))
                .containsExactlyElementsOf(and(numbered(1999), activity("Last", RunStatus.Succeeded, "")));
    }

    private void save(List<ActivityRecord> given, List<ActivityRecord> running) {
        EndedActivities ended = new EndedActivities(Optional.of(state()), "run-1");
        given.forEach(ended::add);
        state().save(run(ended.and(running)));
    }

    private static List<ActivityRecord> and(List<ActivityRecord> some, ActivityRecord more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static List<ActivityRecord> numbered(int number) {
        List<ActivityRecord> all = new ArrayList<>();
        for (int n = 0; n < number; n++) {
            all.add(activity("Loop[" + n + "]/Set", RunStatus.Succeeded, "of " + n));
        }
        return all;
    }

    private static ActivityRecord activity(String name, RunStatus status, String value) {
        return new ActivityRecord(
                name,
                "SetVariable",
                new Course(status, AT, AT),
                1,
                JsonNodeFactory.instance.objectNode().put("value", value));
    }

    private static RunRecord run(List<ActivityRecord> activities) {
        return new RunRecord(
                "run-1",
                "Shop",
                "Import",
                new Course(RunStatus.InProgress, AT, AT),
                JsonNodeFactory.instance.objectNode(),
                activities,
                Origin.PUBLISHED);
    }

    private int files(String folder) throws IOException {
        Path path = directory.resolve(folder);
        if (!Files.exists(path)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(path)) {
            return (int) all.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    private StateDirectory state() {
        return new StateDirectory(directory.toString(), new Configuration());
    }
}
