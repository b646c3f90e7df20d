package io.cosmosdataflow.compile;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Pivot;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.store.kept.RowKeeping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A data flow with its sources opened: all columns are known, drifted ones and those of pivots too. */
public record PreparedFlow(DataFlowPlan plan, DataFlowCompiler compiler) implements AutoCloseable {

    /** More columns than that are a mistake rather than a pivot; Spark's own limit is the same. */
    private static final int MOST_PIVOT_VALUES = 10_000;

    public PreparedFlow {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(compiler, "compiler");
    }

    /**
     * Analyses the data flow with the columns of the data. A pivot that does not name its values costs a query
     * over the stream above it.
     *
     * @param arguments values of parameters, as expressions of the script language
     * @param sources rows by the name of the source
     * @throws JobException with all that is wrong now that the columns are known
     */
    public static PreparedFlow of(
            ParsedFlow flow,
            Factory factory,
            Map<String, String> arguments,
            Map<String, Dataset<Row>> sources,
            Instant startOfRun) {
        return of(flow, factory, arguments, sources, startOfRun, ExternalCalls.none(), RowKeeping.local());
    }

    /**
     * @param calls answers the external calls of the data flow
     * @param keeping of the activity, which closes it
     */
    public static PreparedFlow of(
            ParsedFlow flow,
            Factory factory,
            Map<String, String> arguments,
            Map<String, Dataset<Row>> sources,
            Instant startOfRun,
            ExternalCalls calls,
            RowKeeping keeping) {
        Map<String, StructType> schemas = new HashMap<>();
        sources.forEach((name, rows) -> schemas.put(name, rows.schema()));
        Facts facts = Facts.running(schemas);
        while (true) {
            Issues issues = new Issues();
            DataFlowPlan plan = DataFlowAnalysis.analyze(flow, factory, arguments, facts, startOfRun, issues);
            issues.throwIfErrors();
            DataFlowCompiler compiler = new DataFlowCompiler(plan, sources, calls, keeping);
            Optional<Pivot> pivot = plan.nodes().stream()
                    .filter(Pivot.class::isInstance)
                    .map(Pivot.class::cast)
                    .filter(each -> !each.valuesKnown() && readable(each, plan, sources.keySet()))
                    .findFirst();
            if (pivot.isEmpty()) {
                return new PreparedFlow(plan, compiler);
            }
            facts = facts.withPivot(pivot.get().name(), values(pivot.get(), plan, compiler));
            compiler.close();
        }
    }

    /**
     * The same data flow over other rows of its sources, with the columns that are known. This one is closed.
     *
     * @param calls answers the external calls of the data flow
     * @param keeping of the activity, which closes it
     */
    public PreparedFlow over(Map<String, Dataset<Row>> sources, ExternalCalls calls, RowKeeping keeping) {
        close();
        return new PreparedFlow(plan, new DataFlowCompiler(plan, sources, calls, keeping));
    }

    /** Rows that were persisted for the data flow are let go; to be called when all sinks are written. */
    @Override
    public void close() {
        compiler.close();
    }

    /** Whether all sources above the node are opened: a preview of other streams does not need its columns. */
    private static boolean readable(Node node, DataFlowPlan plan, Set<String> sources) {
        return node instanceof Source
                ? sources.contains(node.name())
                : node.shape().inputs().stream().allMatch(input -> plan.find(input.statement())
                        .filter(above -> readable(above, plan, sources))
                        .isPresent());
    }

    private static List<Object> values(Pivot pivot, DataFlowPlan plan, DataFlowCompiler compiler) {
        Dataset<Row> keys = compiler.stream(pivot.shape().inputs().get(0))
                .select(ColumnBuilder.of(plan.startOfRun()).column(pivot.key()).as("key"))
                .distinct()
                .orderBy("key")
                .limit(MOST_PIVOT_VALUES + 1);
        List<Object> values = new ArrayList<>();
        keys.collectAsList().forEach(row -> values.add(row.get(0)));
        if (values.size() > MOST_PIVOT_VALUES) {
            throw JobException.of(
                    ErrorCode.PivotTooWide,
                    "The key of pivot '" + pivot.name() + "' has more than " + MOST_PIVOT_VALUES
                            + " values, and each would be a column. Name the values in pivotBy(..), or choose another"
                            + " key.");
        }
        return values;
    }
}
