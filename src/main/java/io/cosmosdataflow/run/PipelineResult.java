package io.cosmosdataflow.run;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.RunRecord;
import java.util.List;

/**
 * How a run ended.
 *
 * @param failures why it failed, one for each failed activity; empty if it succeeded
 */
public record PipelineResult(RunRecord record, List<JobException> failures) {

    public PipelineResult {
        failures = List.copyOf(failures);
    }
}
