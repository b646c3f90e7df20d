package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.state.ActivityRecord.Failure;
import io.cosmosdataflow.state.RunRecord.Caller;
import io.cosmosdataflow.state.RunRecord.Origin;
import java.util.List;
import java.util.Optional;

/**
 * The JSON form of a {@link RunRecord}. Version 2 has change feeds, reruns, debug sessions and runs in progress,
 * version 3 a checksum, version 4 activities in files of
 * their own, of which the record has the numbers.
 */
final class RunRecordJson {

    private static final int VERSION = 4;
    private static final int VERSION_WITHOUT_PARTS = 3;

    private static final String WAY_OUT = "Move it away; nothing but the record of this run is lost.";
    private static final StateJson.Kind KIND = new StateJson.Kind("a run record", VERSION, 3, WAY_OUT);

    private static final int VERSION_OF_PARTS = 1;
    private static final StateJson.Kind PART =
            new StateJson.Kind("a part of a run record", VERSION_OF_PARTS, VERSION_OF_PARTS, WAY_OUT);

    /** Reads a part of a record. */
    @FunctionalInterface
    interface Parts {
        List<ActivityRecord> read(String runId, int number);
    }

    private RunRecordJson() {}

    /** Without the activities that have files of their own. */
    static byte[] write(RunRecord run) {
        List<Integer> parts = FiledActivities.partsOf(run.activities());
        ObjectNode json = json(run, FiledActivities.restOf(run.activities()));
        if (!parts.isEmpty()) {
            ArrayNode counts = json.put("version", VERSION).putArray("parts");
            parts.forEach(counts::add);
        }
        return StateJson.bytes(json);
    }

    static byte[] writePart(List<ActivityRecord> activities) {
        ObjectNode json = StateJson.object(VERSION_OF_PARTS);
        ArrayNode all = json.putArray("activities");
        activities.forEach(activity -> all.add(json(activity)));
        return StateJson.bytes(json);
    }

    /** With all activities. */
    static ObjectNode json(RunRecord run) {
        return json(run, run.activities());
    }

    private static ObjectNode json(RunRecord run, List<ActivityRecord> kept) {
        ObjectNode json = StateJson.object(VERSION_WITHOUT_PARTS);
        json.put("runId", run.runId())
                .put("factory", run.factory())
                .put("pipeline", run.pipeline())
                .put("status", run.status().name())
                .put("start", run.start().toString())
                .put("end", run.end().toString());
        run.origin().rerunOf().ifPresent(id -> json.put("rerunOf", id));
        run.origin().debugSession().ifPresent(session -> json.put("debugSession", session));
        run.origin().caller().ifPresent(caller -> json.putObject("caller")
                .put("runId", caller.runId())
                .put("activity", caller.activity())
                .put("groupId", caller.groupId()));
        json.set("parameters", run.parameters());
        ArrayNode activities = json.putArray("activities");
        kept.forEach(activity -> activities.add(json(activity)));
        put(json, run.error());
        return json;
    }

    private static ObjectNode json(ActivityRecord activity) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", activity.name())
                .put("type", activity.type())
                .put("status", activity.status().name())
                .put("start", activity.start().toString())
                .put("end", activity.end().toString())
                .put("attempts", activity.attempts());
        json.set("output", activity.output());
        put(json, activity.error());
        if (!activity.feeds().isEmpty()) {
            ArrayNode feeds = json.putArray("feeds");
            activity.feeds().forEach(range -> StateJson.put(feeds, range));
        }
        activity.checkpointKey().ifPresent(key -> json.put("checkpointKey", key));
        return json;
    }

    private static void put(ObjectNode json, Optional<Failure> error) {
        error.ifPresent(why -> json.putObject("error").put("code", why.code()).put("message", why.message()));
    }

    /** @param file for the message of an unreadable record */
    static RunRecord read(String file, byte[] bytes, Parts parts) {
        return StateJson.read(
                file,
                bytes,
                KIND,
                (json, version) -> new RunRecord(
                        StateJson.text(json, "runId"),
                        StateJson.text(json, "factory"),
                        StateJson.text(json, "pipeline"),
                        course(json),
                        StateJson.object(json, "parameters"),
                        activities(json, parts),
                        new Origin(
                                StateJson.optionalText(json, "rerunOf"),
                                StateJson.optionalText(json, "debugSession"),
                                caller(json.path("caller")))));
    }

    static List<ActivityRecord> readPart(String file, byte[] bytes) {
        return StateJson.read(
                file, bytes, PART, (json, version) -> StateJson.list(json, "activities", RunRecordJson::activity));
    }

    private static List<ActivityRecord> activities(ObjectNode json, Parts parts) {
        List<ActivityRecord> rest = StateJson.list(json, "activities", RunRecordJson::activity);
        if (!json.has("parts")) {
            return rest;
        }
        String runId = StateJson.text(json, "runId");
        return new FiledActivities(
                StateJson.list(json, "parts", JsonNode::intValue), number -> parts.read(runId, number), rest);
    }

    private static Optional<Caller> caller(JsonNode json) {
        return json.isObject()
                ? Optional.of(new Caller(
                        StateJson.text(json, "runId"),
                        StateJson.text(json, "activity"),
                        StateJson.text(json, "groupId")))
                : Optional.empty();
    }

    private static ActivityRecord activity(JsonNode json) {
        return new ActivityRecord(
                StateJson.text(json, "name"),
                StateJson.text(json, "type"),
                course(json),
                StateJson.number(json, "attempts").intValue(),
                StateJson.object(json, "output"),
                json.has("feeds") ? StateJson.list(json, "feeds", StateJson::range) : List.of(),
                StateJson.optionalText(json, "checkpointKey"));
    }

    private static Course course(JsonNode json) {
        return new Course(
                RunStatus.valueOf(StateJson.text(json, "status")),
                StateJson.instant(json, "start"),
                StateJson.instant(json, "end"),
                error(json));
    }

    private static Optional<Failure> error(JsonNode json) {
        JsonNode error = json.path("error");
        return error.isObject()
                ? Optional.of(new Failure(StateJson.text(error, "code"), StateJson.text(error, "message")))
                : Optional.empty();
    }
}
