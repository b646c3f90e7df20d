package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.diagnostic.JobException;
import java.util.Optional;

/**
 * How a list of activities inside an activity has ended.
 *
 * @param failure why it failed, by the rule for pipelines: a failure that another activity of the list handles is none
 * @param scope with what the activities have given
 */
public record BranchOutcome(Optional<JobException> failure, RunScope scope) {

    /** @throws JobException why it failed */
    public void orThrow() {
        failure.ifPresent(why -> {
            throw why;
        });
    }
}
