package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of its own follows a change feed into two containers and is killed, at another point each time; the next
 * run, which may be killed too, makes up for it.
 */
class KilledFeedTest {

    private static final String PENDING = "checkpoints/[^/]+/\\.?pending";
    private static final String CHECKPOINT = "checkpoints/[^/]+/\\.?0";

    /**
     * Where a run is killed.
     *
     * @param step a regular expression for its begin
     * @param occurrence which of those that match
     * @param recorded whether the run has left a record by then
     * @param again whether the next run is killed too
     */
    private record Point(String name, String step, int occurrence, boolean recorded, boolean again) {

        static Point at(String name, String step, int occurrence) {
            return new Point(name, step, occurrence, true, false);
        }

        Point unrecorded() {
            return new Point(name, step, occurrence, false, again);
        }

        Point andAgain() {
            return new Point(name, step, occurrence, recorded, true);
        }
    }

    /** A file appears by a link, or replaces another one, in a single step. */
    private static final List<Point> ON_LOCAL_FILES = List.of(
            Point.at("before the first file of state", "create locks/", 1).unrecorded(),
            Point.at("in the middle of the file of the lock", "half locks/", 1).unrecorded(),
            Point.at("with the lock, before the record", "create runs/", 1).unrecorded(),
            Point.at("before the activity is in the record", "create runs/", 2),
            Point.at("before the ranges are in the record", "create runs/", 3),
            Point.at("between the record of the ranges and the mark", "create " + PENDING, 1),
            Point.at("with the mark, before the first sink", "begin task 0", 1),
            Point.at("after a part of the first sink", "end task 0", 2).andAgain(),
            Point.at("between the sinks", "begin task 1", 1),
            Point.at("in the middle of the second sink", "end task 1", 2).andAgain(),
            Point.at("between the sinks' commit and the checkpoint", "create " + CHECKPOINT, 1)
                    .andAgain(),
            Point.at("in the middle of the checkpoint", "half " + CHECKPOINT, 1),
            Point.at("after the checkpoint, before the mark goes", "delete " + PENDING + ".json$", 1),
            Point.at("without the mark, before the record", "create runs/", 4).andAgain(),
            Point.at("in the middle of the last record", "half runs/", 5));

    /** A file is replaced by one that is renamed after the old one is deleted. */
    private static final List<Point> WITHOUT_OVERWRITE = List.of(
            Point.at("in the second sink of the first run", "begin task 1", 2),
            Point.at("with the record gone and its draft there", "rename runs/", 3)
                    .andAgain(),
            Point.at("between the draft of the mark and the mark", "rename " + PENDING, 1),
            Point.at("between the draft of the checkpoint and the checkpoint", "rename " + CHECKPOINT, 1),
            Point.at("after the renamed checkpoint", "delete " + PENDING + ".json$", 1));

    @TempDir
    Path directory;

    private FeedRuns feed;
    private Items second;
    private int round;
    private final List<String> killed = new ArrayList<>();

    @BeforeEach
    void twoSinks() {
        feed = FeedRuns.in(directory, FeedRuns.FROM_THE_BEGINNING);
        feed.files().container("Second", "second");
        second = feed.items("second");
        feed.flow(
                Map.of("In", "In"),
                Map.of("Out", "Out", "Second", "Second"),
                FeedRuns.source("In", FeedRuns.FROM_THE_BEGINNING)
                        + FeedRuns.marked("In")
                        + FeedRuns.sink("Marked", "Out", ", saveOrder: 1")
                        + FeedRuns.sink("Marked", "Second", ", saveOrder: 2"));
    }

    /** The many others start faster with what it leaves. */
    private void aRunThatNobodyKillsSucceeds() throws Exception {
        Path place = directory.resolve("whole");
        FeedRuns whole = FeedRuns.in(place, FeedRuns.FROM_THE_BEGINNING);
        whole.in().upsert("{'id': 'one', 'pk': 'a', 'qty': 1, 'deleted': false}");
        Path log = place.resolve("log");
        int status = SteppingRun.first(whole.factory(), "file:" + whole.statePath(), "Main", log.toFile());
        assertThat(status).as(Files.readString(log)).isZero();
        assertThat(whole.out().all()).containsOnlyKeys("one");
    }

    @Test
    void killsAtAnyStepOnLocalFilesLoseNothing() throws Exception {
        killAtEach("file:", ON_LOCAL_FILES);
    }

    @Test
    void killsAtAnyStepOnFilesThatCannotBeOverwrittenLoseNothing() throws Exception {
        killAtEach("stepping:", WITHOUT_OVERWRITE);
    }

