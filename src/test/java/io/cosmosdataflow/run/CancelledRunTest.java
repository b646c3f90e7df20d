package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is cancelled ends soon, says so in its record, and leaves the pipeline to the next one. */
@InBothModes
class CancelledRunTest {

    @TempDir
    Path directory;

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private LocalRuns runs;

    @BeforeEach
    void factory() {
        runs = LocalRuns.in(directory);
        FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "documents.jsonl")
                .container("Items", "items")
                .pipeline(
                        "Import",
                        copy("Copy", "In", "{\"type\": \"JsonSource\"}", "Items", "{\"type\": \"CosmosDbSqlApiSink\"}")
                                .replace(
                                        "\"typeProperties\"",
                                        "\"policy\": {\"retry\": 1, \"retryIntervalInSeconds\": 86400},"
                                                + " \"typeProperties\""),
                        copy(
                                "After",
                                "In",
                                "{\"type\": \"JsonSource\"}",
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\"}",
                                "Copy"));
    }

    private PipelineResult run(RunListener listener) {
        RunOptions options = RunOptions.NONE.withState(runs.state()).withCancelled(cancelled::get);
        return runs.job("Import").run(SharedSpark.session(), Map.of(), options, listener);
    }

    private static RunListener onRemark(Runnable work) {
        return new RunListener() {
            @Override
            public void noted(String activity, String remark) {
                if (remark.startsWith("attempt 1 of 2 failed")) {
                    work.run();
                }
            }
        };
    }

    private void assertCancelled(PipelineResult result) {
        assertThat(result.failures()).isEmpty();
        assertThat(runs.state().load(result.record().runId())).satisfies(record -> {
            assertThat(record.status()).isEqualTo(RunStatus.Cancelled);
            assertThat(record.activities()).hasSize(1);
            ActivityRecord copy = record.activities().get(0);
            assertThat(copy.status()).isEqualTo(RunStatus.Cancelled);
            assertThat(copy.end()).isAfter(copy.start());
            assertThat(Duration.between(record.start(), record.end())).isLessThan(Duration.ofMinutes(5));
        });
        assertThat(runs.state().running(result.record().runId())).isFalse();
    }

    @Test
    void aRunThatWaitsForItsNextAttemptIsCancelled() {
        assertCancelled(run(onRemark(() -> cancelled.set(true))));
        assertNextRunWorks();
    }

    @Test
    void anInterruptOfItsThreadCancelsARunAndLeavesTheMark() {
        Thread thread = Thread.currentThread();

        PipelineResult result = run(onRemark(thread::interrupt));

        assertThat(Thread.interrupted()).isTrue();
        assertCancelled(result);
    }

    @Test
    void aRunIsCancelledInTheMiddleOfASparkJob() {
        runs.file(
                "Blob/c/in/documents.jsonl",
                IntStream.range(0, 200_000)
                        .mapToObj(n -> "{\"id\":\"" + n + "\"}\n")
                        .collect(Collectors.joining()));
        SparkListener onTask = new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart start) {
                cancelled.set(true);
            }
        };
        SharedSpark.session().sparkContext().addSparkListener(onTask);
        try {
            assertCancelled(run(RunListener.NONE));
        } finally {
            SharedSpark.session().sparkContext().removeSparkListener(onTask);
        }
        assertNextRunWorks();
    }

    private void assertNextRunWorks() {
        cancelled.set(false);
        // No document of the run before: those that it wrote until it heard of its end are there.
        runs.file("Blob/c/in/documents.jsonl", "{\"id\":\"next\"}\n");
        PipelineResult next = run(RunListener.NONE);
        assertThat(next.failures()).isEmpty();
        assertThat(next.record().status()).isEqualTo(RunStatus.Succeeded);
    }
}
