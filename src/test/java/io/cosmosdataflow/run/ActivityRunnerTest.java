package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.json.SecretForms;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.ActivityRunner.Ended;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts under a policy whose pauses are shorter than a definition may ask for. */
class ActivityRunnerTest {

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> attempts = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whatMayPassIsTriedAsOftenAsThePolicySays() {
        Ended ended = run(policy(Duration.ofMinutes(1), 2), attempt -> {
            throw JobException.of(ErrorCode.CosmosUnreachable, "No answer at attempt " + attempt + ".");
        });

        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(ended.record().status()).isEqualTo(RunStatus.Failed);
        assertThat(ended.record().attempts()).isEqualTo(3);
        assertThat(ended.failure()).get().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.CosmosUnreachable);
            assertThat(failure).hasMessage("No answer at attempt 3.");
        });
    }

    @Test
    void anAttemptThatSucceedsIsTheLast() {
        Ended ended = run(policy(Duration.ofMinutes(1), 5), attempt -> {
            if (attempt < 2) {
                throw JobException.of(ErrorCode.CosmosUnreachable, "No answer.");
            }
            return JsonNodeFactory.instance.objectNode().put("rowsCopied", 1);
        });

        assertThat(attempts).containsExactly(1, 2);
        assertThat(ended.record().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(ended.record().output().get("rowsCopied").asInt()).isEqualTo(1);
        assertThat(ended.failure()).isEmpty();
    }

    @Test
    void aFaultOfTheDefinitionsIsNotTriedAgain() {
        Ended ended = run(policy(Duration.ofMinutes(1), 5), attempt -> {
            throw JobException.of(ErrorCode.MissingProperty, "Set it.");
        });

        assertThat(attempts).containsExactly(1);
        assertThat(ended.record().error()).get().satisfies(error -> assertThat(error.code())
                .isEqualTo("MissingProperty"));
    }

    @Test
    void anAttemptThatTakesTooLongEndsWithTheTimeoutOfThePolicy() {
        CountDownLatch never = new CountDownLatch(1);
        Ended ended = run(policy(Duration.ofMillis(50), 0), attempt -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return JsonNodeFactory.instance.objectNode();
        });

        assertThat(ended.failure()).get().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.RunTimedOut);
            assertThat(failure).hasMessageContaining("did not end within the timeout of its policy");
        });
    }

    private Ended run(ActivityPolicy policy, IntFunction<ObjectNode> work) {
        FactoryFiles files = FactoryFiles.in(directory).pipeline("P", "{\"name\": \"Work\", \"type\": \"Copy\"}");
        Factory factory = FactoryLoader.load(files.directory(), new Issues());
        Pipeline pipeline = factory.pipelines().find("P").orElseThrow();
        RunScope scope =
                RunScope.forCheck(factory, pipeline, Optional.empty()).running(Map.of(), "run", RunOptions.NONE);
        Work type = new Work(work);
        RunListener listener = new RunListener() {
            @Override
            public void activityStarted(String activity, String type, int attempt) {
                attempts.add(attempt);
            }
        };
        ActivityRunner.Attempts attempt = new ActivityRunner.Attempts() {
            @Override
            public SecretForms secrets() {
                return SecretForms.of(List.of());
            }

            @Override
            public String path(Activity activity) {
                return activity.name();
            }

            @Override
            public String pipeline() {
                return pipeline.name();
            }

            @Override
            public ObjectNode run(Activity activity, UUID id, boolean repeats) {
                return type.check(activity, scope, new Issues()).orElseThrow().run(null);
            }
        };
        return new ActivityRunner(attempt, SharedSpark.session(), threads, listener)
                .run(pipeline.activities().get(0), () -> policy);
    }

    private static ActivityPolicy policy(Duration timeout, int retry) {
        return new ActivityPolicy(timeout, retry, Duration.ZERO, false, false);
    }

    /** An activity that does what the test says, by number of the attempt. */
    private static final class Work implements ActivityType {

        private final IntFunction<ObjectNode> work;
        private int attempt;

        Work(IntFunction<ObjectNode> work) {
            this.work = work;
        }

        @Override
        public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
            return Optional.of(context -> {
                attempt++;
                return work.apply(attempt);
            });
        }
    }
}
