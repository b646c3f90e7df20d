package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.FeedProgress;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.activity.RunState;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.Checkpoint.Cause;
import io.cosmosdataflow.state.CheckpointKey;
import io.cosmosdataflow.state.Checkpoints;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an activity is told about its change feeds, run after run; the feeds are numbers here. */
class FeedCheckpointTest {

    @TempDir
    Path directory;

    private final List<String> remarks = new ArrayList<>();
    private String pipeline = "Refresh";
    private String activity = "View";
    private final List<String> others = new ArrayList<>();
    private Optional<String> customKey = Optional.empty();
    private Optional<String> debugSession = Optional.empty();

    @Test
    void theFirstRunStartsAnewAndTheNextGoesOnWhereItEnded() {
        try (OneRun first = run()) {
            FeedProgress feeds = first.feeds();
            assertThat(feeds.start("orders")).isEmpty();
            assertThat(feeds.repeats()).isFalse();
            feeds.begin(List.of(range("orders", 0, 5), range("customers", 0, 7)));
            feeds.commit();
        }
        try (OneRun second = run()) {
            FeedProgress feeds = second.feeds();
            assertThat(feeds.start("orders")).contains(position("orders", 5));
            assertThat(feeds.start("customers")).contains(position("customers", 7));
            assertThat(feeds.start("new")).as("a source that was added").isEmpty();
            assertThat(feeds.repeats()).isFalse();
        }
        assertThat(remarks).isEmpty();
    }

    @Test
    void aRunThatBeganAndDidNotCommitIsRepeatedFromItsStart() {
        take(0, 5);
        try (OneRun failed = run()) {
            failed.feeds().begin(List.of(range("orders", 5, 8)));
        }
        try (OneRun next = run()) {
            FeedProgress feeds = next.feeds();
            assertThat(feeds.start("orders")).contains(position("orders", 5));
            assertThat(feeds.repeats()).isTrue();
            feeds.begin(List.of(range("orders", 5, 9)));
            feeds.commit();
        }
        try (OneRun after = run()) {
            assertThat(after.feeds().repeats()).isFalse();
        }
    }

    @Test
    void aKillBetweenTheMoveAndTheRemovalOfTheMarkRepeatsNothing() {
        try (OneRun killed = run()) {
            killed.feeds().begin(List.of(range("orders", 0, 5)));
            checkpoints().move(key(), 0, killed.id, Cause.RUN, List.of(position("orders", 5)));
        }
        try (OneRun next = run()) {
            FeedProgress feeds = next.feeds();
            assertThat(feeds.start("orders")).contains(position("orders", 5));
            assertThat(feeds.repeats()).isFalse();
        }
    }

    @Test
    void aSecondAttemptRepeats() {
        try (OneRun run = run()) {
            assertThat(run.feeds().repeats()).isFalse();
            assertThat(run.feeds().repeats()).isTrue();
        }
    }

    @Test
    void aRewoundCheckpointRepeats() {
        take(0, 5);
        checkpoints().move(key(), 1, "some-run", Cause.REWIND, List.of(position("orders", 0)));

        try (OneRun next = run()) {
            FeedProgress feeds = next.feeds();
            assertThat(feeds.start("orders")).contains(position("orders", 0));
            assertThat(feeds.repeats()).isTrue();
        }
    }

    @Test
    void aRenamedActivityStartsAnewAndSaysSo() {
        take(0, 5);
        activity = "Renamed";

        try (OneRun run = run()) {
            assertThat(run.feeds().start("orders")).isEmpty();
        }
        assertThat(remarks).singleElement().satisfies(remark -> assertThat(remark)
                .contains("activity 'Renamed' of pipeline 'Refresh', so its change feed starts anew")
                .contains("activity 'View' of pipeline 'Refresh'")
                .contains("customizedCheckpointKey", "checkpoint rewind"));
    }

