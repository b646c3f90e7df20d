package io.cosmosdataflow.plan.demand;

import io.cosmosdataflow.demand.ColumnPath;
import io.cosmosdataflow.demand.RowCondition;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.expression.Parts;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.NodeExpressions;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The condition that the filters below a source put on its rows: on each way to a sink all filters, over the ways
 * any. Only filters, branches of splits and projections are passed; what else a row may do to other rows, and a row
 * that fails an assertion may end the run, so that it must not vanish above.
 */
final class NeededRows {

    /** The same call gives another value when another row vanishes. */
    private static final Set<String> DRAWN = Set.of("random", "uuid");

    private final DataFlowPlan plan;

    private NeededRows(DataFlowPlan plan) {
        this.plan = plan;
    }

    static RowCondition of(Node.Source source, DataFlowPlan plan) {
        if (source.limit() > 0) {
            return RowCondition.ANYTHING;
        }
        Map<String, ColumnPath> origins = new HashMap<>();
        for (StreamColumn column : source.shape().schema().columns()) {
            origins.put(column.slot(), ColumnPath.of(column.name(), column.type()));
        }
        RowCondition needed = new NeededRows(plan).below(StreamName.of(source.name()), origins);
        // no sink below: a stream that is only looked at
        return needed.equals(RowCondition.NOTHING) ? RowCondition.ANYTHING : needed;
    }

    /** @param origins for the slots of the stream what they are at the source; others were computed on the way */
    private RowCondition below(StreamName stream, Map<String, ColumnPath> origins) {
        return RowCondition.any(plan.nodes().stream()
                .filter(node -> node.shape().inputs().contains(stream))
                .map(node -> through(node, origins))
                .toList());
    }

    private RowCondition through(Node node, Map<String, ColumnPath> origins) {
        boolean drawn = NodeExpressions.of(node).stream().anyMatch(NeededRows::draws);
        StreamName first = node.shape().outputs().get(0);
        if (!drawn && node instanceof Node.Filter filter) {
            RowCondition passed = new Conditions(origins).whenTrue(filter.condition());
            return RowCondition.all(List.of(passed, below(first, origins)));
        }
        if (!drawn && node instanceof Node.Split split) {
            return branches(split, origins);
        }
        if (!drawn && node instanceof Node.Project project && project.casts().isEmpty()) {
            return below(first, projected(project.columns(), origins));
        }
        return node instanceof Node.Sink || reachesSink(node) ? RowCondition.ANYTHING : RowCondition.NOTHING;
    }

    /** A row that an earlier branch takes may be asked for in vain by a later one; the rest is not told apart. */
    private RowCondition branches(Node.Split split, Map<String, ColumnPath> origins) {
        List<RowCondition> ways = new ArrayList<>();
        List<StreamName> names = split.shape().outputs();
        for (int i = 0; i < names.size(); i++) {
            RowCondition taken = i < split.conditions().size()
                    ? new Conditions(origins).whenTrue(split.conditions().get(i))
                    : RowCondition.ANYTHING;
            ways.add(RowCondition.all(List.of(taken, below(names.get(i), origins))));
        }
        return RowCondition.any(ways);
    }

    private static Map<String, ColumnPath> projected(List<Output> outputs, Map<String, ColumnPath> origins) {
        Conditions conditions = new Conditions(origins);
        Map<String, ColumnPath> projected = new HashMap<>();
        for (Output output : outputs) {
            Optional<ColumnPath> origin = conditions.path(output.value());
            origin.filter(path -> path.type().equals(output.column().type()))
                    .ifPresent(path -> projected.put(output.column().slot(), path));
        }
        return projected;
    }

    private boolean reachesSink(Node node) {
        return node instanceof Node.Sink
                || plan.nodes().stream()
                        .filter(next -> node.shape().outputs().stream()
                                .anyMatch(output -> next.shape().inputs().contains(output)))
                        .anyMatch(this::reachesSink);
    }

    private static boolean draws(TypedExpression expression) {
        return Parts.any(
                expression,
                part -> part instanceof FunctionCall call
                        && DRAWN.contains(call.function().name()));
    }
}
