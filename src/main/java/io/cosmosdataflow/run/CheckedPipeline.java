package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ReferenceCheck;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Resolutions;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.HashMap;
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
        for (Activity activity : scope.pipeline().activities()) {
            if (activity.execution().active()) {
                checked.check(activity, issues);
            }
        }
        return checked;
    }

    private void check(Activity activity, Issues issues) {
        Resolutions resolutions = new Resolutions();
        ActivityTypes.find(activity.type())
                .ifPresentOrElse(
                        type -> type.check(activity, scope.noting(resolutions), issues)
                                .ifPresent(found -> activities.put(activity.name(), new Checked(found, resolutions))),
                        () -> ActivityTypes.reportUnknown(activity, issues));
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
        Optional<CheckedActivity> checked = ActivityTypes.of(activity.type()).check(activity, now, issues);
        issues.throwIfErrors();
        return checked.orElseThrow(() -> JobException.of(
                ErrorCode.ExpressionFailed,
                "A setting of " + activity.shown() + " could not be resolved although the run has begun."));
    }
}
