package io.cosmosdataflow.run.activity;

import java.util.Objects;

/**
 * What an activity wants to have run.
 *
 * @param callee the other pipeline, as a check sees it that knows all arguments
 * @param waits whether the activity goes on when that has ended, not when it has begun
 * @param secureInput whether the arguments are to be shown nowhere
 */
public record PipelineCall(RunScope callee, boolean waits, boolean secureInput) {

    public PipelineCall {
        Objects.requireNonNull(callee, "callee");
    }
}
