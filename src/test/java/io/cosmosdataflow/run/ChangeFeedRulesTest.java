package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.FeedRuns.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.Checkpoint;
import io.cosmosdataflow.state.Checkpoint.Cause;
import io.cosmosdataflow.state.Checkpoints;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.Items;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of change feeds from run to run, on real containers. */
@InBothModes
class ChangeFeedRulesTest {

    @TempDir
    Path directory;

    private FeedRuns feed;
    private Items in;
    private Items out;

    @BeforeEach
    void oneSourceOneSink() {
        feed = FeedRuns.in(directory, FeedRuns.FROM_THE_BEGINNING);
        in = feed.in();
        out = feed.out();
    }

    @Test
    void aRerunTakesTheChangesSinceBeforeThatRun() {
        in.upsert(document("1", 1));
        feed.run();
        in.upsert(document("2", 1));
        PipelineResult second = feed.run();
        in.upsert(document("3", 1));
        feed.run();
        out.delete("1", "key-1").delete("2", "key-2").delete("3", "key-3");
        in.upsert(document("4", 1));

        PipelineResult again = feed.rerun(second);

        assertThat(again.failures()).isEmpty();
        assertThat(again.record().origin().rerunOf()).contains(second.record().runId());
        assertThat(out.all()).as("not what came before that run").containsOnlyKeys("2", "3", "4");
        assertThat(FeedRuns.taken(feed.run()))
                .as("the checkpoint moved forward")
                .isZero();
    }

    @Test
    void aRewoundCheckpointTakesThatRunAndTheLaterOnesAgain() {
        in.upsert(document("1", 1));
        feed.run();
        in.upsert(document("2", 1));
        PipelineResult second = feed.run();
        in.upsert(document("3", 1));
        feed.run();
        out.delete("2", "key-2").delete("3", "key-3");

        Checkpoints checkpoints = feed.state().checkpoints();
        Checkpoint present = checkpoints.present(FeedRuns.KEY).orElseThrow();
        checkpoints.move(
                FeedRuns.KEY, present.number(), second.record().runId(), Cause.REWIND, FeedRuns.starts(second));

        assertThat(FeedRuns.taken(feed.run())).isEqualTo(2);
        feed.agree();
        assertThat(FeedRuns.taken(feed.run())).isZero();
    }

    @Test
    void debugSessionsAreApartAndTheFirstPublishedRunStartsAnew() {
        in.upsert(document("1", 1), document("2", 1));
        assertThat(FeedRuns.taken(feed.run(feed.debugging("mine")))).isEqualTo(2);
        assertThat(FeedRuns.taken(feed.run(feed.debugging("mine")))).isZero();
        assertThat(FeedRuns.taken(feed.run(feed.debugging("other")))).isEqualTo(2);

        assertThat(FeedRuns.taken(feed.run())).as("the first published run").isEqualTo(2);

        in.upsert(document("3", 1));
        assertThat(FeedRuns.taken(feed.run(feed.debugging("mine")))).isEqualTo(1);
        assertThat(FeedRuns.taken(feed.run()))
                .as("a debug run takes nothing away from it")
                .isEqualTo(1);
    }

    @Test
    void renamingTheActivityStartsAnewAndSaysSo() {
        in.upsert(document("1", 1), document("2", 1));
        feed.run();
        assertThat(feed.remarks()).isEmpty();

        feed.activity("Renamed", "");
        assertThat(FeedRuns.taken(feed.run())).isEqualTo(2);

        assertThat(feed.remarks())
                .singleElement()
                .asString()
                .contains("no checkpoint of activity 'Renamed' of pipeline 'Main', so its change feed starts anew")
                .contains("activity 'Follow' of pipeline 'Main'");
    }

    @Test
    void aCustomizedCheckpointKeySurvivesARename() {
        String key = ", \"continuationSettings\": {\"customizedCheckpointKey\": \"2d9b7a0e\"}";
        feed.activity("Follow", key);
        in.upsert(document("1", 1), document("2", 1));
        feed.run();

        feed.activity("Renamed", key);
        in.upsert(document("3", 1));

        assertThat(FeedRuns.taken(feed.run())).isEqualTo(1);
        assertThat(feed.remarks()).isEmpty();
    }

    @Test
    void aFirstRunFromNowTakesNothingAndTheNextOneWhatChangedSince() {
        FeedRuns now = FeedRuns.in(directory.resolve("now"), FeedRuns.FROM_NOW);
        now.in().upsert(document("1", 1));
        assertThat(FeedRuns.taken(now.run())).isZero();
        assertThat(now.out().all()).isEmpty();

        now.in().upsert(document("2", 1));
        assertThat(FeedRuns.taken(now.run())).isEqualTo(1);
        assertThat(now.out().all()).containsOnlyKeys("2");
    }

    @Test
    void withoutAStateDirectoryNothingIsReadOrWritten() {
        in.upsert(document("1", 1));

        List<JobException> failures = feed.run(RunOptions.NONE).failures();

        assertThat(failures).extracting(JobException::code).containsExactly(ErrorCode.StateRequired);
        assertThat(out.all()).isEmpty();
    }

    @Test
    void aLiveLockIsRefusedBeforeAnythingIsWritten() {
        in.upsert(document("1", 1));
        try (RunLock lock = feed.state().lock("Main", Optional.empty(), "other")) {
            lock.requireHeld();
            assertThatThrownBy(() -> feed.run(feed.options()))
                    .hasMessageContaining("Pipeline 'Main' is in use by run other")
                    .extracting("code")
                    .isEqualTo(ErrorCode.RunInProgress);
        }
        assertThat(out.all()).isEmpty();

        feed.run();
        feed.agree();
    }

    @Test
    void aStaleLockDoesNotHoldForEver() throws IOException {
        in.upsert(document("1", 1));
        feed.state().lock("Main", Optional.empty(), "far-away").close();
        liveFarAway(Instant.now());
        assertThatThrownBy(() -> feed.run(feed.options()))
                .as("a run of another machine, which gave a sign of life")
                .extracting("code")
                .isEqualTo(ErrorCode.RunInProgress);

        liveFarAway(Instant.now().minus(Duration.ofMinutes(2)));

        feed.run();
        feed.agree();
    }

    /** The lock is that of a run on a machine that nobody can look into. */
    private void liveFarAway(Instant lastSign) throws IOException {
        try (Stream<Path> files = Files.list(feed.statePath().resolve("locks/main"))) {
            Path file = files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .reduce((one, next) -> next)
                    .orElseThrow();
            ObjectMapper json = new ObjectMapper();
            ObjectNode lock = (ObjectNode) json.readTree(file.toFile());
            // As a release before checksums wrote it.
            lock.put("version", 1).remove("checksum");
            lock.put("machine", "far").put("released", false).put("heartbeat", lastSign.toString());
            json.writeValue(file.toFile(), lock);
        }
    }
}