    /** The activities before this one have their first checkpoints already. */
    @Test
    void theFirstRunOfSeveralChangeFeedsIsNoNewName() {
        others.add("Renamed");
        take(0, 5);
        activity = "Renamed";
        others.set(0, "View");

        try (OneRun run = run()) {
            assertThat(run.feeds().start("orders")).isEmpty();
        }
        assertThat(remarks).isEmpty();
    }

    @Test
    void aRenamedPipelineStartsAnewAndSaysSo() {
        take(0, 5);
        pipeline = "Renewed";

        try (OneRun run = run()) {
            assertThat(run.feeds().start("orders")).isEmpty();
        }
        assertThat(remarks).singleElement().satisfies(remark -> assertThat(remark)
                .contains("pipeline 'Renewed', so its change feed starts anew")
                .contains("activity 'View' of pipeline 'Refresh'"));
    }

    @Test
    void aCustomKeyOutlivesNewNames() {
        customKey = Optional.of("0a1b");
        take(0, 5);
        pipeline = "Renewed";
        activity = "Renamed";

        try (OneRun run = run()) {
            assertThat(run.feeds().start("orders")).contains(position("orders", 5));
        }
        assertThat(remarks).isEmpty();
    }

    @Test
    void twoActivitiesCannotHaveOneKey() {
        customKey = Optional.of("0a1b");
        try (OneRun run = run()) {
            run.feeds();
            activity = "Other";
            assertThatThrownBy(run::feeds)
                    .hasMessageContaining("'customizedCheckpointKey' '0a1b' of another activity")
                    .extracting("code")
                    .isEqualTo(ErrorCode.InvalidProperty);
        }
    }

    @Test
    void debugRunsNeverTouchWhatIsPublished() {
        take(0, 5);
        debugSession = Optional.of("default");
        try (OneRun debug = run()) {
            FeedProgress feeds = debug.feeds();
            assertThat(feeds.start("orders")).isEmpty();
            feeds.begin(List.of(range("orders", 0, 3)));
            feeds.commit();
        }
        debugSession = Optional.of("mine");
        try (OneRun other = run()) {
            assertThat(other.feeds().start("orders")).isEmpty();
        }
        debugSession = Optional.empty();
        try (OneRun published = run()) {
            assertThat(published.feeds().start("orders")).contains(position("orders", 5));
        }
    }

    @Test
    void aRerunStartsBeforeTheEarlierRunAndMovesTheCheckpointForward() {
        take(0, 5);
        RunRecord earlier = take(5, 8);
        take(8, 9);

        try (OneRun rerun = run(Optional.of(new Rerun(earlier, Optional.empty())))) {
            FeedProgress feeds = rerun.feeds();
            assertThat(feeds.start("orders")).contains(position("orders", 5));
            assertThat(feeds.repeats()).isTrue();
            feeds.begin(List.of(range("orders", 5, 12)));
            feeds.commit();
        }
        assertThat(checkpoints().present(key()).orElseThrow().positions()).containsExactly(position("orders", 12));
    }

    @Test
    void aRerunOfARunThatTookNothingGoesOnFromTheCheckpoint() {
        take(0, 5);
        RunRecord earlier;
        try (OneRun failed = run()) {
            failed.feeds();
            earlier = failed.journal.close(RunStatus.Failed);
        }

        try (OneRun rerun = run(Optional.of(new Rerun(earlier, Optional.empty())))) {
            assertThat(rerun.feeds().start("orders")).contains(position("orders", 5));
        }
    }

    @Test
    void aRunWhoseLockIsLostMovesNoCheckpoint() {
        try (OneRun first = run()) {
            FeedProgress feeds = first.feeds();
            feeds.begin(List.of(range("orders", 0, 5)));
            first.lock.close();
            try (OneRun second = run()) {
                assertThatThrownBy(feeds::commit)
                        .hasMessageContaining("has taken over")
                        .extracting("code")
                        .isEqualTo(ErrorCode.RunInProgress);
                assertThat(second.feeds().start("orders")).contains(position("orders", 0));
            }
        }
        assertThat(checkpoints().present(key())).isEmpty();
    }

