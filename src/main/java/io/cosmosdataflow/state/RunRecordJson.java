package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON form of a {@link RunRecord}. A reader refuses a version that it does not know. */
final class RunRecordJson {

    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RunRecordJson() {}

    static byte[] write(RunRecord run) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", VERSION)
                .put("runId", run.runId())
                .put("factory", run.factory())
                .put("pipeline", run.pipeline())
                .put("status", run.status().name())
                .put("start", run.start().toString())
                .put("end", run.end().toString());
        json.set("parameters", run.parameters());
        ArrayNode activities = json.putArray("activities");
        run.activities().forEach(activity -> activities.add(write(activity)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (IOException e) {
            throw JobException.of(ErrorCode.Internal, "The record of run " + run.runId() + " is not JSON.", e);
        }
    }

    private static ObjectNode write(ActivityRecord activity) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", activity.name())
                .put("type", activity.type())
                .put("status", activity.status().name())
                .put("start", activity.start().toString())
                .put("end", activity.end().toString())
                .put("attempts", activity.attempts());
        json.set("output", activity.output());
        activity.error()
                .ifPresent(error ->
                        json.putObject("error").put("code", error.code()).put("message", error.message()));
        return json;
    }

    /** @param file for the message of an unreadable record */
    static RunRecord read(String file, byte[] bytes) {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            int version = json.path("version").asInt(0);
            if (version != VERSION) {
                throw unreadable(file, "has version " + version + ", and this release reads version " + VERSION, null);
            }
            List<ActivityRecord> activities = new ArrayList<>();
            json.path("activities").forEach(activity -> activities.add(readActivity(activity)));
            return new RunRecord(
                    json.path("runId").asText(),
                    json.path("factory").asText(),
                    json.path("pipeline").asText(),
                    RunStatus.valueOf(json.path("status").asText()),
                    Instant.parse(json.path("start").asText()),
                    Instant.parse(json.path("end").asText()),
                    (ObjectNode) json.path("parameters"),
                    activities);
        } catch (IOException | RuntimeException e) {
            if (e instanceof JobException known) {
                throw known;
            }
            throw unreadable(file, "is not a run record", e);
        }
    }

    private static ActivityRecord readActivity(JsonNode json) {
        JsonNode error = json.path("error");
        return new ActivityRecord(
                json.path("name").asText(),
                json.path("type").asText(),
                RunStatus.valueOf(json.path("status").asText()),
                Instant.parse(json.path("start").asText()),
                Instant.parse(json.path("end").asText()),
                json.path("attempts").asInt(),
                (ObjectNode) json.path("output"),
                error.isObject()
                        ? Optional.of(new ActivityRecord.Failure(
                                error.path("code").asText(),
                                error.path("message").asText()))
                        : Optional.empty());
    }

    private static JobException unreadable(String file, String why, Throwable cause) {
        return JobException.of(
                ErrorCode.StateUnavailable,
                "The file " + file + " " + why + ". Move it away, or use the release that wrote it.",
                cause);
    }
}
