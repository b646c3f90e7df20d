package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.run.FeedKills.Point;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.Steps;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that follow a change feed are killed while they write, and where a file of state cannot be overwritten. */
class KilledSinkTest {

    /** A file is replaced by one that is renamed after the old one is deleted. */
    private static final List<Point> WITHOUT_OVERWRITE = List.of(
            Point.at("in the second sink of the first run", "begin task 1", 2),
            Point.at("with the record gone and its draft there", "rename runs/", 3)
                    .andAgain(),
            Point.at("between the draft of the mark and the mark", "rename " + FeedKills.PENDING, 1),
            Point.at("between the draft of the checkpoint and the checkpoint", "rename " + FeedKills.CHECKPOINT, 1),
            Point.at("after the renamed checkpoint", "delete " + FeedKills.PENDING + ".json$", 1));

    @TempDir
    Path directory;

    private FeedKills kills;

    @BeforeEach
    void twoSinks() {
        kills = new FeedKills(directory);
    }

    @Test
    void killsAtAnyStepOnFilesThatCannotBeOverwrittenLoseNothing() throws Exception {
        kills.killAtEach("stepping:", WITHOUT_OVERWRITE);
    }

    @InBothModes
    @Test
    void killsWhileTheSinkWritesLoseNothing() throws Exception {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        int killed = 0;
        for (String container : List.of("out", "second")) {
            for (int documents : new int[] {1, 12}) {
                kills.change();
                long before = kills.written(container);
                // so that the documents of one request are written few at a time
                emulator.faults()
                        .on(FaultRule.of(0.8, kills.round(), Fault.THROTTLED)
                                .on(RequestKind.BATCH)
                                .inEachOperation()
                                .retryAfter(100));
                Process process = kills.start("file:", List.of());
                while (process.isAlive() && kills.written(container) < before + documents) {
                    // a loop that spins would take the time of a processor from the run
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                process.destroyForcibly();
                emulator.faults().off();
                assertThat(FeedKills.exitCode(process))
                        .as(kills.said(documents + " documents in " + container))
                        .isGreaterThan(1);
                kills.killedAt("after " + documents + " documents in " + container);
                kills.recovers(++killed);
            }
        }
    }

    /** The first run takes nothing, and what it was about to keep is where the next one goes on. */
    @InBothModes
    @Test
    void aFirstRunFromNowThatIsKilledSkipsNothing() throws Exception {
        FeedRuns feed = kills.feed();
        feed.flow(
                FeedRuns.source("In", FeedRuns.FROM_NOW) + FeedRuns.marked("In") + FeedRuns.sink("Marked", "Out", ""));
        feed.in().upsert("{'id': 'before', 'pk': 'a', 'qty': 1, 'deleted': false}");
        Path trace = directory.resolve("trace");
        assertThat(FeedKills.exitCode(kills.start("file:", Steps.options(trace, "create " + FeedKills.CHECKPOINT, 1))))
                .as(kills.said("first run"))
                .isEqualTo(Steps.HALTED);

        feed.in().upsert("{'id': 'after', 'pk': 'b', 'qty': 2, 'deleted': false}");
        feed.run();

        assertThat(feed.out().all()).containsOnlyKeys("after");
    }
}
