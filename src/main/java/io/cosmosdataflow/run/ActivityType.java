package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.diagnostic.Issues;

/** One type of activity: how it is checked, and how it runs. */
interface ActivityType {

    /** Reports all that is wrong or unsupported; needs no Spark session and no store. */
    void check(Activity activity, RunScope scope, Issues issues);

    /**
     * Runs one attempt.
     *
     * @return the output, in Data Factory's shape
     * @throws io.cosmosdataflow.diagnostic.JobException why it failed
     */
    ObjectNode run(Activity activity, RunScope scope, ActivityContext context);
}
