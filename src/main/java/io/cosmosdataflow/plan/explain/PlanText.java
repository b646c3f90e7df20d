package io.cosmosdataflow.plan.explain;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Binding;
import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.node.Node.UpdateMethods;
import io.cosmosdataflow.plan.node.SinkTarget;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.ScriptPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a plan as indented text. */
final class PlanText {

    /** Shown in another form: as columns of the stream, or with the sinks. */
    private static final Set<String> SHOWN_OTHERWISE =
            Set.of("saveOrder", "insertable", "updateable", "upsertable", "deletable", "keys");

    private static final String STREAM = "  ";
    private static final String DETAIL = "    ";
    private static final String COLUMN = "      ";

    private final Explanation explanation;
    private final DataFlowPlan plan;
    private final StringBuilder out = new StringBuilder();

    PlanText(Explanation explanation) {
        this.explanation = explanation;
        this.plan = explanation.plan();
    }

    String text() {
        line("", "Data flow '" + plan.name() + "'");
        if (!plan.parameters().isEmpty()) {
            line("", "");
            line("", "Parameters");
            new TreeMap<>(plan.parameters())
                    .forEach((name, value) -> line(
                            STREAM,
                            "$" + name + " as " + Types.name(value.type())
                                    + (value instanceof UnknownValue
                                            ? ", to be given"
                                            : " = " + ExpressionText.of(value))));
        }
        line("", "");
        line("", "Streams");
        plan.nodes().stream().filter(node -> !(node instanceof Sink)).forEach(this::stream);
        if (!plan.sinks().isEmpty()) {
            line("", "");
            line("", "Sinks, in the order in which they are written");
            plan.sinks().forEach(this::sink);
        }
        return out.toString();
    }

    private void stream(Node node) {
        head(node);
        if (node instanceof Source source) {
            binding(source.binding());
        }
        words(node);
        columns(node);
    }

    private void sink(Sink sink) {
        head(sink);
        binding(sink.binding());
        if (sink.target().cached()) {
            line(
                    DETAIL,
                    "kept in memory for lookups"
                            + (sink.target() == SinkTarget.CACHE_AND_OUTPUT
                                    ? ", and put into the activity's output"
                                    : ""));
        } else {
            line(DETAIL, "takes rows to " + taken(sink.methods()));
        }
        if (!sink.keys().isEmpty()) {
            line(DETAIL, "keys " + String.join(", ", sink.keys()));
        }
        boolean ordered = sink.order() != Integer.MAX_VALUE;
        line(DETAIL, ordered ? "save order " + sink.order() : "no save order: after those that have one");
        words(sink);
        columns(sink);
    }

    private static String taken(UpdateMethods methods) {
        List<String> words = new ArrayList<>();
        if (methods.insertable()) {
            words.add("insert");
        }
        if (methods.updateable()) {
            words.add("update");
        }
        if (methods.upsertable()) {
            words.add("upsert");
        }
        if (methods.deletable()) {
            words.add("delete");
        }
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }

    private void head(Node node) {
        String inputs = node.shape().inputs().stream().map(StreamName::toString).collect(Collectors.joining(", "));
        line(
                STREAM,
                node.name() + ": " + node.shape().transformation() + (inputs.isEmpty() ? "" : " of " + inputs)
                        + (node.shape().branches().isEmpty()
                                ? ""
                                : " to "
                                        + node.shape().outputs().stream()
                                                .map(StreamName::toString)
                                                .collect(Collectors.joining(", "))));
    }

    private void binding(Binding binding) {
        binding.dataset().ifPresent(reference -> line(DETAIL, "dataset " + reference.name()));
        binding.linkedService().ifPresent(reference -> line(DETAIL, "linked service " + reference.name()));
    }

    /** Each argument of the statement in a line, as in the script. */
    private void words(Node node) {
        explanation.statement(node).ifPresent(statement -> statement.arguments().stream()
                .filter(argument -> !shownOtherwise(argument, node))
                .forEach(argument -> line(DETAIL, ScriptPrinter.print(argument))));
    }

    private static boolean shownOtherwise(Argument argument, Node node) {
        if (argument instanceof Argument.Property property) {
            return node instanceof Sink && SHOWN_OTHERWISE.contains(property.name());
        }
        return node instanceof Source
                && argument instanceof Argument.Value value
                && value.expression() instanceof Expression.Call call
                && call.function().equals("output");
    }

    private void columns(Node node) {
        List<ShownColumn> columns = ShownColumn.of(node, patterns(node));
        line(DETAIL, columns.isEmpty() ? "no columns are known before there is data" : "columns");
        int name = columns.stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        columns.forEach(column -> line(
                COLUMN,
                (column.name() + " ".repeat(name - column.name().length()) + "  " + column.type() + column.remarks())
                        .stripTrailing()));
        if (node.shape().schema().open()) {
            line(COLUMN, "+ what else the data has");
        }
        marks(node).ifPresent(marks -> line(DETAIL, "rows carry " + marks));
    }

    /** Column patterns do not say which columns they make. */
    private boolean patterns(Node node) {
        return explanation
                .statement(node)
                .map(statement -> statement.arguments().stream()
                        .anyMatch(argument -> ScriptPrinter.print(argument).contains("each(")))
                .orElse(false);
    }

    private static Optional<String> marks(Node node) {
        Set<RowMark> marks = node.shape().schema().marks();
        return marks.isEmpty()
                ? Optional.empty()
                : Optional.of(marks.stream().map(PlanText::mark).collect(Collectors.joining(", ")));
    }

    private static String mark(RowMark mark) {
        return switch (mark) {
            case POLICY -> "a policy (insert, update, upsert, delete)";
            case ERRORS -> "the assertions that they fail";
            case MATCH -> "whether the lookup found a row";
            case SOURCE_KEY -> "the key of their document";
        };
    }

    private void line(String indent, String text) {
        text.lines().forEach(each -> out.append(indent).append(each).append('\n'));
        if (text.isEmpty()) {
            out.append('\n');
        }
    }
}
