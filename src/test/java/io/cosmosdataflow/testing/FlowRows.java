package io.cosmosdataflow.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.compile.ExternalCalls;
import io.cosmosdataflow.compile.PreparedFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.expression.FlowSession;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.store.kept.RowKeeping;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Runs a script over rows in memory. Rows are JSON, one document each. */
public final class FlowRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static final Instant START = Instant.parse("2024-02-29T12:34:56.789Z");

    private final Map<String, Dataset<Row>> sources = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private final SparkSession spark = session();
    private ExternalCalls calls = ExternalCalls.none();

    /** A session that is set as data flows run. */
    public static SparkSession session() {
        SparkSession session = SharedSpark.session().newSession();
        FlowSession.SETTINGS.forEach((name, value) -> session.conf().set(name, value));
        return session;
    }

    /** @param schema in Spark's DDL: {@code id INT, tags ARRAY<STRING>} */
    public FlowRows source(String name, String schema, String... documents) {
        StructType type = StructType.fromDDL(schema);
        sources.put(name, spark.read().schema(type).json(spark.createDataset(List.of(documents), Encoders.STRING())));
        return this;
    }

    /** The columns that the source declares in the script, and those that only the rows have, as texts. */
    public FlowRows declared(String name, String script, List<String> documents) {
        Issues issues = new Issues();
        StructType type = new StructType();
        for (Node node : DataFlowAnalysis.analyze(
                        ParsedFlow.of("flow", script, issues),
                        Factory.empty(),
                        parameters,
                        Facts.checking(),
                        START,
                        issues)
                .nodes()) {
            if (node instanceof Node.Source source && source.name().equals(name)) {
                for (Node.ProjectedColumn column : source.projection()) {
                    type = type.add(column.name(), column.type());
                }
            }
        }
        Dataset<String> lines = spark.createDataset(documents, Encoders.STRING());
        for (String column : members(documents)) {
            type = List.of(type.fieldNames()).contains(column) ? type : type.add(column, "string");
        }
        sources.put(name, spark.read().schema(type).json(lines));
        return this;
    }

    private static Set<String> members(List<String> documents) {
        Set<String> members = new TreeSet<>();
        for (String document : documents) {
            try {
                JSON.readTree(document).fieldNames().forEachRemaining(members::add);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        return members;
    }

    /** Who answers the external calls of the script. */
    public FlowRows calls(ExternalCalls answering) {
        this.calls = answering;
        return this;
    }

    public FlowRows parameter(String name, String expression) {
        parameters.put(name, expression);
        return this;
    }

    public DataFlowPlan plan(String script) {
        Issues issues = new Issues();
        Map<String, StructType> schemas = new HashMap<>();
        sources.forEach((name, rows) -> schemas.put(name, rows.schema()));
        DataFlowPlan plan = DataFlowAnalysis.analyze(
                ParsedFlow.of("flow", script, issues),
                Factory.empty(),
                parameters,
                Facts.running(schemas),
                START,
                issues);
        issues.throwIfErrors();
        return plan;
    }

    public Dataset<Row> run(String script, String stream) {
        String[] names = stream.split("@", 2);
        StreamName name = names.length == 1 ? StreamName.of(stream) : StreamName.of(names[0], names[1]);
        Issues issues = new Issues();
        ParsedFlow flow = ParsedFlow.of("flow", script, issues);
        issues.throwIfErrors();
        return PreparedFlow.of(flow, Factory.empty(), parameters, sources, START, calls, RowKeeping.local())
                .compiler()
                .stream(name);
    }

    /** The rows of a stream as JSON, in their order. */
    public List<String> json(String script, String stream) {
        return run(script, stream).toJSON().collectAsList();
    }
}
