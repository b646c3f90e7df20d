package io.cosmosdataflow.run.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RowJson;
import io.cosmosdataflow.run.activity.StoreFigures;
import io.cosmosdataflow.store.StoreMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The output of an ExecuteDataFlow activity: {@code runStatus.metrics.<sink>} with {@code rowsWritten}, {@code
 * sinkProcessingTime} in milliseconds and {@code sources.<source>.rowsRead}, which counts a row of the source once; a
 * container's sink has its rows by
 * operation and its request charge too. A sink without rows is left out.
 * What reading has cost is in {@code runStatus.sources.<source>}, which Data Factory has not.
 * Cache sinks with {@code output: true} are in {@code runStatus.output.<sink>}.
 *
 * <p>Source: Microsoft Learn, control-flow-execute-data-flow-activity, data-flow-sink (cache sink to activity
 * output).
 */
final class DataFlowOutput {

    /** As the service has it. */
    private static final int MOST_OUTPUT_BYTES = 2 * 1024 * 1024;

    private final Instant start;
    private final ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    private final ObjectNode sources = JsonNodeFactory.instance.objectNode();
    private final Map<String, List<String>> sourcesOfSink = new LinkedHashMap<>();
    private final Map<String, Long> rowsRead = new HashMap<>();
    private final ObjectNode cached = JsonNodeFactory.instance.objectNode();

    DataFlowOutput(Instant start) {
        this.start = start;
    }

    /** @param sources names of the sources that the sink's rows come from */
    synchronized void written(String sink, StoreMetrics written, Duration took, Collection<String> sources) {
        if (!StoreFigures.hasRows(written)) {
            return;
        }
        ObjectNode metric = metrics.putObject(sink);
        metric.put("rowsWritten", written.rows().orElse(0));
        metric.put("sinkProcessingTime", took.toMillis());
        StoreFigures.ofSink(written, metric);
        sourcesOfSink.put(sink, List.copyOf(sources));
    }

    /** @param read rows by source, each counted once; sources that nothing read are absent */
    synchronized void rowsRead(Map<String, Long> read) {
        rowsRead.putAll(read);
    }

    /** @throws JobException if the rows are too many for an output */
    synchronized void cached(FlowSink sink, Dataset<Row> rows, boolean firstRowOnly) {
        String name = sink.node().name();
        Dataset<String> documents = sink.named(rows, false).toJSON();
        if (firstRowOnly) {
            List<String> first = documents.takeAsList(1);
            cached.putObject(name)
                    .set("value", first.isEmpty() ? JsonNodeFactory.instance.nullNode() : RowJson.parse(first.get(0)));
            return;
        }
        ArrayNode value = JsonNodeFactory.instance.arrayNode();
        long bytes = 0;
        java.util.Iterator<String> iterator = documents.toLocalIterator();
        while (iterator.hasNext()) {
            String document = iterator.next();
            bytes += document.length();
            if (bytes > MOST_OUTPUT_BYTES) {
                throw JobException.of(
                        ErrorCode.ActivityFailed,
                        "Cache sink '" + name
                                + "' has more than 2 MB for the output of the activity. Write fewer rows or"
                                + " columns to it.");
            }
            value.add(RowJson.parse(document));
        }
        cached.putObject(name).set("value", value);
    }

    /** What a source's store knows of all its reads; sources whose store knows nothing are left out. */
    synchronized void read(String source, StoreMetrics metrics) {
        if (!metrics.equals(StoreMetrics.NONE)) {
            StoreFigures.ofSource(metrics, sources.putObject(source));
        }
    }

    ObjectNode finish() {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ObjectNode status = output.putObject("runStatus");
        sourcesOfSink.forEach((sink, names) -> {
            ObjectNode ofSink = ((ObjectNode) metrics.get(sink)).putObject("sources");
            names.forEach(name -> ofSink.putObject(name).put("rowsRead", rowsRead.getOrDefault(name, 0L)));
        });
        sources.fields().forEachRemaining(source -> {
            // A store counts its reads, of which there may be several.
            if (source.getValue().has("rowsRead") && rowsRead.containsKey(source.getKey())) {
                ((ObjectNode) source.getValue()).put("rowsRead", rowsRead.get(source.getKey()));
            }
        });
        status.put("computeAcquisitionDuration", 0);
        status.set("metrics", metrics);
        if (!sources.isEmpty()) {
            status.set("sources", sources);
        }
        if (!cached.isEmpty()) {
            status.set("output", cached);
        }
        status.put("duration", Duration.between(start, Instant.now()).toMillis());
        output.put("effectiveIntegrationRuntime", CheckedActivity.RUNTIME);
        return output;
    }
}
