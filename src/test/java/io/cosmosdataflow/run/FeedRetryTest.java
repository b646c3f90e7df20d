package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.run.ActivityRunner.Ended;
import io.cosmosdataflow.run.activity.ActivityOutputs;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.flow.StatedPartitionKeys;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change feed under the retries of an activity's policy, which here do not wait in between. */
@InBothModes
class FeedRetryTest {

    private static final ActivityPolicy ONE_RETRY =
            new ActivityPolicy(Duration.ofMinutes(10), 1, Duration.ZERO, false, false);

    @TempDir
    Path directory;

    @Test
    void aRetryRepeatsWhatTheFailedAttemptTook() {
        FeedRuns feed = FeedRuns.in(directory, FeedRuns.FROM_THE_BEGINNING);
        feed.flow(FeedRuns.source("In", FeedRuns.FROM_THE_BEGINNING)
                + "In sink(format: 'document', partitionKey: ['/pk'], insertable: true) ~> Out");
        for (int i = 0; i < 20; i++) {
            feed.in().upsert("{'id': '%d', 'pk': 'key-%d', 'qty': 1, 'deleted': false}".formatted(i, i));
        }
        EmbeddedCosmos emulator = SharedEmulator.instance();
        emulator.faults()
                .on(FaultRule.of(0.2, 1, Fault.FORBIDDEN)
                        .on(RequestKind.BATCH)
                        .inEachOperation()
                        .atMost(1));
        try {
            Ended ended = run(feed);

            assertThat(emulator.faults().count()).isEqualTo(1);
            assertThat(ended.failure()).isEmpty();
            assertThat(ended.record().status()).isEqualTo(RunStatus.Succeeded);
            assertThat(ended.record().attempts()).isEqualTo(2);
        } finally {
            emulator.faults().off();
        }
        feed.agree();
        assertThat(FeedRuns.taken(feed.run())).isZero();
    }

    /** What {@link PipelineRun} does for a pipeline of one activity. */
    private static Ended run(FeedRuns feed) {
        Factory factory = FactoryLoader.load(feed.factory(), new Issues());
        Pipeline pipeline = factory.pipelines().find("Main").orElseThrow();
        Activity activity = pipeline.find("Follow").orElseThrow();
        CheckedPipeline checked = PipelineCheck.check(
                factory, pipeline, Optional.of(feed.stores()), ActivityOutputs.NONE, Map.of(), new Issues());
        RunScope scope = checked.scope().running(Map.of(), "retried", feed.options());
        RunJournal journal = new RunJournal(scope, RunRecord.Origin.PUBLISHED);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (RunLock lock = feed.state().lock("Main", Optional.empty(), "retried")) {
            RunGroup group = new RunGroup("retried", feed.options());
            KeptState kept =
                    new KeptState(scope, feed.state(), group, lock, journal, Optional.empty(), RunListener.NONE);
            RunScope keeping = scope.keeping(kept);
            RunParts parts = new RunParts(
                    checked,
                    SharedSpark.session(),
                    threads,
                    journal,
                    RunListener.NONE,
                    new StatedPartitionKeys(keeping),
                    (call, caller) -> {
                        throw new UnsupportedOperationException("There is no other pipeline.");
                    });
            ActivityListRun list = new ActivityListRun(parts, keeping, List.of(activity), "");
            return new ActivityRunner(list.attempts(), SharedSpark.session(), threads, RunListener.NONE)
                    .run(activity, () -> ONE_RETRY);
        } finally {
            threads.shutdownNow();
        }
    }
}
