package io.cosmosdataflow.expression.scope;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.expression.date.DotNetDateFormat;
import io.cosmosdataflow.expression.date.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What {@code pipeline()} knows of a run.
 *
 * <p>Source: Microsoft Learn, control-flow-system-variables.
 *
 * @param runId of this run
 * @param groupId of the run that started it all; the run's own for one that nothing started
 * @param triggerType {@code Manual}, {@code ScheduleTrigger}, {@code PipelineActivity}, ...
 * @param triggerId empty text if there is none
 * @param triggerName {@code Manual}, or the name of the trigger
 */
public record RunVariables(
        String runId, String groupId, String triggerType, String triggerId, String triggerName, Instant triggerTime) {

    public RunVariables {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(groupId, "groupId");
        Objects.requireNonNull(triggerType, "triggerType");
        Objects.requireNonNull(triggerId, "triggerId");
        Objects.requireNonNull(triggerName, "triggerName");
        Objects.requireNonNull(triggerTime, "triggerTime");
    }

    /** A run that a person started, as Data Factory calls it. */
    public static RunVariables manual(String runId, Instant time) {
        return new RunVariables(runId, runId, "Manual", "", "Manual", time);
    }

    ObjectNode toNode() {
        Timestamp time = new Timestamp(LocalDateTime.ofInstant(triggerTime, ZoneOffset.UTC), true);
        return JsonNodeFactory.instance
                .objectNode()
                .put("RunId", runId)
                .put("GroupId", groupId)
                .put("TriggerType", triggerType)
                .put("TriggerId", triggerId)
                .put("TriggerName", triggerName)
                .put("TriggerTime", DotNetDateFormat.format(time, DotNetDateFormat.ROUND_TRIP))
                .putNull("TriggeredByPipelineName")
                .putNull("TriggeredByPipelineRunId");
    }
}
