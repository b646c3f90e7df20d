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
 * @param parameters as given and defaulted; secure ones as {@code ***}
 * @param activities in the order in which they ended; those in progress last. Of a long run they are read from files
 *     when somebody asks for them, which may fail with {@link ErrorCode#StateUnavailable}
 */
public record RunRecord(
        String runId,
        String factory,
        String pipeline,
        Course course,
        ObjectNode parameters,
        List<ActivityRecord> activities,
        Origin origin)
        implements Course.Taken {

    /** Type of the activities that call other pipelines. */
    public static final String CALLING = "ExecutePipeline";

    public RunRecord {
        activities = FiledActivities.copyOf(activities);
    }

    /**
     * What made the run.
     *
     * @param rerunOf id of the run that this one repeats
     * @param debugSession empty for published runs
     * @param caller empty for a run that no other has started
     */
    public record Origin(Optional<String> rerunOf, Optional<String> debugSession, Optional<Caller> caller) {

        /** Of a published run that repeats no other. */
        public static final Origin PUBLISHED = new Origin(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * An activity that has started a run.
     *
     * @param runId of the run that has the activity
     * @param activity its path there
     * @param groupId of the run at the beginning, which nothing has started
     */
    public record Caller(String runId, String activity, String groupId) {}

    /** Id of the run whose locks this one has: its own, or of the run at the beginning of those that call each other. */
    String groupId() {
        return origin.caller().map(Caller::groupId).orElse(runId);
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
                        Stream.of(heartbeat, start(), end()),
                        activities.stream().flatMap(each -> Stream.of(each.start(), each.end())))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Failure why = new Failure(
                ErrorCode.ActivityFailed.name(),
                "The run was interrupted: its process ended, or its machine was cut off, after " + lastSign + ".");
        List<ActivityRecord> ended = FiledActivities.withRest(
                activities,
                each -> each.status() == RunStatus.InProgress
                        ? each.withCourse(each.course().ended(RunStatus.Failed, lastSign, Optional.of(why)))
                        : each);
        Course failed = course.ended(RunStatus.Failed, lastSign, Optional.of(why));
        return new RunRecord(runId, factory, pipeline, failed, parameters, ended, origin);
    }
}
