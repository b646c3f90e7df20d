package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.FactoryLoader;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.ActivityRunner.Ended;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityRunnerTest {

    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Activity activity;
    private RunScope scope;
    private int attempts;

    @BeforeEach
    void loadAFactory() {
        FactoryFiles.in(directory).pipeline("p", "{\"name\": \"A\", \"type\": \"Copy\", \"typeProperties\": {}}");
        Factory factory = FactoryLoader.load(directory, new Issues());
        Pipeline pipeline = factory.pipelines().find("p").orElseThrow();
        activity = pipeline.find("A").orElseThrow();
        scope = RunScope.forRun(factory, pipeline, Optional.empty(), Map.of());
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Ended run(Duration timeout, int retry, Supplier<ObjectNode> work) {
        ActivityType type = new ActivityType() {
            @Override
            public void check(Activity checked, RunScope checking, Issues issues) {
                throw new UnsupportedOperationException("a run does not check");
            }

            @Override
            public ObjectNode run(Activity run, RunScope running, ActivityContext context) {
                attempts++;
                return work.get();
            }
        };
        ActivityPolicy policy = new ActivityPolicy(timeout, retry, Duration.ZERO, false, false);
        return new ActivityRunner(SharedSpark.session(), threads, RunListener.NONE).run(activity, policy, type, scope);
    }

    @Test
    void anActivityThatTakesTooLongIsEndedAndFails() {
        Ended ended = run(Duration.ofMillis(20), 0, ActivityRunnerTest::neverEnds);

        assertThat(ended.activity().status()).isEqualTo(RunStatus.Failed);
        assertThat(ended.failure().orElseThrow().code()).isEqualTo(ErrorCode.RunTimedOut);
        assertThat(ended.failure().orElseThrow())
                .hasMessageContaining("Activity 'A' did not end within the timeout of its policy");
    }

    @Test
    void whatMayPassIsTriedAgainAsOftenAsThePolicySays() {
        Ended ended = run(LONG, 2, () -> {
            if (attempts < 3) {
                throw JobException.of(ErrorCode.CosmosUnreachable, "Nothing answers.");
            }
            return JsonNodeFactory.instance.objectNode().put("rowsCopied", 1);
        });

        assertThat(ended.activity().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(ended.activity().attempts()).isEqualTo(3);
        assertThat(ended.failure()).isEmpty();
    }

    @Test
    void aFaultOfTheDefinitionsIsNotTriedAgain() {
        Ended ended = run(LONG, 2, () -> {
            throw JobException.of(ErrorCode.InvalidProperty, "Wrong.");
        });

        assertThat(attempts).isEqualTo(1);
        assertThat(ended.activity().error().orElseThrow().code()).isEqualTo("InvalidProperty");
    }

    private static ObjectNode neverEnds() {
        try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody counts");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The activity was cancelled.", e);
        }
    }
}
