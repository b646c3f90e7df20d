package io.cosmosdataflow.plan;

import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.WrittenNumber;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis.Surroundings;
import io.cosmosdataflow.plan.analysis.Duplicates;
import io.cosmosdataflow.plan.analysis.MadeColumns;
import io.cosmosdataflow.plan.analysis.SourceAnalysis;
import io.cosmosdataflow.plan.expression.Assignments;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Project;
import io.cosmosdataflow.plan.node.Node.ProjectedColumn;
import io.cosmosdataflow.plan.node.Node.Shape;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.Script.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Flowlets: parts of data flows with {@code input} and {@code output} in the place of sources and sinks. The
 * use of one is replaced with its statements; their nodes are called {@code use/statement}.
 *
 * <p>Source: Microsoft Learn, concepts-data-flow-flowlet.
 */
final class Flowlets {

    private static final int MOST_LEVELS = 20;
    private static final int MOST_USES = 1_000;
    private static final int GREATEST_ORDER = 999_999_999;
    private static final int LONGEST_HEXADECIMAL = 20;

    /**
     * What an {@code input} reads.
     *
     * @param mapping columns of the flowlet to values over {@code schema}, by name; empty: by the same names
     */
    record Feed(StreamName made, StreamSchema schema, Map<String, TypedExpression> mapping) {
        Feed {
            mapping = Map.copyOf(mapping);
        }
    }

    private Flowlets() {}

    /** Empty if the flowlet cannot be found or read, which is reported. */
    static Optional<DataFlowAnalysis> analyze(StatementContext context, Surroundings around, Issues issues) {
        Statement use = context.statement();
        String composition = context.properties().text("composition", "");
        Reference reference = context.bindings()
                .flowlet(use.name())
                .orElseGet(() -> new Reference(
                        composition,
                        Reference.DATA_FLOW,
                        new io.cosmosdataflow.definition.json.JsonValue.JsonObject(use.span(), Map.of()),
                        use.transformationSpan()));
        if (around.using().contains(reference.name())) {
            context.invalid(
                    use.transformationSpan(),
                    "Flowlet '" + reference.name() + "' uses itself: " + String.join(" uses ", around.using())
                            + " uses " + reference.name() + ".",
                    "");
            return Optional.empty();
        }
        if (around.using().size() > MOST_LEVELS || around.uses().incrementAndGet() > MOST_USES) {
            context.invalid(
                    use.transformationSpan(),
                    "Flowlets use each other deeper than " + MOST_LEVELS + " levels, or more than " + MOST_USES
                            + " times in all.",
                    "");
            return Optional.empty();
        }
        Optional<ParsedFlow> flowlet = around.factory()
                .dataFlow(reference, issues)
                .filter(flow -> isFlowlet(flow, context))
                .flatMap(flow -> ParsedFlow.of(flow, around.factory(), new Issues()));
        return flowlet.map(parsed -> analyze(parsed, context, around, issues));
    }

