package io.cosmosdataflow.cli.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.state.ActivityRecord;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an activity did, in a line or two; its output in Data Factory's own shape is in the record of the run. What is
 * zero is not said.
 */
public final class ActivitySummary {

    /** Of the rows that a sink of a data flow has written. */
    private static final Map<String, String> KINDS = Map.of(
            "rowsInserted", "inserted",
            "rowsUpdated", "updated",
            "rowsUpserted", "upserted",
            "rowsDeleted", "deleted");

    /** Of the rows that it has not. */
    private static final Map<String, String> LEFT = Map.of(
            "rowsSkipped", "skipped",
            "rowsUnmatched", "without a match",
            "rowsRejected", "rejected");

    private static final int MOST_CHARACTERS = 300;

    private ActivitySummary() {}

    /** {@code Copy 'Import' succeeded in 2.1 s}. */
    static String head(ActivityRecord activity) {
        String status = activity.status().name().toLowerCase(Locale.ROOT);
        boolean ran = activity.attempts() > 0;
        return activity.type() + " '" + activity.name() + "' "
                + (ran
                        ? status + " in " + seconds(Duration.between(activity.start(), activity.end()))
                        : "was " + status);
    }

    public static String seconds(Duration took) {
        return number(Math.max(0, took.toMillis()) / 1000.0, "#,##0.0") + " s";
    }

    /** Without indentation; empty if there is nothing to say. */
    public static List<String> lines(ActivityRecord activity) {
        JsonNode output = activity.output();
        if (output.has("runStatus")) {
            return dataFlow(output.path("runStatus"));
        }
        return output.has("rowsCopied") || output.has("copyDuration") ? copy(output) : values(output);
    }

    private static List<String> values(JsonNode output) {
        List<String> lines = new ArrayList<>();
        output.fields().forEachRemaining(each -> {
            if (!each.getKey().equals("effectiveIntegrationRuntime")) {
                lines.add(each.getKey() + ": " + shortened(each.getValue().toString()));
            }
        });
        return lines;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, MOST_CHARACTERS) + "... (whole in the record)";
    }

    private static List<String> copy(JsonNode output) {
        List<String> parts = new ArrayList<>();
        counted(parts, output.path("rowsRead"), "row read", "rows read");
        counted(parts, output.path("rowsCopied"), "copied", "copied");
        counted(parts, output.path("rowsSkipped"), "skipped", "skipped");
        counted(parts, output.path("filesRead"), "file read", "files read");
        counted(parts, output.path("filesWritten"), "file written", "files written");
        List<String> bytes = new ArrayList<>();
        counted(bytes, output.path("dataRead"), "byte read", "bytes read");
        counted(bytes, output.path("dataWritten"), "byte written", "bytes written");
        units(bytes, output.at("/cosmos/requestCharge"), output.at("/cosmos/throttledRequests"));
        use(
                bytes,
                output.at("/cosmos/throughputOffered"),
                output.at("/cosmos/throughputUsed"),
                output.at("/cosmos/refusedShare"));
        List<String> lines = new ArrayList<>();
        add(lines, String.join(", ", parts));
        add(lines, String.join(", ", bytes));
        for (String place : List.of("logFilePath", "redirectRowPath")) {
            add(
                    lines,
                    output.path(place).isTextual()
                            ? "log: " + output.path(place).textValue()
                            : "");
        }
        return lines.isEmpty() ? List.of("there was nothing to copy") : lines;
    }

    private static List<String> dataFlow(JsonNode status) {
        List<String> lines = new ArrayList<>();
        status.path("metrics").fields().forEachRemaining(sink -> lines.add(sink(sink.getKey(), sink.getValue())));
        status.path("sources").fields().forEachRemaining(source -> {
            List<String> parts = new ArrayList<>();
            units(
                    parts,
                    source.getValue().path("cosmos.requestCharge"),
                    source.getValue().path("cosmos.throttledRequests"));
            add(lines, parts.isEmpty() ? "" : "reading " + source.getKey() + ": " + String.join(", ", parts));
        });
        return lines.isEmpty() ? List.of("no rows were written") : lines;
    }

    private static String sink(String name, JsonNode metric) {
        List<String> parts = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        metric.fields().forEachRemaining(each -> {
            if (KINDS.containsKey(each.getKey())) {
                counted(kinds, each.getValue(), KINDS.get(each.getKey()), KINDS.get(each.getKey()));
            }
        });
        parts.add(count(metric.path("rowsWritten"), "row written", "rows written")
                + (kinds.isEmpty() ? "" : " (" + String.join(", ", kinds) + ")"));
        metric.fields().forEachRemaining(each -> {
            if (LEFT.containsKey(each.getKey())) {
                counted(parts, each.getValue(), LEFT.get(each.getKey()), LEFT.get(each.getKey()));
            }
        });
        metric.path("sources")
                .fields()
                .forEachRemaining(source -> counted(
                        parts,
                        source.getValue().path("rowsRead"),
                        "row read from " + source.getKey(),
                        "rows read from " + source.getKey()));
        units(parts, metric.path("cosmos.requestCharge"), metric.path("cosmos.throttledRequests"));
        use(
                parts,
                metric.path("cosmos.throughputOffered"),
                metric.path("cosmos.throughputUsed"),
                metric.path("cosmos.refusedShare"));
        return name + ": " + String.join(", ", parts);
    }

    private static void units(List<String> parts, JsonNode charge, JsonNode throttled) {
        if (charge.asDouble() > 0) {
            parts.add(number(charge.decimalValue(), "#,##0.##") + " RU");
        }
        counted(parts, throttled, "throttled request", "throttled requests");
    }

    /** Where nobody is held to an offer, there is nothing to compare. */
    private static void use(List<String> parts, JsonNode offered, JsonNode used, JsonNode refused) {
        if (offered.asDouble() > 0) {
            parts.add(number(used.decimalValue(), "#,##0") + " of " + number(offered.decimalValue(), "#,##0")
                    + " RU/s used");
        }
        if (refused.asDouble() > 0) {
            parts.add(number(refused.decimalValue(), "0.##%") + " of operations refused");
        }
    }

    private static void counted(List<String> parts, JsonNode number, String one, String several) {
        if (number.asLong() > 0) {
            parts.add(count(number, one, several));
        }
    }

    private static String count(JsonNode number, String one, String several) {
        return number(BigDecimal.valueOf(number.asLong()), "#,##0") + " " + (number.asLong() == 1 ? one : several);
    }

    private static void add(List<String> lines, String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    /** With a comma for thousands and a point, whatever the user's language is. */
    private static String number(Object value, String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
