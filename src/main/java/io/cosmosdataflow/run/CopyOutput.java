package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

/**
 * The output of a Copy activity.
 *
 * <p>Source: Microsoft Learn, copy-activity-monitoring: {@code dataRead} and {@code dataWritten} in bytes,
 * {@code copyDuration} in seconds, {@code throughput} in KB per second; only applicable keys are present; and
 * copy-activity-data-consistency. {@code cosmos} is ours.
 */
final class CopyOutput {

    private static final String COSMOS = "cosmos.";

    private final String sourceType;
    private final String sinkType;
    private final Instant start = Instant.now();

    CopyOutput(String sourceType, String sinkType) {
        this.sourceType = sourceType;
        this.sinkType = sinkType;
    }

    /**
     * @param read what the source and the mapping counted
     * @param written what the sink counted, and what was skipped on the way to it
     * @param cosmosMetrics whether request units may be shown
     */
    ObjectNode finish(Map<String, Object> read, Map<String, Object> written, boolean cosmosMetrics) {
        Duration took = Duration.between(start, Instant.now());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        put(output, "dataRead", read.get("dataRead"));
        put(output, "dataWritten", written.get("dataWritten"));
        put(output, "filesRead", read.get("filesRead"));
        put(output, "filesWritten", written.get("filesWritten"));
        put(output, "rowsRead", read.get("rowsRead"));
        put(output, "rowsCopied", written.getOrDefault("rowsCopied", read.get("rowsRead")));
        put(output, "rowsSkipped", written.get("rowsSkipped"));
        output.put("copyDuration", Math.max(1, Math.round(took.toMillis() / 1000.0)));
        output.set("throughput", throughput(output.path("dataRead").asLong(), took));
        text(output, "logFilePath", written.get("logFilePath"));
        text(output, "redirectRowPath", written.get("redirectRowPath"));
        verification(output, written);
        output.putArray("errors");
        output.put("effectiveIntegrationRuntime", "cosmos-dataflow (Apache Spark)");
        details(output, took);
        if (cosmosMetrics) {
            cosmos(output, read, written);
        }
        return output;
    }

    /** Rows that differ in number fail the activity, which then has no output. */
    private static void verification(ObjectNode output, Map<String, Object> written) {
        boolean skipped = written.get("rowsSkipped") instanceof Number rows && rows.longValue() > 0;
        output.putObject("dataConsistencyVerification")
                .put("VerificationResult", written.containsKey("verified") ? "Verified" : "NotVerified")
                .put("InconsistentData", skipped ? "Skipped" : "None");
    }

    private static JsonNode throughput(long bytes, Duration took) {
        double seconds = Math.max(0.001, took.toMillis() / 1000.0);
        return Figures.json(bytes / 1024.0 / seconds, 3);
    }

    private void details(ObjectNode output, Duration took) {
        long seconds = Math.max(1, Math.round(took.toMillis() / 1000.0));
        ObjectNode details = output.putArray("executionDetails").addObject();
        details.putObject("source").put("type", sourceType);
        details.putObject("sink").put("type", sinkType);
        details.put("status", "Succeeded");
        details.put("start", start.toString());
        details.put("duration", seconds);
        details.putObject("profile")
                .putObject("transfer")
                .put("status", "Completed")
                .put("duration", seconds);
        details.putObject("detailedDurations").put("queuingDuration", 0).put("transferDuration", seconds);
    }

    /** Request units and throttled requests of both ends together. */
    private static void cosmos(ObjectNode output, Map<String, Object> read, Map<String, Object> written) {
        TreeSet<String> keys = new TreeSet<>(read.keySet());
        keys.addAll(written.keySet());
        keys.removeIf(key -> !key.startsWith(COSMOS));
        if (keys.isEmpty()) {
            return;
        }
        ObjectNode cosmos = output.putObject("cosmos");
        for (String key : keys) {
            BigDecimal sum = number(read.get(key)).add(number(written.get(key)));
            cosmos.set(key.substring(COSMOS.length()), Figures.json(sum));
        }
    }

    private static BigDecimal number(Object value) {
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    private static void text(ObjectNode output, String name, Object value) {
        if (value instanceof String text) {
            output.put(name, text);
        }
    }

    private static void put(ObjectNode output, String name, Object value) {
        if (value instanceof Number number) {
            output.put(name, number.longValue());
        }
    }
}
