package io.cosmosdataflow.plan;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.plan.expression.CacheSchema;
import io.cosmosdataflow.plan.expression.FlowNames;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.plan.statement.Bindings;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.statement.StatementContext.InputStream;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Script.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Analyses a data flow: once for a check, and again in a run each time that more is known of the data. */
public final class DataFlowAnalysis {

    private final ParsedFlow flow;
    private final Surroundings surroundings;
    private final Issues issues;
    private final Bindings bindings;
    private final Map<String, TypedExpression> parameters;
    private final Map<String, CacheSchema> caches = new HashMap<>();
    private final Map<StreamName, InputStream> streams = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /**
     * What a flowlet shares with the data flow that uses it.
     *
     * @param prefix of the names of nodes: that of the use of a flowlet and {@code /}
     * @param inputs what the flowlet's {@code input}s read, by name; none where a flowlet is checked by itself
     * @param using names of the flowlets around this one
     * @param uses how many flowlets are used so far, in all
     */
    record Surroundings(
            Factory factory,
            Facts facts,
            Instant startOfRun,
            String prefix,
            Map<String, Flowlets.Feed> inputs,
            List<String> using,
            AtomicInteger uses) {}

    DataFlowAnalysis(ParsedFlow flow, Map<String, String> arguments, Surroundings surroundings, Issues issues) {
        this(flow, arguments, Map.of(), surroundings, issues);
    }

    private DataFlowAnalysis(
            ParsedFlow flow,
            Map<String, String> arguments,
            Map<String, Span> places,
            Surroundings surroundings,
            Issues issues) {
        this.flow = flow;
        this.surroundings = surroundings;
        this.issues = issues;
        this.bindings = Bindings.of(flow.typeProperties());
        this.parameters = new ParameterBinding(
                        arguments, places, surroundings.facts().running(), surroundings.startOfRun(), issues)
                .bind(flow.script().parameters());
    }

    /**
     * @param arguments values of parameters, as expressions of the script language
     * @param issues gets all that is wrong; with an error among them the plan is not to be run
     */
    public static DataFlowPlan analyze(
            ParsedFlow flow,
            Factory factory,
            Map<String, String> arguments,
            Facts facts,
            Instant startOfRun,
            Issues issues) {
        return analyze(flow, factory, arguments, Map.of(), facts, startOfRun, issues);
    }

    /**
     * As above, for arguments that are written somewhere.
     *
     * @param places where, by the name of the parameter: what is wrong with an argument is told there
     */
    public static DataFlowPlan analyze(
            ParsedFlow flow,
            Factory factory,
            Map<String, String> arguments,
            Map<String, Span> places,
            Facts facts,
            Instant startOfRun,
            Issues issues) {
        Issues found = Issues.of(flow.text()::excerpt);
        Surroundings top =
                new Surroundings(factory, facts, startOfRun, "", Map.of(), List.of(flow.name()), new AtomicInteger());
        DataFlowAnalysis analysis = new DataFlowAnalysis(flow, arguments, places, top, found);
        analysis.analyze();
        issues.addAll(found);
        return new DataFlowPlan(flow.name(), analysis.nodes, analysis.parameters, startOfRun);
    }

    void analyze() {
        StatementGraph.ordered(flow.script().statements(), issues).forEach(this::add);
    }

    List<Node> nodes() {
        return nodes;
    }

    Optional<InputStream> stream(String name) {
        return Optional.ofNullable(streams.get(StreamName.of(name)));
    }

    private void add(Statement statement) {
        List<StreamName> names = statement.inputs().stream()
                .map(input -> new StreamName(input.stream(), input.branch()))
                .toList();
        int expected = Transformations.inputs(statement.transformation());
        boolean complete = names.stream().allMatch(streams::containsKey)
                && (expected == Integer.MAX_VALUE ? !names.isEmpty() : names.size() == expected);
        if (!complete) {
            describeNothing(statement);
            return;
        }
        StatementContext context = new StatementContext(
                statement,
                surroundings.prefix(),
                names.stream().map(streams::get).toList(),
                new FlowNames(
                        parameters,
                        caches,
                        flow.libraries(),
                        surroundings.startOfRun(),
                        surroundings.facts().running()),
                surroundings.facts(),
                bindings,
                issues);
        if (statement.transformation().equals("compose")) {
            compose(context);
        } else {
            transformation(statement)
                    .flatMap(each -> each.analyze(context))
                    .ifPresentOrElse(node -> put(statement, node), () -> describeNothing(statement));
        }
        boolean storeReadsTheRest = Set.of("source", "sink").contains(statement.transformation());
        if (!storeReadsTheRest) {
            context.properties().finish();
        }
    }

    private Optional<Transformation> transformation(Statement statement) {
        Flowlets.Feed feed = surroundings.inputs().get(statement.name());
        if (statement.transformation().equals("input") && feed != null) {
            return Optional.of(context -> Flowlets.input(context, feed));
        }
        Optional<Transformation> known = Transformations.find(statement.transformation());
        if (known.isEmpty()) {
            issues.error(
                    ErrorCode.InvalidTransformation,
                    statement.transformationSpan(),
                    "There is no transformation '" + statement.transformation() + "'.",
                    NearestNames.hint(statement.transformation(), Transformations.words()));
        }
        return known;
    }

    private void put(Statement statement, Node node) {
        nodes.add(node);
        StreamSchema schema = node.shape().schema();
        for (StreamName made : node.shape().outputs()) {
            StreamName name = new StreamName(statement.name(), made.branch());
            put(name, made, schema);
        }
        if (node instanceof Sink sink && sink.target().cached()) {
            caches.put(statement.name(), new CacheSchema(sink.name(), schema, sink.keys()));
        }
    }

    /** Columns remember both {@code split@branch} and {@code split}. */
    private void put(StreamName name, StreamName made, StreamSchema schema) {
        StreamSchema described = name.branch().isEmpty()
                ? schema
                : schema.through(name.toString()).through(name.statement());
        streams.put(name, new InputStream(name, made, described));
    }

    /** The flowlet's statements become nodes of this plan. */
    private void compose(StatementContext context) {
        Statement statement = context.statement();
        Optional<DataFlowAnalysis> flowlet = Flowlets.analyze(context, surroundings, issues);
        if (flowlet.isEmpty()) {
            describeNothing(statement);
            return;
        }
        nodes.addAll(flowlet.get().nodes());
        for (String branch : statement.branches()) {
            Optional<InputStream> output = flowlet.get().stream(branch);
            if (output.isEmpty()) {
                issues.error(
                        ErrorCode.UnknownStream,
                        statement.nameSpan(),
                        "The flowlet has no output '" + branch + "'.",
                        "");
            }
            StreamName name = StreamName.of(statement.name(), branch);
            output.ifPresentOrElse(
                    stream -> put(name, stream.made(), stream.schema()), () -> streams.put(name, nothing(name)));
        }
    }

    /** A stream of which nothing is known, so that one mistake above it is not reported again below. */
    private void describeNothing(Statement statement) {
        StreamName name = StreamName.of(statement.name());
        streams.put(name, nothing(name));
        statement.branches().stream()
                .map(branch -> StreamName.of(statement.name(), branch))
                .forEach(branch -> streams.put(branch, nothing(branch)));
    }

    private static InputStream nothing(StreamName name) {
        return new InputStream(name, name, new StreamSchema(List.of(), true, false, Set.of()));
    }
}
