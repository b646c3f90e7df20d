package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.flow.StatedPartitionKeys;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.ActivityRecord.Failure;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.kind.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Runs one activity under its policy: attempts, the pause between them, and a time limit for each. */
final class ActivityRunner {

    private final Function<Activity, CheckedActivity> checked;
    private final RunScope scope;
    /** One for all activities: what other pipelines and data flows say is looked up once. */
    private final StatedPartitionKeys partitionKeys;

    private final SparkSession spark;
    private final ExecutorService threads;
    private final RunListener listener;

    /** @param checked an activity with the values that it has by then */
    ActivityRunner(
            Function<Activity, CheckedActivity> checked,
            RunScope scope,
            SparkSession spark,
            ExecutorService threads,
            RunListener listener) {
        this.checked = checked;
        this.scope = scope;
        this.partitionKeys = new StatedPartitionKeys(scope);
        this.spark = spark;
        this.threads = threads;
        this.listener = listener;
    }

    /** The record of what happened, and why the activity failed if it did. */
    record Ended(ActivityRecord activity, Optional<JobException> failure) {}

    Ended run(Activity activity, ActivityPolicy policy) {
        Instant start = Instant.now();
        for (int attempt = 1; ; attempt++) {
            listener.activityStarted(activity.name(), activity.type(), attempt);
            try {
                ObjectNode output = attempt(activity, policy, attempt > 1);
                ActivityRecord record = record(activity, RunStatus.Succeeded, start, attempt, output, null);
                return new Ended(record, Optional.empty());
            } catch (JobException failure) {
                if (attempt > policy.retry()
                        || !mayPass(failure)
                        || Thread.currentThread().isInterrupted()) {
                    ActivityRecord record = record(
                            activity, RunStatus.Failed, start, attempt, JsonNodeFactory.instance.objectNode(), failure);
                    return new Ended(record, Optional.of(failure));
                }
                listener.noted(
                        activity.name(),
                        "attempt " + attempt + " of " + (policy.retry() + 1) + " failed, the next one starts in "
                                + policy.retryInterval().toSeconds() + " s: [" + failure.code() + "] "
                                + failure.getMessage());
                pause(policy.retryInterval());
            }
        }
    }

    /** A fault of the definitions stays one, however often it is tried. */
    private static boolean mayPass(JobException failure) {
        Category category = failure.code().category();
        return category == Category.RUN || category == Category.EXTERNAL;
    }

    private ObjectNode attempt(Activity activity, ActivityPolicy policy, boolean repeats) {
        UUID id = UUID.randomUUID();
        SparkJobs jobs = new SparkJobs(spark, id.toString());
        Future<ObjectNode> work = threads.submit(() -> {
            jobs.belongToThisThread(scope.pipeline().name() + " / " + activity.name());
            return checked.apply(activity).run(new ActivityContext(opening(activity), id, scope.state(), repeats));
        });
        try {
            return work.get(policy.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause());
        } catch (TimeoutException e) {
            work.cancel(true);
            jobs.cancel();
            throw JobException.of(
                    ErrorCode.RunTimedOut,
                    "Activity '" + activity.name() + "' did not end within the timeout of its policy, "
                            + policy.timeout().toSeconds() + " s. Raise 'timeout' if it needs longer.",
                    e);
        } catch (InterruptedException e) {
            work.cancel(true);
            jobs.cancel();
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }

    private Opening opening(Activity activity) {
        return new Opening(
                spark,
                activity.name(),
                remark -> listener.noted(activity.name(), remark),
                Optional.empty(),
                scope.rejects(),
                partitionKeys::of);
    }

    private static void pause(Duration interval) {
        try {
            TimeUnit.MILLISECONDS.sleep(interval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }

    private static ActivityRecord record(
            Activity activity, RunStatus status, Instant start, int attempts, ObjectNode output, JobException failure) {
        Optional<Failure> error =
                Optional.ofNullable(failure).map(why -> new Failure(why.code().name(), why.getMessage()));
        Course course = new Course(status, start, Instant.now(), error);
        return new ActivityRecord(activity.name(), activity.type(), course, attempts, output);
    }
}
