package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.state.ActivityRecord.Failure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of a pipeline.
 *
 * @param end while the run is in progress, when this was written
 * @param parameters as given and defaulted; secure ones as {@code ***}
 * @param activities in the order in which they ended; those in progress last
 * @param rerunOf id of the run that this one repeats
 * @param debugSession empty for published runs
 * @param error why it failed if no activity says it: it was interrupted
 */
public record RunRecord(
        String runId,
        String factory,
        String pipeline,
        RunStatus status,
        Instant start,
        Instant end,
        ObjectNode parameters,
        List<ActivityRecord> activities,
        Optional<String> rerunOf,
        Optional<String> debugSession,
        Optional<Failure> error) {

    public RunRecord {
        activities = List.copyOf(activities);
    }

    /** Of a published run that repeats no other. */
    public RunRecord(
            String runId,
            String factory,
            String pipeline,
            RunStatus status,
            Instant start,
            Instant end,
            ObjectNode parameters,
            List<ActivityRecord> activities) {
        this(
                runId,
                factory,
                pipeline,
                status,
                start,
                end,
                parameters,
                activities,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Optional<ActivityRecord> activity(String name) {
        return activities.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * The record of a run whose process ended without a word.
     *
     * @param heartbeat the last sign of life of its lock; the record itself may have a later one
     */
    RunRecord interrupted(Instant heartbeat) {
        Instant lastSign = Stream.concat(
                        Stream.of(heartbeat, start, end),
                        activities.stream().flatMap(each -> Stream.of(each.start(), each.end())))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Failure why = new Failure(
                ErrorCode.ActivityFailed.name(),
                "The run was interrupted: its process ended, or its machine was cut off, after " + lastSign + ".");
        List<ActivityRecord> ended = activities.stream()
                .map(each -> each.status() == RunStatus.InProgress
                        ? new ActivityRecord(
                                each.name(),
                                each.type(),
                                RunStatus.Failed,
                                each.start(),
                                lastSign,
                                each.attempts(),
                                each.output(),
                                Optional.of(why),
                                each.feeds(),
                                each.checkpointKey())
                        : each)
                .toList();
        return new RunRecord(
                runId,
                factory,
                pipeline,
                RunStatus.Failed,
                start,
                lastSign,
                parameters,
                ended,
                rerunOf,
                debugSession,
                Optional.of(why));
    }
}
