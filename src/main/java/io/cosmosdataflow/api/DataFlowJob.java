package io.cosmosdataflow.api;

import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.explain.Explanation;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.run.flow.DataFlowCheck;
import io.cosmosdataflow.run.flow.DataFlowPreview;
import io.cosmosdataflow.run.flow.DataFlowPreview.Preview;
import io.cosmosdataflow.run.flow.DataFlowPreview.Samples;
import io.cosmosdataflow.run.flow.DatasetArguments;
import io.cosmosdataflow.script.Script;
import io.cosmosdataflow.store.local.LocalStores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** One data flow of a factory, to be checked, explained and looked into; nothing is ever written. */
public final class DataFlowJob {

    /** What rows can stand in for; flowlets have inputs. */
    private static final Set<String> SOURCES = Set.of("source", "input");

    private final Factory factory;
    private final DataFlow flow;
    private final Issues found;
    private final Optional<LocalStores> local;
    private final Map<String, String> datasetParameters;

    DataFlowJob(Factory factory, DataFlow flow, Issues found, Optional<LocalStores> local) {
        this(factory, flow, found, local, Map.of());
    }

    private DataFlowJob(
            Factory factory,
            DataFlow flow,
            Issues found,
            Optional<LocalStores> local,
            Map<String, String> datasetParameters) {
        this.factory = factory;
        this.flow = flow;
        this.found = found;
        this.local = local;
        this.datasetParameters = Map.copyOf(datasetParameters);
    }

    /**
     * With values for the parameters of its datasets, which else only an activity gives. A check takes those that are
     * missing for unknown; a preview needs them.
     *
     * @param values by {@code stream.parameter}, as texts: {@code Map.of("Orders.folder", "2026")}
     * @throws io.cosmosdataflow.diagnostic.JobException if there is no such stream or parameter, or a text does not fit
     */
    public DataFlowJob withDatasetParameters(Map<String, String> values) {
        ParsedFlow.of(flow, factory, new Issues())
                .map(parsed -> DataFlowAnalysis.analyze(
                        parsed, factory, Map.of(), Facts.checking(), Instant.now(), new Issues()))
                .ifPresent(plan -> DatasetArguments.ofTexts(plan, factory, values));
        return new DataFlowJob(factory, flow, found, local, values);
    }

    public String name() {
        return flow.name();
    }

    /** What is wrong with the data flow and its stores; needs no Spark session and no network. */
    public List<Issue> check() {
        Issues issues = new Issues();
        issues.addAll(found);
        DataFlowCheck.check(factory, flow, local, datasetParameters, issues);
        return issues.all();
    }

    /**
     * The analysed data flow as far as it is known without data.
     *
     * @param parameters of the data flow, as expressions of the script language: {@code "'2026-01-31'"}
     * @throws io.cosmosdataflow.diagnostic.JobException with all that is wrong
     */
    public DataFlowPlan plan(Map<String, String> parameters) {
        checkNames(parameters.keySet(), Set.of());
        Issues issues = new Issues();
        DataFlowPlan plan = ParsedFlow.of(flow, factory, issues)
                .map(parsed ->
                        DataFlowAnalysis.analyze(parsed, factory, parameters, Facts.checking(), Instant.now(), issues))
                .orElseGet(() -> new DataFlowPlan(flow.name(), List.of(), Map.of(), Instant.now()));
        issues.throwIfErrors();
        return plan;
    }

    /**
     * The plan as text and as a picture.
     *
     * @param parameters as in {@link #plan}
     * @throws io.cosmosdataflow.diagnostic.JobException with all that is wrong
     */
    public Explanation explain(Map<String, String> parameters) {
        DataFlowPlan plan = plan(parameters);
        Stream<DataFlow> flowlets =
                factory.dataFlows().all().stream().filter(each -> each.type().equals("Flowlet"));
        List<ParsedFlow> flows = Stream.concat(Stream.of(flow), flowlets)
                .flatMap(each -> ParsedFlow.of(each, factory, new Issues()).stream())
                .toList();
        return new Explanation(plan, flows);
    }

    /** The rows of one stream, to be closed after use; see {@link #streams}. */
    public Preview preview(SparkSession spark, String stream, Map<String, String> parameters) {
        return streams(spark, List.of(stream), parameters, Map.of()).get(stream);
    }

    /**
     * The rows of streams, {@code stream} or {@code split@branch}, not computed yet; each to be closed after use.
     *
     * @param samples rows in the place of sources; sources above the streams without any are read from their
     *     stores
     * @throws io.cosmosdataflow.diagnostic.JobException if the data flow is wrong, or has no such stream,
     *     parameter or source
     */
    public Map<String, Preview> streams(
            SparkSession spark, List<String> streams, Map<String, String> parameters, Map<String, Samples> samples) {
        local.ifPresent(stores -> stores.requireThisMachine(spark));
        checkNames(parameters.keySet(), samples.keySet());
        return new DataFlowPreview(factory, flow, local, parameters, datasetParameters)
                .streams(spark, samples, streams);
    }

    /** Nothing is checked where the script cannot be read, which is reported anyway. */
    private void checkNames(Set<String> parameters, Set<String> samples) {
        ParsedFlow.of(flow, factory, new Issues()).map(ParsedFlow::script).ifPresent(script -> {
            List<String> known =
                    script.parameters().stream().map(Script.Parameter::name).toList();
            parameters.stream().sorted().forEach(name -> checkName("parameter", name, known));
            List<String> sources = script.statements().stream()
                    .filter(statement -> SOURCES.contains(statement.transformation()))
                    .map(Script.Statement::name)
                    .toList();
            samples.stream().sorted().forEach(name -> checkName("source", name, sources));
        });
    }

    private void checkName(String kind, String name, List<String> known) {
        if (!known.contains(name)) {
            String hint = NearestNames.hint(name, known);
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    ("Data flow '" + flow.name() + "' has no " + kind + " '" + name + "'. " + hint).strip());
        }
    }
}
