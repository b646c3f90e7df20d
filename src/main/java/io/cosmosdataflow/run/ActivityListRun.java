package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Branch;
import io.cosmosdataflow.definition.json.SecretForms;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.ActivityOutcomes.Readiness;
import io.cosmosdataflow.run.ActivityRunner.Ended;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.BranchOutcome;
import io.cosmosdataflow.run.activity.Branches;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.kind.Opening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs a list of activities in the order of their dependencies, those of a pipeline or of a branch inside an activity;
 * those that need not wait for each other run side by side.
 */
final class ActivityListRun {

    /** Between the name of an activity and those of the activities inside, which have none of it themselves. */
    static final String INSIDE = "/";

    private static final long ASKED_MILLIS = 100;
    private static final long MOST_SECONDS_TO_END = 60;

    private final RunParts parts;
    private final RunScope scope;
    private final SecretForms secrets;
    private final String path;
    private final List<Activity> activities;
    private final CountedThreads threads;
    private final ActivityOutcomes outcomes;
    private final List<Ended> failed = new ArrayList<>();
    private boolean interrupted;

    /** @param path names of the activities around it, with {@link #INSIDE} behind each */
    ActivityListRun(RunParts parts, RunScope scope, List<Activity> activities, String path) {
        this.parts = parts;
        this.scope = scope;
        this.secrets = scope.secrets();
        this.activities = activities;
        this.path = path;
        this.threads = new CountedThreads(parts.threads());
        this.outcomes = new ActivityOutcomes(activities);
    }

    /** Counts as it was recorded, and is not run; so does what is inside an activity of the list. */
    void isDone(ActivityRecord record) {
        outcomes.find(record.name()).ifPresent(activity -> {
            outcomes.end(activity, record.status());
            scope.activityEnded(activity.name(), record);
        });
        ActivityTypes.restore(record, scope.variables());
        parts.journal().ended(record);
    }

    /** @return false if the run was cancelled meanwhile, and nothing of it runs any more */
    boolean run() {
        if (Thread.interrupted()) {
            // A list in which nothing is waited for would never find out.
            interrupted = true;
            return false;
        }
        List<Future<Ended>> submitted = new ArrayList<>();
        try {
            return run(submitted);
        } catch (RuntimeException | Error e) {
            stop(submitted);
            throw e;
        }
    }

    private boolean run(List<Future<Ended>> submitted) {
        CompletionService<Ended> running = new ExecutorCompletionService<>(threads);
        ActivityRunner runner = new ActivityRunner(attempts(), parts.spark(), threads, recording());
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
                    submitted.add(running.submit(() -> runner.run(activity, () -> policy(activity))));
                } else {
                    passOver(activity, readiness == Readiness.SKIPPED ? RunStatus.Skipped : RunStatus.Inactive);
                }
            }
            if (!moved && underWay > 0) {
                Optional<Future<Ended>> next = next(running);
                if (next.isEmpty()) {
                    cancel(submitted, running);
                    return false;
                }
                end(next.get());
                underWay--;
            }
        }
        return true;
    }

    private ActivityPolicy policy(Activity activity) {
        return ActivityTypes.of(activity, scope).policy(activity, scope);
    }

    /** By the rule for pipelines; to be asked for after a run that was not cancelled. */
    RunStatus status() {
        return outcomes.status();
    }

    /** Why activities have failed, also those whose failure another one handles. */
    List<JobException> failures() {
        return failed.stream().flatMap(each -> each.failure().stream()).toList();
    }

    /** Whether the thread of the list was interrupted; it has not the mark any more, since files are written after that. */
    boolean interrupted() {
        return interrupted;
    }

    /** The next activity that ends; empty if the run is cancelled before. Lists inside others are interrupted then. */
    private Optional<Future<Ended>> next(CompletionService<Ended> running) {
        try {
            while (!path.isEmpty() || !scope.options().cancelled().getAsBoolean()) {
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
    private void cancel(List<Future<Ended>> submitted, CompletionService<Ended> running) {
        stop(submitted);
        for (Future<Ended> each = running.poll(); each != null; each = running.poll()) {
            if (!each.isCancelled()) {
                end(each);
            }
        }
        parts.journal().cancelRunning(path).forEach(parts.listener()::activityEnded);
    }

    private void stop(List<Future<Ended>> submitted) {
        submitted.forEach(each -> each.cancel(true));
        interrupted |= threads.await(MOST_SECONDS_TO_END);
    }

    private void end(Future<Ended> next) {
        try {
            Ended ended = next.get();
            scope.activityEnded(ended.activity().name(), ended.record());
            if (ended.failure().isPresent()) {
                failed.add(ended);
            }
            outcomes.end(ended.activity(), ended.record().status());
            note(ended.shown());
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }

    private void passOver(Activity activity, RunStatus status) {
        outcomes.end(activity, status);
        Instant now = Instant.now();
        Course course = new Course(status, now, now);
        note(new ActivityRecord(
                path + activity.name(), activity.type(), course, 0, JsonNodeFactory.instance.objectNode()));
    }

    private void note(ActivityRecord record) {
        parts.listener().activityEnded(parts.journal().ended(record));
    }

    ActivityRunner.Attempts attempts() {
        return new ActivityRunner.Attempts() {
            @Override
            public String path(Activity activity) {
                return path + activity.name();
            }

            @Override
            public String pipeline() {
                return scope.pipeline().name();
            }

            @Override
            public SecretForms secrets() {
                return secrets;
            }

            @Override
            public ObjectNode run(Activity activity, UUID id, boolean repeats) {
                ActivityContext context = new ActivityContext(
                        opening(path(activity)), id, scope, branches(path(activity)), parts.calls(), repeats);
                return parts.checked().activity(activity, scope).run(context);
            }
        };
    }

    private Opening opening(String activity) {
        return new Opening(
                parts.spark(),
                activity,
                remark -> parts.listener().noted(activity, secrets.masked(remark)),
                Optional.empty(),
                scope.rejects(),
                scope.state().kept(),
                parts.partitionKeys()::of);
    }

    /** @param around path of the activity that has them */
    private Branches branches(String around) {
        return (Branch branch, String step, RunScope inside) -> {
            RunScope own = inside.inside(branch);
            ActivityListRun list = new ActivityListRun(parts, own, branch.activities(), around + step + INSIDE);
            if (!list.run()) {
                Thread.currentThread().interrupt();
                throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.");
            }
            return new BranchOutcome(list.failure(), own);
        };
    }

    /** Why it has failed, by the rule for pipelines; empty if it has not. */
    Optional<JobException> failure() {
        return outcomes.cause().map(activity -> {
            Ended cause = failed.stream()
                    .filter(each -> each.activity().equals(activity))
                    .findFirst()
                    .orElseThrow();
            JobException why = cause.failure().orElseThrow();
            return why.inside("Activity '" + cause.record().name() + "' failed: " + why.getMessage());
        });
    }

    private RunListener recording() {
        return new RunListener() {
            @Override
            public void activityStarted(String activity, String type, int attempt) {
                parts.journal().started(activity, type, attempt);
                parts.listener().activityStarted(activity, type, attempt);
            }

            @Override
            public void noted(String activity, String remark) {
                parts.listener().noted(activity, remark);
            }
        };
    }
}
