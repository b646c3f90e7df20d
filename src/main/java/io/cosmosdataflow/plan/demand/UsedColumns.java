package io.cosmosdataflow.plan.demand;

import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.expression.Parts;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.node.Expectation;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.NodeExpressions;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that sinks, caches among them, get something of, from the sinks up to the sources. A transformation
 * without a sink below uses nothing. For one node: which slots it uses of its inputs, whatever the stream they are
 * of; slots that an input does not have are passed over later.
 */
final class UsedColumns implements Node.Visitor<Set<String>> {

    private final Set<String> wanted;

    /** @param wanted slots of what comes out of the node */
    private UsedColumns(Set<String> wanted) {
        this.wanted = wanted;
    }

    /** For each source by its name the slots that are used. */
    static Map<String, Set<String>> of(DataFlowPlan plan) {
        Map<StreamName, Set<String>> wanted = new HashMap<>();
        List<Node> nodes = new ArrayList<>(plan.nodes());
        java.util.Collections.reverse(nodes);
        Map<String, Set<String>> sources = new HashMap<>();
        Map<StreamName, StreamSchema> streams = plan.streams();
        for (Node node : nodes) {
            boolean reached =
                    node instanceof Node.Sink || node.shape().outputs().stream().anyMatch(wanted::containsKey);
            if (reached) {
                Set<String> out = new HashSet<>();
                node.shape().outputs().forEach(output -> out.addAll(wanted.getOrDefault(output, Set.of())));
                node.shape().partitioning().ifPresent(partitioning -> out.addAll(slots(partitioning.values())));
                if (node instanceof Node.Source) {
                    sources.put(node.name(), out);
                }
                above(node, out, streams, wanted);
            }
        }
        return sources;
    }

    private static void above(
            Node node, Set<String> out, Map<StreamName, StreamSchema> streams, Map<StreamName, Set<String>> wanted) {
        Set<String> used = node.accept(new UsedColumns(out));
        for (int i = 0; i < node.shape().inputs().size(); i++) {
            StreamName input = node.shape().inputs().get(i);
            List<StreamColumn> columns = streams.get(input).columns();
            Set<String> ofInput = wanted.computeIfAbsent(input, name -> new HashSet<>());
            for (List<StreamColumn> known : knownAs(node, i, columns)) {
                for (int j = 0; j < columns.size(); j++) {
                    if (used.contains(known.get(j).slot())) {
                        ofInput.add(columns.get(j).slot());
                    }
                }
            }
        }
    }

    /** The columns of an input under the slots that the node has for them. */
    private static List<List<StreamColumn>> knownAs(Node node, int input, List<StreamColumn> columns) {
        if (input == 0 || node instanceof Node.Union) {
            return List.of(columns);
        }
        if (node instanceof Node.Join join) {
            return List.of(join.right());
        }
        if (node instanceof Node.Lookup lookup) {
            return List.of(lookup.right());
        }
        if (node instanceof Node.Exists exists) {
            return List.of(exists.right());
        }
        if (node instanceof Node.Assertion assertion) {
            return assertion.expectations().stream()
                    .map(Expectation::rule)
                    .filter(Expectation.Exists.class::isInstance)
                    .map(rule -> ((Expectation.Exists) rule).right())
                    .toList();
        }
        return List.of(columns);
    }

    private static Set<String> slots(Collection<TypedExpression> expressions) {
        Set<String> slots = new HashSet<>();
        for (TypedExpression expression : expressions) {
            for (TypedExpression part : Parts.all(expression)) {
                if (part instanceof ColumnValue column) {
                    slots.add(column.column().slot());
                }
            }
        }
        return slots;
    }

    /** What the values of the wanted outputs are made of. */
    private Set<String> made(List<Output> outputs) {
        return slots(outputs.stream()
                .filter(output -> wanted.contains(output.column().slot()))
                .map(Output::value)
                .toList());
    }

    /** What comes out as it came in, and what the node itself looks at. */
    private Set<String> passed(Node node) {
        Set<String> slots = slots(NodeExpressions.of(node));
        slots.addAll(wanted);
        return slots;
    }

    private static Set<String> together(Set<String> first, Set<String> second) {
        Set<String> all = new HashSet<>(first);
        all.addAll(second);
        return all;
    }

    @Override
    public Set<String> source(Node.Source node) {
        return Set.of();
    }

    @Override
    public Set<String> sink(Node.Sink node) {
        return slots(NodeExpressions.of(node));
    }

    @Override
    public Set<String> project(Node.Project node) {
        List<TypedExpression> casts = new ArrayList<>();
        node.casts().forEach(cast -> {
            casts.add(cast.from());
            casts.add(cast.to());
        });
        return together(made(node.columns()), slots(casts));
    }

    @Override
    public Set<String> filter(Node.Filter node) {
        return passed(node);
    }

    @Override
    public Set<String> aggregate(Node.Aggregate node) {
        return slots(NodeExpressions.of(node));
    }

    @Override
    public Set<String> join(Node.Join node) {
        Set<String> score =
                node.score().map(output -> slots(List.of(output.value()))).orElse(Set.of());
        return together(passed(node), score);
    }

    @Override
    public Set<String> lookup(Node.Lookup node) {
        return passed(node);
    }

    @Override
    public Set<String> exists(Node.Exists node) {
        return passed(node);
    }

    /** The slots of all inputs in one set: an input may be asked for too much, and never for too little. */
    @Override
    public Set<String> union(Node.Union node) {
        List<StreamColumn> columns = node.shape().schema().columns();
        List<TypedExpression> values = new ArrayList<>();
        for (List<TypedExpression> branch : node.branches()) {
            for (int j = 0; j < branch.size(); j++) {
                if (wanted.contains(columns.get(j).slot())) {
                    values.add(branch.get(j));
                }
            }
        }
        return slots(values);
    }

    @Override
    public Set<String> split(Node.Split node) {
        return passed(node);
    }

    @Override
    public Set<String> alterRow(Node.AlterRow node) {
        return passed(node);
    }

    @Override
    public Set<String> keyGenerate(Node.KeyGenerate node) {
        return passed(node);
    }

    @Override
    public Set<String> window(Node.Window node) {
        List<TypedExpression> keys = new ArrayList<>(node.over());
        node.order().forEach(key -> keys.add(key.value()));
        return together(made(node.columns()), slots(keys));
    }

    @Override
    public Set<String> rank(Node.Rank node) {
        return passed(node);
    }

    @Override
    public Set<String> pivot(Node.Pivot node) {
        return slots(NodeExpressions.of(node));
    }

    @Override
    public Set<String> unpivot(Node.Unpivot node) {
        return passed(node);
    }

    @Override
    public Set<String> sort(Node.Sort node) {
        return passed(node);
    }

    @Override
    public Set<String> flatten(Node.Flatten node) {
        List<TypedExpression> arrays =
                node.steps().stream().map(Node.Flatten.Step::array).toList();
        return together(made(node.columns()), slots(arrays));
    }

    @Override
    public Set<String> parse(Node.Parse node) {
        return made(node.columns());
    }

    @Override
    public Set<String> assertion(Node.Assertion node) {
        return passed(node);
    }

    @Override
    public Set<String> externalCall(Node.ExternalCall node) {
        return together(made(node.columns()), slots(NodeExpressions.of(node)));
    }
}