    private static boolean isFlowlet(DataFlow flow, StatementContext context) {
        boolean flowlet = flow.type().equals("Flowlet");
        if (!flowlet) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "'" + flow.name() + "' is of type '" + flow.type() + "', not a flowlet.",
                    "");
        }
        return flowlet;
    }

    private static DataFlowAnalysis analyze(
            ParsedFlow flowlet, StatementContext context, Surroundings around, Issues issues) {
        List<String> using = new ArrayList<>(around.using());
        using.add(flowlet.name());
        Surroundings inside = new Surroundings(
                around.factory(),
                around.facts(),
                around.startOfRun(),
                context.nodeName() + "/",
                feeds(flowlet, context),
                using,
                around.uses());
        Issues found = Issues.of(flowlet.text()::excerpt);
        DataFlowAnalysis analysis = new DataFlowAnalysis(flowlet, Map.of(), inside, found);
        analysis.analyze();
        issues.addAll(found);
        return analysis;
    }

    /** The flowlet's inputs in their {@code order}, each with the stream at that place. */
    private static Map<String, Feed> feeds(ParsedFlow flowlet, StatementContext context) {
        List<Statement> inputs = flowlet.script().statements().stream()
                .filter(statement -> statement.transformation().equals("input"))
                .sorted(Comparator.comparing(Flowlets::order))
                .toList();
        if (inputs.size() != context.inputCount()) {
            context.invalid(
                    context.statement().span(),
                    "Flowlet '" + flowlet.name() + "' has " + inputs.size()
                            + (inputs.size() == 1 ? " input" : " inputs") + ", and " + context.inputCount()
                            + (context.inputCount() == 1 ? " stream is" : " streams are") + " given.",
                    "");
        }
        List<List<Argument>> mappings = context.nestedAll("mapColumn");
        Map<String, Feed> feeds = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(inputs.size(), context.inputCount()); i++) {
            Map<String, TypedExpression> mapping = new HashMap<>();
            if (i < mappings.size()) {
                Assignments.of(mappings.get(i), context.scope(context.input(i)), context.issues())
                        .columns()
                        .forEach(assigned -> mapping.put(assigned.name(), assigned.value()));
            }
            feeds.put(inputs.get(i).name(), new Feed(context.made(i), context.input(i), mapping));
        }
        return feeds;
    }

    private static BigDecimal order(Statement input) {
        return input.arguments().stream()
                .filter(Argument.Property.class::isInstance)
                .map(Argument.Property.class::cast)
                .filter(property ->
                        property.name().equals("order") && property.value() instanceof Expression.NumberLiteral)
                .map(property -> ((Expression.NumberLiteral) property.value()).text())
                .flatMap(number -> order(number.toLowerCase(Locale.ROOT)).stream())
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** Empty for what is too long, which the input itself reports. */
    private static Optional<BigDecimal> order(String number) {
        return number.startsWith("0x")
                ? Optional.of(number.replaceAll("[xl]", ""))
                        .filter(digits -> digits.length() < LONGEST_HEXADECIMAL)
                        .map(digits -> new BigDecimal(new BigInteger(digits, 16)))
                : WrittenNumber.read(number.replaceFirst("[lf]$", ""));
    }

    /** The declared columns from the stream that is given, and the others too if drift is allowed. */
    static Optional<Node> input(StatementContext context, Feed feed) {
        context.properties().integer("order", 0, 0, GREATEST_ORDER);
        boolean drift = context.properties()
                .ignore("validateSchema", "inferDriftedColumnTypes")
                .flag("allowSchemaDrift", false);
        List<ProjectedColumn> declared =
                SourceAnalysis.projection(context.nested("output").orElse(List.of()), context);
        MadeColumns columns = new MadeColumns(context.name());
        for (ProjectedColumn column : declared) {
            columns.addIfAbsent(column.name(), Conversion.of(value(column, feed, context), column.type()));
        }
        if (drift || declared.isEmpty()) {
            feed.schema().columns().forEach(column -> columns.addIfAbsent(column.name(), new ColumnValue(column)));
        }
        StreamSchema schema = new StreamSchema(
                columns.columns(),
                feed.schema().open() && (drift || declared.isEmpty()),
                feed.schema().declared() || !declared.isEmpty(),
                feed.schema().marks());
        Shape shape = context.shape(schema);
        return Optional.of(new Project(
                new Shape(
                        shape.name(),
                        shape.transformation(),
                        List.of(feed.made()),
                        shape.schema(),
                        shape.branches(),
                        shape.partitioning(),
                        shape.span()),
                columns.outputs()));
    }

    private static TypedExpression value(ProjectedColumn column, Feed feed, StatementContext context) {
        TypedExpression mapped = feed.mapping().get(column.name());
        if (mapped != null) {
            return mapped;
        }
        Optional<TypedExpression> same = feed.schema().find(column.name()).map(ColumnValue::new);
        if (same.isEmpty() && !feed.schema().open()) {
            context.issues()
                    .error(
                            ErrorCode.UnknownColumn,
                            context.statement().span(),
                            "The flowlet's column '" + column.name() + "' gets no value.",
                            "Map one in mapColumn(" + column.name() + " = ..).");
        }
        return same.orElse(new Constant(null, column.type()));
    }

    /** {@code last output(mapColumn(..)) ~> output1}. */
    static Optional<Node> output(StatementContext context) {
        context.properties().ignore("allowSchemaDrift", "validateSchema", "order");
        Duplicates duplicates = Duplicates.of(context.properties());
        Optional<List<Argument>> mapping = context.nested("mapColumn");
        MadeColumns columns = new MadeColumns(context.name());
        boolean open = context.input().open();
        if (mapping.isEmpty()) {
            context.input().columns().forEach(columns::keep);
        } else {
            Assignments.Result result = Assignments.of(mapping.get(), context.scope(), context.issues());
            duplicates.map(result.columns(), columns);
            open = result.open();
        }
        StreamSchema schema = new StreamSchema(
                columns.columns(),
                open,
                context.input().declared(),
                context.input().marks());
        return Optional.of(new Project(context.shape(schema), columns.outputs()));
    }
}
