package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.Optional;

/** Runs other pipelines for activities, each as a run of its own. Safe for several threads. */
public interface PipelineCalls {

    /**
     * @param caller the attempt that wants it
     * @throws JobException if something is wrong with the other pipeline, of which nothing has run then; or if the
     *     thread is interrupted meanwhile
     */
    Outcome run(PipelineCall call, ActivityContext caller);

    /**
     * How a call has ended.
     *
     * @param runId of the run
     * @param failure why it failed; empty, too, for a run that was not waited for
     * @param returned what the pipeline has given back, by name
     */
    record Outcome(String runId, Optional<JobException> failure, ObjectNode returned) {}
}
