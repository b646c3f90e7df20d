package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.Optional;

/** One type of activity. */
public interface ActivityType {

    /**
     * Reports all that is wrong or unsupported; needs no Spark session and no store.
     *
     * @return empty if something is wrong, or known only in the run
     */
    Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues);
}
