package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.state.ActivityRecord;
import java.util.Optional;

/** One type of activity. */
public interface ActivityType {

    /**
     * Reports all that is wrong or unsupported; needs no Spark session and no store.
     *
     * @return empty if something is wrong, or known only in the run
     */
    Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues);

    /** What the activities inside one know beyond {@code outside} while they are checked: that there is an item, say. */
    default RunScope inside(RunScope outside) {
        return outside;
    }

    /** Does again from the record of an activity what it has done to the variables of the pipeline. */
    default void restore(ActivityRecord record, PipelineVariables variables) {}

    /** How often and how long it is tried, with expressions evaluated. */
    default ActivityPolicy policy(Activity activity, RunScope scope) {
        return scope.policy(activity);
    }
}
