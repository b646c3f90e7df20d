package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.Branch;

/** Runs the activities inside an activity. Safe for several threads. */
public interface Branches {

    /**
     * Runs a list of activities to its end.
     *
     * @param step what the names of their records have behind that of the activity: {@code [3]}, or nothing
     * @param scope what the activity itself refers to, with the item of the list if it has one
     * @throws io.cosmosdataflow.diagnostic.JobException if the thread is interrupted meanwhile
     */
    BranchOutcome run(Branch branch, String step, RunScope scope);
}
