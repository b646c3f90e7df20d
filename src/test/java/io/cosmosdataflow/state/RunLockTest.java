package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.state.Processes.Identity;
import io.cosmosdataflow.state.RunRecord.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private final Machine here = new Machine("here", 100);
    private final Machine elsewhere = new Machine("elsewhere", 100);

    @Test
    void aLiveLockIsRefusedWithWhoWhereAndSinceWhen() {
        try (RunLock first = lock(here, "first")) {
            assertThatThrownBy(() -> lock(here, "second"))
                    .hasMessageContaining("Pipeline 'Import' is in use by run first")
                    .hasMessageContaining("since " + START)
                    .hasMessageContaining("on here (process 100)")
                    .hasMessageContaining("Wait until it has ended")
                    .extracting("code")
                    .isEqualTo(ErrorCode.RunInProgress);
            assertThatCode(first::requireHeld).doesNotThrowAnyException();
        }
        assertThatCode(() -> lock(here, "third").close()).doesNotThrowAnyException();
    }

    @Test
    void otherPipelinesAndDebugSessionsHaveLocksOfTheirOwn() {
        StateDirectory state = state(here);
        try (RunLock first = state.lock("Import", Optional.empty(), "first");
                RunLock second = state.lock("Export", Optional.empty(), "second");
                RunLock third = state.lock("Import", Optional.of("default"), "third");
                RunLock fourth = state.lock("Import", Optional.of("other"), "fourth")) {
            assertThat(List.of(first, second, third, fourth)).allSatisfy(RunLock::requireHeld);
        }
    }

    @Test
    void theLockOfADeadProcessOfThisMachineIsTakenOverAtOnce() {
        lock(here, "dead");
        here.processes.clear();
        here.self = here.process(101, "later");

        assertThatCode(() -> lock(here, "next").requireHeld()).doesNotThrowAnyException();
    }

    @Test
    void aProcessThatGotTheNumberOfADeadOneDoesNotKeepItsLock() {
        lock(here, "dead");
        here.self = here.process(100, "later");

        assertThatCode(() -> lock(here, "next").requireHeld()).doesNotThrowAnyException();
    }

    @Test
    void theLockOfAnotherHostEndsWithItsLease() {
        lock(elsewhere, "first");
        elsewhere.processes.clear();

        clock.now = START.plusSeconds(59);
        assertThatThrownBy(() -> lock(here, "second"))
                .hasMessageContaining("on elsewhere")
                .extracting("code")
                .isEqualTo(ErrorCode.RunInProgress);
        clock.now = START.plusSeconds(60);
        assertThatCode(() -> lock(here, "third").requireHeld()).doesNotThrowAnyException();
    }

    @Test
    void aSignOfLifeProlongsTheLease() {
        RunLock first = lock(elsewhere, "first");
        clock.now = START.plusSeconds(50);
        first.renew();

        clock.now = START.plusSeconds(109);
        assertThatThrownBy(() -> lock(here, "second")).hasMessageContaining("is in use by run first");
        first.close();
    }

    @Test
    void whoseLockWasTakenOverMovesNoCheckpoint() {
        RunLock first = lock(elsewhere, "first");
        clock.now = START.plus(Duration.ofMinutes(5));
        RunLock second = lock(here, "second");

        assertThatThrownBy(first::requireHeld)
                .hasMessageContaining("Run second of pipeline 'Import' has taken over")
                .hasMessageContaining("moves no checkpoint any more")
                .extracting("code")
                .isEqualTo(ErrorCode.RunInProgress);
        first.renew();
        first.close();
        assertThatCode(second::requireHeld)
                .as("a late sign of life changes nothing")
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> lock(elsewhere, "third")).hasMessageContaining("is in use by run second");
    }

    @Test
    void theRecordOfARunThatDiedSaysSo() {
        lock(here, "dead");
        state(here).save(record("dead", RunStatus.InProgress));
        here.processes.clear();
        here.self = here.process(101, "later");

        lock(here, "next");

        assertThat(state(here).load("dead")).satisfies(run -> {
            assertThat(run.status()).isEqualTo(RunStatus.Failed);
            assertThat(run.error()).get().satisfies(error -> assertThat(error.message())
                    .contains("The run was interrupted"));
            assertThat(run.activity("Copy").orElseThrow().status()).isEqualTo(RunStatus.Failed);
            assertThat(run.activity("Before").orElseThrow().status()).isEqualTo(RunStatus.Succeeded);
        });
    }

    @Test
    void theRecordsOfRunsThatItHadCalledSaySo() {
        lock(here, "dead");
        RunRecord before = record("dead", RunStatus.InProgress);
        state(here).save(calling(before));
        RunRecord.Caller caller = new RunRecord.Caller("dead", "Call", "dead");
        Origin called = new Origin(Optional.empty(), Optional.empty(), Optional.of(caller));
        state(here).save(like(before, "called", "Child", called));
        state(here).save(like(before, "other", "Child", Origin.PUBLISHED));
        assertThat(state(here).running("called")).isFalse();
        here.processes.clear();
        here.self = here.process(101, "later");

        lock(here, "next");

        assertThat(state(here).load("called").error()).isPresent();
        assertThat(state(here).load("called").origin()).isEqualTo(called);
        assertThat(state(here).load("other").error()).isEmpty();
    }

    @Test
    void aCalledRunLivesWithTheLockThatItsCallerHasForIt() {
        RunRecord before = record("first", RunStatus.InProgress);
        state(here).save(before);
        RunRecord.Caller caller = new RunRecord.Caller("first", "Call", "first");
        Origin called = new Origin(Optional.empty(), Optional.empty(), Optional.of(caller));
        state(here).save(like(before, "called", "Child", called));
        assertThat(state(here).running("called")).isFalse();

        try (RunLock lock = state(here).lock("Child", Optional.empty(), "first")) {
            assertThat(state(here).running("called")).isTrue();
        }
        assertThat(state(here).running("called")).isFalse();
    }

    private static RunRecord calling(RunRecord run) {
        ActivityRecord call =
                new ActivityRecord("Call", RunRecord.CALLING, run.course(), 1, JsonNodeFactory.instance.objectNode());
        return new RunRecord(
                run.runId(),
                run.factory(),
                run.pipeline(),
                run.course(),
                run.parameters(),
                List.of(call),
                run.origin());
    }

    private static RunRecord like(RunRecord run, String id, String pipeline, Origin origin) {
        return new RunRecord(id, run.factory(), pipeline, run.course(), run.parameters(), run.activities(), origin);
    }

    /** The lock's sign of life may be from before an activity that the record knows of. */
    @Test
    void noActivityOfARunThatDiedEndsBeforeItBegan() {
        lock(here, "dead");
        RunRecord before = record("dead", RunStatus.InProgress);
        Instant later = clock.instant().plusSeconds(9);
        ActivityRecord started = new ActivityRecord(
                "Late",
                "Copy",
                new Course(RunStatus.InProgress, later, later.plusMillis(5)),
                1,
                JsonNodeFactory.instance.objectNode());
        state(here)
                .save(new RunRecord(
                        "dead",
                        before.factory(),
                        before.pipeline(),
                        new Course(RunStatus.InProgress, before.start(), later.plusMillis(5)),
                        before.parameters(),
                        List.of(started),
                        Origin.PUBLISHED));
        here.processes.clear();
        here.self = here.process(101, "later");

        lock(here, "next");

        assertThat(state(here).load("dead")).satisfies(run -> {
            assertThat(run.end()).isEqualTo(later.plusMillis(5));
            assertThat(run.activity("Late").orElseThrow().end()).isEqualTo(later.plusMillis(5));
        });
    }

    @Test
    void aRunThatEndedBeforeItDiedKeepsItsRecord() {
        lock(here, "dead");
        state(here).save(record("dead", RunStatus.Succeeded));
        here.self = here.process(100, "later");

        lock(here, "next");

        assertThat(state(here).load("dead").status()).isEqualTo(RunStatus.Succeeded);
    }

    @Test
    void aLockWithoutContentEndsWithTheLeaseAfterItWasMade() throws IOException {
        Path lock = directory.resolve("locks/import/000000000007.json");
        Files.createDirectories(lock.getParent());
        Files.writeString(lock, "");
        clock.now = Files.getLastModifiedTime(lock).toInstant();

        assertThatThrownBy(() -> lock(here, "second")).extracting("code").isEqualTo(ErrorCode.RunInProgress);
        clock.now = clock.now.plusSeconds(61);
        assertThatCode(() -> lock(here, "third").requireHeld()).doesNotThrowAnyException();
        assertThat(lock.getParent().toFile().list()).containsExactly("000000000008.json");
    }

    @Test
    void aLockOfALaterVersionIsRefusedByName() throws IOException {
        Path lock = directory.resolve("locks/import/000000000001.json");
        Files.createDirectories(lock.getParent());
        Files.writeString(lock, "{\"version\": 9}");

        assertThatThrownBy(() -> lock(here, "second"))
                .hasMessageContaining("000000000001.json has version 9")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    @Test
    void thisProcessLivesAndAChildThatEndedDoesNot() throws Exception {
        Processes processes = Processes.ofThisMachine();
        Identity self = processes.self();

        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(processes.start(self.pid())).contains(self.start());
        Process child = new ProcessBuilder("true").start();
        child.waitFor();
        assertThat(processes.start(child.pid())).isEmpty();
    }

    private RunLock lock(Machine machine, String runId) {
        return state(machine).lock("Import", Optional.empty(), runId);
    }

    private StateDirectory state(Machine machine) {
        return new StateDirectory(directory.toString(), new Configuration(), clock, machine);
    }

    private static RunRecord record(String id, RunStatus status) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Course course = new Course(status, START, START);
        return new RunRecord(
                id,
                "Shop",
                "Import",
                course,
                json.objectNode(),
                List.of(
                        new ActivityRecord(
                                "Before", "Copy", new Course(RunStatus.Succeeded, START, START), 1, json.objectNode()),
                        new ActivityRecord("Copy", "Copy", course, 1, json.objectNode())),
                Origin.PUBLISHED);
    }

    /** Stands until it is moved. */
    private static final class HandClock extends Clock {

        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A machine with the processes that the test says. */
    private static final class Machine implements Processes {

        private final String name;
        private final Map<Long, String> processes = new HashMap<>();
        private Identity self;

        Machine(String name, long pid) {
            this.name = name;
            this.self = process(pid, "first");
        }

        Identity process(long pid, String start) {
            processes.put(pid, start);
            return new Identity(name, name, pid, start);
        }

        @Override
        public Identity self() {
            return self;
        }

        @Override
        public Optional<String> start(long pid) {
            return Optional.ofNullable(processes.get(pid));
        }
    }
}
