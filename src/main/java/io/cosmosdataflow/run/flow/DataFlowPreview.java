package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.compile.ExternalCalls;
import io.cosmosdataflow.compile.PreparedFlow;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.expression.Parts;
import io.cosmosdataflow.plan.expression.TypedExpression.CacheValue;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.node.NodeExpressions;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kept.RowKeeping;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.local.LocalStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Computes one stream of a data flow without writing anything: Data Factory's data preview. Sources are read
 * from their stores, or given as rows.
 */
public final class DataFlowPreview {

    private final Factory factory;
    private final DataFlow flow;
    private final Optional<LocalStores> local;
    private final Map<String, String> parameters;
    private final Map<String, String> datasetParameters;

    /**
     * A stream's rows. To be closed when nobody asks for them any more: until then, Spark may keep rows that are dear to
     * compute, for all streams that were asked for together.
     *
     * @param rows the columns of {@code schema} by their slots, then the marks
     * @param kept lets go of what is kept
     */
    public record Preview(StreamSchema schema, Dataset<Row> rows, Runnable kept) implements AutoCloseable {
        public Preview {
            Objects.requireNonNull(schema, "schema");
            Objects.requireNonNull(rows, "rows");
            Objects.requireNonNull(kept, "kept");
        }

        /** Of rows that need nothing kept. */
        public Preview(StreamSchema schema, Dataset<Row> rows) {
            this(schema, rows, () -> {});
        }

        @Override
        public void close() {
            kept.run();
        }

        /**
         * Computes the first rows, and no more than it takes for them.
         *
         * @throws JobException what a source or the data flow itself fails with
         */
        public List<Row> first(int most) {
            return collected(rows.limit(most));
        }

        /** Computes all rows, as {@link #first} does. */
        public List<Row> all() {
            return collected(rows);
        }

        private static List<Row> collected(Dataset<Row> wanted) {
            try {
                return wanted.collectAsList();
            } catch (Exception e) {
                throw Failures.of(e);
            }
        }
    }

    /**
     * @param parameters of the data flow, as expressions of the script language
     * @param datasetParameters by {@code stream.parameter}, as texts
     */
    public DataFlowPreview(
            Factory factory,
            DataFlow flow,
            Optional<LocalStores> local,
            Map<String, String> parameters,
            Map<String, String> datasetParameters) {
        this.factory = Objects.requireNonNull(factory, "factory");
        this.flow = Objects.requireNonNull(flow, "flow");
        this.local = Objects.requireNonNull(local, "local");
        this.parameters = Map.copyOf(parameters);
        this.datasetParameters = Map.copyOf(datasetParameters);
    }

    /**
     * The streams, each prepared lazily; only sources above the wanted streams are read.
     *
     * @param samples rows that stand in for sources, by the name of the source
     * @param wanted {@code stream} or {@code split@branch}
     */
    public Map<String, Preview> streams(SparkSession users, Map<String, Samples> samples, List<String> wanted) {
        SparkSession spark = ActivitySession.of(users);
        Issues issues = new Issues();
        Instant start = Instant.now();
        ParsedFlow parsed = ParsedFlow.of(flow, factory, issues).orElseThrow(() -> thrown(issues));
        DataFlowPlan plan = DataFlowAnalysis.analyze(parsed, factory, parameters, Facts.checking(), start, issues);
        issues.throwIfErrors();
        Map<String, Dataset<Row>> rows = new HashMap<>();
        RunScope scope = RunScope.forDataFlow(factory, flow, local);
        Opening opening = new Opening(
                spark,
                flow.name(),
                remark -> {},
                Optional.empty(),
                scope.rejects(),
                Optional.empty(),
                new StatedPartitionKeys(scope)::of);
        FlowStores stores = new FlowStores(
                scope,
                DatasetArguments.ofTexts(plan, factory, datasetParameters).required(),
                issues);
        for (Source source : above(plan, wanted)) {
            Samples sample = samples.get(source.name());
            if (sample != null) {
                rows.put(source.name(), sample.rows(spark, source));
            } else {
                stores.source(source).ifPresent(found -> rows.put(source.name(), read(found, opening)));
            }
        }
        issues.throwIfErrors();
        return previews(parsed, rows, start, wanted);
    }

    /** What Spark has planned needs the store no more, but for counts that nobody asks for. */
    private static Dataset<Row> read(FlowSource source, Opening opening) {
        try (FlowSourceStore store = source.opener().apply(opening)) {
            return store.read(opening.spark(), FlowSource.projection(source.node()));
        }
    }

    private Map<String, Preview> previews(
            ParsedFlow parsed, Map<String, Dataset<Row>> rows, Instant start, List<String> wanted) {
        RowKeeping keeping = RowKeeping.local();
        try {
            PreparedFlow prepared =
                    PreparedFlow.of(parsed, factory, parameters, rows, start, ExternalCalls.none(), keeping);
            Runnable kept = () -> {
                prepared.close();
                keeping.close();
            };
            Map<String, Preview> previews = new HashMap<>();
            for (String each : wanted) {
                StreamName name = name(each);
                previews.put(
                        each, new Preview(prepared.plan().streams().get(name), prepared.compiler().stream(name), kept));
            }
            return previews;
        } catch (RuntimeException e) {
            keeping.close();
            throw e;
        }
    }

    /** Rows that stand in for a source. */
    @FunctionalInterface
    public interface Samples {

        /** With the columns that the source declares, and drifted ones behind them. */
        Dataset<Row> rows(SparkSession spark, Source source);
    }

    private static JobException thrown(Issues issues) {
        issues.throwIfErrors();
        return JobException.of(ErrorCode.Internal, "The data flow has no script.");
    }

    private static StreamName name(String text) {
        String[] parts = text.split("@", 2);
        return parts.length == 2 ? StreamName.of(parts[0], parts[1]) : StreamName.of(text);
    }

    /**
     * @param stream {@code stream} or {@code split@branch}
     * @throws JobException {@link ErrorCode#InvalidOptionValue} with the nearest known names
     */
    public static void requireStream(DataFlowPlan plan, String stream) {
        if (!plan.streams().containsKey(name(stream))) {
            List<String> names =
                    plan.streams().keySet().stream().map(StreamName::toString).toList();
            String hint = NearestNames.hint(stream, names);
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    "Data flow '" + plan.name() + "' has no stream '" + stream + "'. "
                            + (hint.isEmpty() ? "It has " + String.join(", ", names) + "." : hint));
        }
    }

    private static List<Source> above(DataFlowPlan plan, List<String> wanted) {
        Set<StreamName> needed = new LinkedHashSet<>();
        for (String stream : wanted) {
            StreamName name = name(stream);
            requireStream(plan, stream);
            needed.add(name);
        }
        List<Node> nodes = new ArrayList<>(plan.nodes());
        java.util.Collections.reverse(nodes);
        List<Source> sources = new ArrayList<>();
        for (Node node : nodes) {
            if (node.shape().outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.shape().inputs());
                needed.addAll(caches(node));
                if (node instanceof Source source) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }

    /** The cache sinks that expressions of the node look into. */
    private static Set<StreamName> caches(Node node) {
        Set<StreamName> sinks = new LinkedHashSet<>();
        NodeExpressions.of(node)
                .forEach(expression -> Parts.any(expression, part -> {
                    if (part instanceof CacheValue cache) {
                        sinks.add(StreamName.of(cache.sink()));
                    }
                    return false;
                }));
        return sinks;
    }
}
