package io.cosmosdataflow.run.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Figures;
import io.cosmosdataflow.run.activity.StoreFigures;
import io.cosmosdataflow.store.StoreMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The output of a Copy activity.
 *
 * <p>Source: Microsoft Learn, copy-activity-monitoring: {@code dataRead} and {@code dataWritten} in bytes,
 * {@code copyDuration} in seconds, {@code throughput} in KB per second; only applicable keys are present; and
 * copy-activity-data-consistency. {@code cosmos} is ours.
 */
final class CopyOutput {

    private final String sourceType;
    private final String sinkType;
    private final Instant start = Instant.now();

    CopyOutput(String sourceType, String sinkType) {
        this.sourceType = sourceType;
        this.sinkType = sinkType;
    }

    /**
     * @param read what the source counted
     * @param written what the sink counted
     * @param cosmosMetrics whether request units may be shown
     */
    ObjectNode finish(StoreMetrics read, StoreMetrics written, CopyCounts rows, boolean cosmosMetrics) {
        Duration took = Duration.between(start, Instant.now());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        StoreFigures.put(output, "dataRead", read.bytes());
        StoreFigures.put(output, "dataWritten", written.bytes());
        read.files().ifPresent(files -> output.put("filesRead", (long) files.size()));
        written.files().ifPresent(files -> output.put("filesWritten", (long) files.size()));
        output.put("rowsRead", rows.read());
        output.put("rowsCopied", rows.copied());
        StoreFigures.put(output, "rowsSkipped", rows.skipped());
        output.put("copyDuration", seconds(took));
        output.set("throughput", throughput(output.path("dataRead").asLong(), took));
        rows.log().ifPresent(log -> output.put(log.member(), log.folder()));
        verification(
                output,
                rows.verified() ? "Verified" : "NotVerified",
                rows.skipped().orElse(0) > 0);
        rest(output, took);
        if (cosmosMetrics) {
            cosmos(output, read, written);
        }
        return output;
    }

    /**
     * Of files that were copied as they are.
     *
     * @param verification the result, as Data Factory calls it
     */
    ObjectNode ofFiles(FileTally files, String verification, Optional<CopyCounts.Log> log) {
        Duration took = Duration.between(start, Instant.now());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("dataRead", files.bytesRead());
        output.put("dataWritten", files.bytesWritten());
        output.put("filesRead", files.read());
        output.put("filesWritten", files.written());
        output.put("filesSkipped", files.skipped());
        output.put("copyDuration", seconds(took));
        output.set("throughput", throughput(files.bytesRead(), took));
        log.ifPresent(each -> output.put(each.member(), each.folder()));
        verification(output, verification, files.inconsistent());
        rest(output, took);
        return output;
    }

    private void rest(ObjectNode output, Duration took) {
        output.putArray("errors");
        output.put("effectiveIntegrationRuntime", CheckedActivity.RUNTIME);
        details(output, took);
    }

    /** What differs and is not skipped fails the activity, which then has no output. */
    private static void verification(ObjectNode output, String result, boolean skipped) {
        output.putObject("dataConsistencyVerification")
                .put("VerificationResult", result)
                .put("InconsistentData", skipped ? "Skipped" : "None");
    }

    private static long seconds(Duration took) {
        return Math.max(1, Math.round(took.toMillis() / 1000.0));
    }

    private static JsonNode throughput(long bytes, Duration took) {
        double seconds = Math.max(0.001, took.toMillis() / 1000.0);
        return Figures.json(bytes / 1024.0 / seconds, 3);
    }

    private void details(ObjectNode output, Duration took) {
        long seconds = seconds(took);
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
    private static void cosmos(ObjectNode output, StoreMetrics read, StoreMetrics written) {
        List<StoreMetrics.Requests> requests = Stream.of(read, written)
                .flatMap(each -> each.requests().stream())
                .toList();
        if (!requests.isEmpty()) {
            StoreFigures.requests(requests, "", output.putObject("cosmos"));
        }
    }
}