    private void killAtEach(String scheme, List<Point> points) throws Exception {
        if (!SteppingRun.sharesClasses()) {
            aRunThatNobodyKillsSucceeds();
        }
        int recorded = 0;
        for (Point point : points) {
            change();
            Path trace = directory.resolve("trace-" + round);
            List<String> options = Steps.options(trace, point.step(), point.occurrence());
            assertThat(exitCode(start(scheme, options))).as(said(point.name())).isEqualTo(Steps.HALTED);
            List<String> steps = Files.readAllLines(trace);
            assertThat(steps.get(steps.size() - 1)).as(point.name()).containsPattern("^" + point.step());
            killed.add(point.name());
            recorded += point.recorded() ? 1 : 0;
            if (!point.again()) {
                recovers(recorded);
            }
        }
    }

    @InBothModes
    @Test
    void killsWhileTheSinkWritesLoseNothing() throws Exception {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        int kills = 0;
        for (String container : List.of("out", "second")) {
            for (int documents : new int[] {1, 12}) {
                change();
                long before = written(container);
                // so that the documents of one request are written few at a time
                emulator.faults()
                        .on(FaultRule.of(0.8, round, Fault.THROTTLED)
                                .on(RequestKind.BATCH)
                                .inEachOperation()
                                .retryAfter(100));
                Process process = start("file:", List.of());
                while (process.isAlive() && written(container) < before + documents) {
                    // a loop that spins would take the time of a processor from the run
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                process.destroyForcibly();
                emulator.faults().off();
                assertThat(exitCode(process))
                        .as(said(documents + " documents in " + container))
                        .isGreaterThan(1);
                killed.add("after " + documents + " documents in " + container);
                recovers(++kills);
            }
        }
    }

    /** The first run takes nothing, and what it was about to keep is where the next one goes on. */
    @InBothModes
    @Test
    void aFirstRunFromNowThatIsKilledSkipsNothing() throws Exception {
        feed.flow(
                FeedRuns.source("In", FeedRuns.FROM_NOW) + FeedRuns.marked("In") + FeedRuns.sink("Marked", "Out", ""));
        feed.in().upsert("{'id': 'before', 'pk': 'a', 'qty': 1, 'deleted': false}");
        Path trace = directory.resolve("trace");
        assertThat(exitCode(start("file:", Steps.options(trace, "create " + CHECKPOINT, 1))))
                .as(said("first run"))
                .isEqualTo(Steps.HALTED);

        feed.in().upsert("{'id': 'after', 'pk': 'b', 'qty': 2, 'deleted': false}");
        feed.run();

        assertThat(feed.out().all()).containsOnlyKeys("after");
    }

    private static long written(Items items) {
        return SharedEmulator.instance()
                .statistics()
                .container(items.address().database(), items.address().container())
                .documentsWritten();
    }

    private long written(String container) {
        return written(container.equals("out") ? feed.out() : second);
    }

    /** Documents are inserted, updated, deleted and made again under an earlier id. */
    private void change() {
        round++;
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            documents.add(document("new-" + round + "-" + i, i, false));
        }
        if (round > 1) {
            for (int i = 0; i < 20; i++) {
                documents.add(document("new-" + (round - 1) + "-" + i, i, i % 4 == 0));
            }
        }
        if (round > 2) {
            documents.add(document("new-" + (round - 2) + "-0", 0, false));
            documents.add(document("new-" + (round - 2) + "-1", 1, true));
        }
        feed.in().upsert(documents.toArray(new String[0]));
    }

    private String document(String id, int key, boolean deleted) {
        return "{'id': '%s', 'pk': 'key-%d', 'qty': %d, 'deleted': %b}".formatted(id, key % 7, round, deleted);
    }

    /** The next run is not held up by the dead one, and takes all that it has left. */
    private void recovers(int interrupted) {
        feed.run();
        Map<String, JsonNode> living = FeedRuns.living(feed.in());
        assertThat(feed.out().all()).as("out after a kill %s", killed).isEqualTo(living);
        assertThat(second.all()).as("second after a kill %s", killed).isEqualTo(living);
        List<RunRecord> failed = feed.state().runs(run -> run.status() != RunStatus.Succeeded, 100);
        assertThat(failed)
                .as("records after a kill %s", killed)
                .hasSize(interrupted)
                .allSatisfy(run -> {
                    assertThat(run.status()).isEqualTo(RunStatus.Failed);
                    assertThat(run.error().orElseThrow().message()).contains("interrupted");
                });
    }

    private Process start(String scheme, List<String> options) throws IOException {
        return SteppingRun.start(feed.factory(), scheme + feed.statePath(), "Main", options, log().toFile());
    }

    private Path log() {
        return directory.resolve("log");
    }

    private static int exitCode(Process process) throws InterruptedException {
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the run ended or was killed").isTrue();
        return process.exitValue();
    }

    private String said(String point) throws IOException {
        return point + ": " + Files.readString(log());
    }
}
