package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.ActivityOutcomes.Readiness;
import io.cosmosdataflow.run.ActivityRunner.Ended;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a list of activities in the order of their dependencies; those that need not wait for each
 * other run side by side.
 */
final class PipelineRunner {

    private static final long ASKED_MILLIS = 100;
    private static final long MOST_SECONDS_TO_END = 60;

    private final CheckedPipeline checked;
    private final RunScope scope;
    private final List<Activity> activities;
    private final SparkSession spark;
    private final RunListener listener;
    private final ActivityOutcomes outcomes;
    private final List<JobException> failures = new ArrayList<>();
    private final RunJournal journal;
    private boolean interrupted;

    PipelineRunner(
            CheckedPipeline checked, RunScope scope, SparkSession spark, RunJournal journal, RunListener listener) {
        this.checked = checked;
        this.scope = scope;
        this.activities = scope.pipeline().activities();
        this.spark = spark;
        this.journal = journal;
        this.listener = listener;
        this.outcomes = new ActivityOutcomes(activities);
    }

    /** @param done what counts as it was recorded, and is not run */
    PipelineResult run(List<ActivityRecord> done) {
        for (ActivityRecord record : done) {
            outcomes.end(outcomes.require(record.name()), record.status());
            scope.activityEnded(record);
            journal.ended(record);
        }
        ExecutorService threads = Executors.newCachedThreadPool(PipelineRunner::daemon);
        boolean complete;
        try {
            complete = runActivities(threads);
        } finally {
            threads.shutdownNow();
        }
        if (!complete) {
            journal.cancelRunning().forEach(listener::activityEnded);
            return new PipelineResult(journal.close(RunStatus.Cancelled), List.of());
        }
        RunStatus status = outcomes.status();
        RunRecord record = journal.close(status);
        return new PipelineResult(record, status == RunStatus.Failed ? failures : List.of());
    }

    /** @return false if the run was cancelled meanwhile */
    private boolean runActivities(ExecutorService threads) {
        CompletionService<Ended> running = new ExecutorCompletionService<>(threads);
        List<Future<Ended>> submitted = new ArrayList<>();
        ActivityRunner runner =
                new ActivityRunner(each -> checked.activity(each, scope), scope, spark, threads, recording());
        List<Activity> pending = new ArrayList<>(activities);
        pending.removeIf(outcomes::hasEnded);
        int underWay = 0;
        while (!outcomes.allEnded()) {
            boolean moved = false;
            for (Activity activity : List.copyOf(pending)) {
                Readiness readiness = outcomes.readiness(activity);
                if (readiness == Readiness.WAITING) {
                    continue;
                }
                pending.remove(activity);
                moved = true;
                if (readiness == Readiness.READY && activity.execution().active()) {
                    underWay++;
                    submitted.add(running.submit(() -> runner.run(activity, scope.policy(activity))));
                } else {
                    passOver(activity, readiness == Readiness.SKIPPED ? RunStatus.Skipped : RunStatus.Inactive);
                }
            }
            if (!moved && underWay > 0) {
                Optional<Future<Ended>> next = next(running);
                if (next.isEmpty()) {
                    cancel(submitted, threads, running);
                    return false;
                }
                end(next.get());
                underWay--;
            }
        }
        return true;
    }

    /** The next activity that ends; empty if the run is cancelled before. */
    private Optional<Future<Ended>> next(CompletionService<Ended> running) {
        try {
            while (!scope.options().cancelled().getAsBoolean()) {
                Future<Ended> next = running.poll(ASKED_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    return Optional.of(next);
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        return Optional.empty();
    }

    /**
     * Stops what runs, and waits until it has put right what it must: throughput that was raised, files that are not
     * complete. Each thread is interrupted once, so that the second interrupt does not hit that.
     */
    private void cancel(List<Future<Ended>> submitted, ExecutorService threads, CompletionService<Ended> running) {
        submitted.forEach(each -> each.cancel(true));
        threads.shutdown();
        try {
            threads.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        for (Future<Ended> each = running.poll(); each != null; each = running.poll()) {
            if (!each.isCancelled()) {
                end(each);
            }
        }
    }

    private void end(Future<Ended> next) {
        try {
            Ended ended = next.get();
            Activity activity = outcomes.require(ended.activity().name());
            scope.activityEnded(ended.activity());
            ended.failure().ifPresent(failures::add);
            outcomes.end(activity, ended.activity().status());
            note(ended.activity());
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }

    /** Whether the thread of the run was interrupted; it has not the mark any more, since files are written after that. */
    boolean interrupted() {
        return interrupted;
    }

    private void passOver(Activity activity, RunStatus status) {
        outcomes.end(activity, status);
        Instant now = Instant.now();
        Course course = new Course(status, now, now);
        note(new ActivityRecord(activity.name(), activity.type(), course, 0, JsonNodeFactory.instance.objectNode()));
    }

    private void note(ActivityRecord record) {
        listener.activityEnded(journal.ended(record));
    }

    private RunListener recording() {
        return new RunListener() {
            @Override
            public void activityStarted(String activity, String type, int attempt) {
                journal.started(activity, type, attempt);
                listener.activityStarted(activity, type, attempt);
            }

            @Override
            public void noted(String activity, String remark) {
                listener.noted(activity, remark);
            }
        };
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "activity");
        thread.setDaemon(true);
        return thread;
    }
}
