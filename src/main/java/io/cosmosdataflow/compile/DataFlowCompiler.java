package io.cosmosdataflow.compile;

import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.store.kept.RowKeeping;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Makes the Datasets of a data flow's streams. Their columns are the slots of the streams' schemas, in order,
 * and then the marks of the rows.
 */
public final class DataFlowCompiler implements AutoCloseable {

    private final DataFlowPlan plan;
    private final Map<StreamName, Dataset<Row>> streams = new HashMap<>();
    private final PersistedRows persisted;
    private final RowKeeping keeping;
    private final NodeCompiler nodes;
    private final Steps steps;

    /** @param sources the rows of each source by its name in the script, with the columns that the plan knows */
    public DataFlowCompiler(DataFlowPlan plan, Map<String, Dataset<Row>> sources) {
        this(plan, sources, ExternalCalls.none(), RowKeeping.local());
    }

    /**
     * @param calls answers the external calls of the data flow
     * @param keeping of the activity, which closes it
     */
    public DataFlowCompiler(
            DataFlowPlan plan, Map<String, Dataset<Row>> sources, ExternalCalls calls, RowKeeping keeping) {
        this.keeping = keeping;
        this.persisted = new PersistedRows(keeping);
        this.plan = Objects.requireNonNull(plan, "plan");
        Caches caches = new Caches(plan, this::stream, persisted);
        ColumnBuilder columns = ColumnBuilder.of(plan.startOfRun());
        this.nodes = new NodeCompiler(Map.copyOf(sources), streams::get, columns, persisted, caches, calls);
        this.steps = new Steps(plan, streams, this::stream, columns);
    }

    /** The stream and all above it are compiled on first use, by whichever thread comes first. */
    public synchronized Dataset<Row> stream(StreamName name) {
        if (!streams.containsKey(name)) {
            Node node = plan.nodes().stream()
                    .filter(each -> each.shape().outputs().contains(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no stream " + name + "."));
            steps.compile(node).ifPresentOrElse(rows -> streams.put(name, rows), () -> {
                node.shape().inputs().forEach(this::stream);
                streams.putAll(nodes.compile(node));
            });
        }
        return streams.get(name);
    }

    /** Rows that were persisted are let go; to be called when all sinks are written. */
    @Override
    public synchronized void close() {
        persisted.release();
    }

    /**
     * From now on the stream is computed once, and its rows kept; what is compiled already does not know it.
     *
     * @param byPlace whether the rows' places count as well
     */
    public synchronized void keep(StreamName name, StorageLevel level, boolean byPlace) {
        streams.put(name, keeping.persisted(stream(name), level, byPlace));
    }
}
