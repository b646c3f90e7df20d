package io.cosmosdataflow.run;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.RunRecord;
import java.util.List;

/**
 * How a run ended.
 *
 * @param failures why it failed, one for each failed activity; and why runs have failed that it has started and not
 *     waited for, which do not count for its status
 */
public record PipelineResult(RunRecord record, List<JobException> failures) {

    public PipelineResult {
        failures = List.copyOf(failures);
    }
}
