package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.state.PendingThroughput.Offer;
import java.util.Map;
import java.util.TreeMap;

/** The raised throughputs of a state directory: {@code throughput/<name>.json}. No file has a key of an account. */
final class PendingThroughputFiles implements PendingThroughputs {

    /** Version 2 has a checksum. */
    private static final int VERSION = 2;

    private static final StateJson.Kind KIND = new StateJson.Kind(
            "the record of a raised throughput",
            VERSION,
            2,
            "Set the throughput of the containers that a run has raised as it should be, and delete the file.");
    private static final String FOLDER = "throughput";
    private static final String SUFFIX = ".json";

    private final StateFiles files;

    PendingThroughputFiles(StateFiles files) {
        this.files = files;
    }

    @Override
    public void save(String name, PendingThroughput pending) {
        files.replace(file(name), StateJson.bytes(json(pending)));
    }

    @Override
    public void remove(String name) {
        files.delete(file(name));
    }

    /** {@inheritDoc} One that another run puts back meanwhile is left out. */
    @Override
    public Map<String, PendingThroughput> all() {
        Map<String, PendingThroughput> found = new TreeMap<>();
        for (String file : files.names(FOLDER)) {
            String name = file.substring(0, file.length() - SUFFIX.length());
            files.read(file(name)).ifPresent(bytes -> found.put(name, read(files.shown(file(name)), bytes)));
        }
        return found;
    }

    private static String file(String name) {
        return FOLDER + "/" + name + SUFFIX;
    }

    private static ObjectNode json(PendingThroughput pending) {
        ObjectNode json = StateJson.object(VERSION);
        json.put("runId", pending.runId())
                .put("account", pending.account())
                .put("database", pending.database())
                .put("container", pending.container())
                .put("containerRid", pending.containerRid())
                .put("at", pending.at().toString());
        put(json.putObject("before"), pending.before());
        put(json.putObject("raised"), pending.raised());
        return json;
    }

    private static void put(ObjectNode json, Offer offer) {
        json.put("unitsPerSecond", offer.unitsPerSecond()).put("autoscale", offer.autoscale());
    }

    private static PendingThroughput read(String file, byte[] bytes) {
        return StateJson.read(
                file,
                bytes,
                KIND,
                (json, version) -> new PendingThroughput(
                        StateJson.text(json, "runId"),
                        StateJson.text(json, "account"),
                        StateJson.text(json, "database"),
                        StateJson.text(json, "container"),
                        StateJson.text(json, "containerRid"),
                        offer(json.path("before")),
                        offer(json.path("raised")),
                        StateJson.instant(json, "at")));
    }

    private static Offer offer(JsonNode json) {
        return new Offer(
                StateJson.number(json, "unitsPerSecond").intValue(),
                json.required("autoscale").booleanValue());
    }
}