    @Test
    void whatARunIsAboutToTakeIsInItsRecordBeforeItEnds() {
        try (OneRun run = run()) {
            run.journal.started(activity, "ExecuteDataFlow", 1);
            run.feeds().begin(List.of(range("orders", 0, 5)));

            RunRecord record = state().load(run.id);
            assertThat(record.status()).isEqualTo(RunStatus.InProgress);
            assertThat(record.activity(activity)).get().satisfies(each -> {
                assertThat(each.status()).isEqualTo(RunStatus.InProgress);
                assertThat(each.feeds()).containsExactly(range("orders", 0, 5));
            });
        }
    }

    @Test
    void aRunWithoutStateDirectoryCannotReadAFeed() {
        assertThatThrownBy(() -> RunState.NONE.feeds("View", Optional.empty()))
                .hasMessageContaining("--state DIR")
                .extracting("code")
                .isEqualTo(ErrorCode.StateRequired);
    }

    /** A whole run that takes one range and succeeds. */
    private RunRecord take(int from, int to) {
        try (OneRun run = run()) {
            run.journal.started(activity, "ExecuteDataFlow", 1);
            FeedProgress feeds = run.feeds();
            feeds.begin(List.of(range("orders", from, to)));
            feeds.commit();
            Instant now = Instant.now();
            run.journal.ended(new ActivityRecord(
                    activity,
                    "ExecuteDataFlow",
                    new Course(RunStatus.Succeeded, now, now),
                    1,
                    JsonNodeFactory.instance.objectNode()));
            return run.journal.close(RunStatus.Succeeded);
        }
    }

    private OneRun run() {
        return run(Optional.empty());
    }

    private OneRun run(Optional<Rerun> rerun) {
        return new OneRun(rerun);
    }

    private StateDirectory state() {
        return new StateDirectory(directory.resolve("state").toString(), new Configuration());
    }

    private Checkpoints checkpoints() {
        return state().checkpoints();
    }

    private CheckpointKey key() {
        return new CheckpointKey(pipeline, activity, customKey, debugSession);
    }

    private static FeedRange range(String source, int from, int to) {
        return new FeedRange(position(source, from), position(source, to));
    }

    private static FeedPosition position(String source, int offset) {
        return new FeedPosition(source, "shop/" + source, "rid", String.valueOf(offset));
    }

    /** What {@link PipelineRun} makes for a run. */
    private final class OneRun implements AutoCloseable {

        private final String id = UUID.randomUUID().toString();
        private final RunLock lock;
        private final RunJournal journal;
        private final KeptState kept;

        OneRun(Optional<Rerun> rerun) {
            FactoryFiles files = FactoryFiles.in(directory.resolve(pipeline))
                    .pipeline(
                            pipeline,
                            Stream.concat(Stream.of(activity), others.stream())
                                    .map(name -> "{\"name\": \"" + name + "\", \"type\": \"Copy\"}")
                                    .toArray(String[]::new));
            Factory factory = FactoryLoader.load(files.directory(), new Issues());
            Pipeline found = factory.pipelines().find(pipeline).orElseThrow();
            RunOptions options = RunOptions.NONE.withState(state()).withDebugSession(debugSession);
            RunScope scope = RunScope.forCheck(factory, found, Optional.empty()).running(Map.of(), id, options);
            lock = state().lock(pipeline, debugSession, id);
            journal = new RunJournal(
                    scope,
                    new RunRecord.Origin(rerun.map(earlier -> earlier.of().runId()), debugSession, Optional.empty()));
            journal.open();
            RunListener listener = new RunListener() {
                @Override
                public void noted(String who, String remark) {
                    remarks.add(remark);
                }
            };
            kept = new KeptState(scope, state(), new RunGroup(id, options), lock, journal, rerun, listener);
        }

        FeedProgress feeds() {
            return kept.feeds(activity, customKey);
        }

        @Override
        public void close() {
            lock.close();
        }
    }
}
