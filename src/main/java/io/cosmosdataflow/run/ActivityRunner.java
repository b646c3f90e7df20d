package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.json.SecretForms;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.Pause;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.ActivityRecord.Failure;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.RunStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Runs one activity under its policy: attempts, the pause between them, and a time limit for each. */
final class ActivityRunner {

    private static final long MOST_SECONDS_TO_END = 60;

    private final Attempts attempts;
    private final SparkSession spark;
    private final Executor threads;
    private final RunListener listener;

    /** What an attempt does. */
    interface Attempts {

        /** The name of the activity in records and messages. */
        String path(Activity activity);

        String pipeline();

        /** What is in no message and in no record. */
        SecretForms secrets();

        /**
         * Checks the activity with the values that it has by then, and runs it.
         *
         * @param id of the attempt
         * @param repeats whether an earlier attempt may have done some of the work
         */
        ObjectNode run(Activity activity, UUID id, boolean repeats);
    }

    ActivityRunner(Attempts attempts, SparkSession spark, Executor threads, RunListener listener) {
        this.attempts = attempts;
        this.spark = spark;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * What happened.
     *
     * @param record with all that the activity gave
     * @param shown what is kept of it
     * @param failure why the activity failed if it did
     */
    record Ended(Activity activity, ActivityRecord record, ActivityRecord shown, Optional<JobException> failure) {}

    /** @param policy may fail, and the activity does then */
    Ended run(Activity activity, Supplier<ActivityPolicy> policy) {
        Instant start = Instant.now();
        try {
            return run(activity, policy.get(), start);
        } catch (JobException failure) {
            return failed(activity, start, 0, failure.shown(attempts.secrets()::masked));
        }
    }

    private Ended run(Activity activity, ActivityPolicy policy, Instant start) {
        String path = attempts.path(activity);
        for (int attempt = 1; ; attempt++) {
            listener.activityStarted(path, activity.type(), attempt);
            try {
                ObjectNode output = attempt(activity, policy, attempt > 1);
                ActivityRecord record = record(activity, RunStatus.Succeeded, start, attempt, output, null);
                boolean secure = policy.secureOutput() || attempts.secrets().in(output.toString());
                return new Ended(activity, record, secure ? record.secured() : record, Optional.empty());
            } catch (JobException thrown) {
                JobException failure = thrown.shown(attempts.secrets()::masked);
                if (attempt > policy.retry()
                        || !mayPass(failure)
                        || Thread.currentThread().isInterrupted()) {
                    return failed(activity, start, attempt, failure);
                }
                listener.noted(
                        path,
                        "attempt " + attempt + " of " + (policy.retry() + 1) + " failed, the next one starts in "
                                + policy.retryInterval().toSeconds() + " s: [" + failure.code() + "] "
                                + failure.getMessage());
                Pause.of(policy.retryInterval());
            }
        }
    }

    private Ended failed(Activity activity, Instant start, int attempt, JobException failure) {
        ActivityRecord record =
                record(activity, RunStatus.Failed, start, attempt, JsonNodeFactory.instance.objectNode(), failure);
        return new Ended(activity, record, record, Optional.of(failure));
    }

    /** A fault of the definitions stays one, however often it is tried. */
    private static boolean mayPass(JobException failure) {
        Category category = failure.code().category();
        return category == Category.RUN || category == Category.EXTERNAL;
    }

    private ObjectNode attempt(Activity activity, ActivityPolicy policy, boolean repeats) {
        UUID id = UUID.randomUUID();
        SparkJobs jobs = new SparkJobs(spark, id.toString());
        FutureTask<ObjectNode> work = new FutureTask<>(() -> {
            jobs.belongToThisThread(attempts.pipeline() + " / " + attempts.path(activity));
            return attempts.run(activity, id, repeats);
        });
        CountDownLatch ended = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                ended.countDown();
            }
        });
        try {
            return work.get(policy.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause());
        } catch (TimeoutException e) {
            work.cancel(true);
            jobs.cancel();
            // What is tried next must not run beside it.
            await(ended);
            throw JobException.of(
                    ErrorCode.RunTimedOut,
                    "Activity '" + attempts.path(activity) + "' did not end within the timeout of its policy, "
                            + policy.timeout().toSeconds() + " s. Raise 'timeout' if it needs longer.",
                    e);
        } catch (InterruptedException e) {
            work.cancel(true);
            jobs.cancel();
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ActivityRecord record(
            Activity activity, RunStatus status, Instant start, int tried, ObjectNode output, JobException failure) {
        Optional<Failure> error =
                Optional.ofNullable(failure).map(why -> new Failure(why.reportedCode(), why.getMessage()));
        Course course = new Course(status, start, Instant.now(), error);
        return new ActivityRecord(attempts.path(activity), activity.type(), course, tried, output);
    }
}
