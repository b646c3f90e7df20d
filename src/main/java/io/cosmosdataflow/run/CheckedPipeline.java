package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Branch;
import io.cosmosdataflow.definition.ReferenceCheck;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Resolutions;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pipeline after its check, to be run once. Activities that depend on what only the run knows are checked there. */
public final class CheckedPipeline {

    private record Checked(CheckedActivity activity, Resolutions resolutions) {}

    private final RunScope scope;
    private final Map<String, Checked> activities = new HashMap<>();

    private CheckedPipeline(RunScope scope) {
        this.scope = scope;
    }

    static CheckedPipeline of(RunScope scope, Issues issues) {
        CheckedPipeline checked = new CheckedPipeline(scope);
        ReferenceCheck.pipeline(scope.factory(), scope.pipeline(), issues);
        checked.check(scope.pipeline().activities(), scope, issues);
        return checked;
    }

    private void check(List<Activity> list, RunScope at, Issues issues) {
        UpstreamActivities upstream = new UpstreamActivities(list);
        for (Activity activity : list) {
            if (activity.execution().active()) {
                RunScope seen = at.notAfter(upstream.others(activity));
                ActivityTypes.find(activity, seen)
                        .ifPresentOrElse(
                                type -> check(activity, type, seen, issues),
                                () -> ActivityTypes.reportUnknown(activity, issues));
            }
        }
    }

    private void check(Activity activity, ActivityType type, RunScope at, Issues issues) {
        Resolutions resolutions = new Resolutions();
        type.check(activity, at.noting(resolutions), issues)
                .ifPresent(found -> activities.put(activity.name(), new Checked(found, resolutions)));
        if (at.given(activity).isPresent()) {
            return;
        }
        RunScope inside = type.inside(at);
        for (Branch branch : activity.body().branches()) {
            check(branch.activities(), inside.inside(branch), issues);
        }
    }

    /** The scope of the check. */
    RunScope scope() {
        return scope;
    }

    /**
     * With the values of now.
     *
     * @param now scope of the run
     * @throws JobException with all that is wrong with them
     */
    CheckedActivity activity(Activity activity, RunScope now) {
        Checked earlier = activities.get(activity.name());
        if (earlier != null && earlier.resolutions().hold(now)) {
            return earlier.activity();
        }
        Issues issues = new Issues();
        Optional<CheckedActivity> checked = ActivityTypes.of(activity, now).check(activity, now, issues);
        issues.throwIfErrors();
        return checked.orElseThrow(() -> JobException.of(
                ErrorCode.ExpressionFailed,
                "A setting of " + activity.shown() + " could not be resolved although the run has begun."));
    }
}
