package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
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

/**
 * A process of its own follows a change feed into two containers and is killed, at another point each time; the next
 * run, which may be killed too, makes up for it.
 */
final class FeedKills {

    static final String PENDING = "checkpoints/[^/]+/\\.?pending";
    static final String CHECKPOINT = "checkpoints/[^/]+/\\.?0";

    /**
     * Where a run is killed.
     *
     * @param step a regular expression for its begin
     * @param occurrence which of those that match
     * @param recorded whether the run has left a record by then
     * @param again whether the next run is killed too
     */
    record Point(String name, String step, int occurrence, boolean recorded, boolean again) {

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

    private final Path directory;
    private final FeedRuns feed;
    private final Items second;
    private int round;
    private final List<String> killed = new ArrayList<>();

    FeedKills(Path directory) {
        this.directory = directory;
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

    void killAtEach(String scheme, List<Point> points) throws Exception {
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
            killedAt(point.name());
            recorded += point.recorded() ? 1 : 0;
            if (!point.again()) {
                recovers(recorded);
            }
        }
    }

    FeedRuns feed() {
        return feed;
    }

    int round() {
        return round;
    }

    void killedAt(String point) {
        killed.add(point);
    }

    private static long written(Items items) {
        return SharedEmulator.instance()
                .statistics()
                .container(items.address().database(), items.address().container())
                .documentsWritten();
    }

    /** Documents written to one of the two containers so far. */
    long written(String container) {
        return written(container.equals("out") ? feed.out() : second);
    }

    /** Documents are inserted, updated, deleted and made again under an earlier id. */
    void change() {
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
    void recovers(int interrupted) {
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

    Process start(String scheme, List<String> options) throws IOException {
        return SteppingRun.start(feed.factory(), scheme + feed.statePath(), "Main", options, log().toFile());
    }

    private Path log() {
        return directory.resolve("log");
    }

    static int exitCode(Process process) throws InterruptedException {
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the run ended or was killed").isTrue();
        return process.exitValue();
    }

    String said(String point) throws IOException {
        return point + ": " + Files.readString(log());
    }
}
