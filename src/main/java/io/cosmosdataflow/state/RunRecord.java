package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * One run of a pipeline.
 *
 * @param parameters as given and defaulted; secure ones as {@code ***}
 * @param activities in the order in which they ended
 */
public record RunRecord(
        String runId,
        String factory,
        String pipeline,
        RunStatus status,
        Instant start,
        Instant end,
        ObjectNode parameters,
        List<ActivityRecord> activities) {

    public RunRecord {
        activities = List.copyOf(activities);
    }
}
