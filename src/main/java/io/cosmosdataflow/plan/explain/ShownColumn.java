package io.cosmosdataflow.plan.explain;

import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.stream.StreamColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a stream with what is to be said of it.
 *
 * @param remarks with a blank before each
 */
record ShownColumn(String name, String type, String remarks) {

    /** @param values whether the script does not say what each column is */
    static List<ShownColumn> of(Node node, boolean values) {
        List<ShownColumn> shown = new ArrayList<>();
        List<Output> outputs = values ? outputs(node) : List.of();
        for (StreamColumn column : node.shape().schema().columns()) {
            StringBuilder remarks = new StringBuilder();
            if (node instanceof Node.Source source) {
                source.projection().stream()
                        .filter(projected -> projected.name().equals(column.name()))
                        .flatMap(projected -> projected.formats().stream())
                        .forEach(format -> remarks.append(" '").append(format).append('\''));
            }
            if (column.drifted()) {
                remarks.append(" (drifted)");
            }
            outputs.stream()
                    .filter(output -> output.column().slot().equals(column.slot()) && !same(output))
                    .findFirst()
                    .ifPresent(output -> remarks.append("  = ").append(ExpressionText.of(output.value())));
            shown.add(new ShownColumn(column.name(), Types.name(column.type()), remarks.toString()));
        }
        return shown;
    }

    private static boolean same(Output output) {
        return output.value() instanceof ColumnValue value
                && value.column().name().equals(output.column().name());
    }

    private static List<Output> outputs(Node node) {
        if (node instanceof Node.Project project) {
            return project.columns();
        }
        if (node instanceof Node.Sink sink) {
            return sink.columns();
        }
        return node instanceof Node.Aggregate aggregate ? aggregate.aggregates() : List.of();
    }
}
