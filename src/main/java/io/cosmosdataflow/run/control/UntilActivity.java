package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Branch;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.BranchOutcome;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs a list of activities again and again until a condition holds, which is asked after each time and may refer to what
 * the activities of the list have given.
 *
 * <p>Source: Microsoft Learn, control-flow-until-activity: an activity inside that fails does not stop it; the timeout is
 * seven days unless another is given. What becomes of such a failure is not documented. Here the last time counts: a
 * failure of an earlier one was tried again, which is what such loops are for.
 */
public final class UntilActivity implements ActivityType {

    private static final Duration TIMEOUT = Duration.ofDays(7);

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Branch branch = branch(activity);
        if (scope.isRun()) {
            return Optional.of(context -> run(activity, branch, context));
        }
        Properties properties = Settings.of(activity, scope.inside(branch), issues);
        timeout(properties);
        Settings.condition(properties, "expression");
        properties.finish();
        return Optional.empty();
    }

    private static Branch branch(Activity activity) {
        return activity.branch("activities").orElseGet(() -> new Branch("activities", List.of()));
    }

    private static ObjectNode run(Activity activity, Branch branch, ActivityContext context) {
        for (int time = 0; ; time++) {
            BranchOutcome outcome = context.branches().run(branch, "[" + time + "]", context.scope());
            if (holds(activity, outcome)) {
                outcome.orThrow();
                return JsonNodeFactory.instance.objectNode();
            }
        }
    }

    /** A condition that refers to an activity that has failed may not have a value. */
    private static boolean holds(Activity activity, BranchOutcome outcome) {
        try {
            return holds(activity, outcome.scope());
        } catch (JobException e) {
            throw outcome.failure()
                    .map(why -> e.inside(e.getMessage() + " Before that: " + why.getMessage()))
                    .orElse(e);
        }
    }

    private static boolean holds(Activity activity, RunScope scope) {
        Issues issues = new Issues();
        Optional<Boolean> holds = Settings.condition(Settings.of(activity, scope, issues), "expression");
        issues.throwIfErrors();
        return holds.orElseThrow();
    }

    private static Duration timeout(Properties properties) {
        return TimeSpan.read(properties, "timeout", TimeSpan::of).orElse(TIMEOUT);
    }

    /** It has a timeout of its own for all its times together. */
    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        Issues issues = new Issues();
        Properties properties = Properties.of(
                scope.resolve(activity.typeProperties().only("timeout"::equalsIgnoreCase), issues),
                activity.shown(),
                issues);
        Duration timeout = timeout(properties);
        issues.throwIfErrors();
        return ActivityPolicy.NONE.withTimeout(timeout);
    }
}
