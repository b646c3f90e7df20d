package io.cosmosdataflow.expression.scope;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.expression.date.DotNetDateFormat;
import io.cosmosdataflow.expression.date.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

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
 * @param caller the run whose activity has started this one; empty if none has
 */
public record RunVariables(
        String runId,
        String groupId,
        String triggerType,
        String triggerId,
        String triggerName,
        Instant triggerTime,
        Optional<Caller> caller) {

    /** A run that has started another. */
    public record Caller(String pipeline, String runId) {}

    public RunVariables {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(groupId, "groupId");
        Objects.requireNonNull(triggerType, "triggerType");
        Objects.requireNonNull(triggerId, "triggerId");
        Objects.requireNonNull(triggerName, "triggerName");
        Objects.requireNonNull(triggerTime, "triggerTime");
        Objects.requireNonNull(caller, "caller");
    }

    /** A run that a person started, as Data Factory calls it. */
    public static RunVariables manual(String runId, Instant time) {
        return new RunVariables(runId, runId, "Manual", "", "Manual", time, Optional.empty());
    }

    /**
     * A run that an ExecutePipeline activity has started.
     *
     * @param groupId that of the caller
     * @param activity that has started it
     * @param activityRunId its id
     */
    public static RunVariables called(
            String runId, String groupId, Caller caller, String activity, String activityRunId, Instant time) {
        return new RunVariables(runId, groupId, "PipelineActivity", activityRunId, activity, time, Optional.of(caller));
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
                .put("TriggeredByPipelineName", caller.map(Caller::pipeline).orElse(null))
                .put("TriggeredByPipelineRunId", caller.map(Caller::runId).orElse(null));
    }
}
