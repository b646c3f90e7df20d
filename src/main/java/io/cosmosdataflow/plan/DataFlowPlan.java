package io.cosmosdataflow.plan;

import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An analysed data flow.
 *
 * @param nodes each behind those that it reads from, caches included
 * @param parameters their values
 */
public record DataFlowPlan(String name, List<Node> nodes, Map<String, TypedExpression> parameters, Instant startOfRun) {

    public DataFlowPlan {
        Objects.requireNonNull(name, "name");
        nodes = List.copyOf(nodes);
        parameters = Map.copyOf(parameters);
        Objects.requireNonNull(startOfRun, "startOfRun");
    }

    public List<Source> sources() {
        return nodes.stream()
                .filter(Source.class::isInstance)
                .map(Source.class::cast)
                .toList();
    }

    /** In the order in which they are written: by {@code saveOrder}, else as in the script. */
    public List<Sink> sinks() {
        return nodes.stream()
                .filter(Sink.class::isInstance)
                .map(Sink.class::cast)
                .sorted(Comparator.comparing(Sink::order)
                        .thenComparing(sink -> sink.shape().span().line())
                        .thenComparing(sink -> sink.shape().span().column()))
                .toList();
    }

    /** Every stream with its schema, in the order of {@link #nodes}. */
    public Map<StreamName, StreamSchema> streams() {
        Map<StreamName, StreamSchema> streams = new LinkedHashMap<>();
        nodes.forEach(node -> node.shape()
                .outputs()
                .forEach(name -> streams.put(name, node.shape().schema())));
        return streams;
    }

    public Optional<Node> find(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** Names of the sources that the rows of a node come from, caches that it looks into left aside. */
    public Set<String> sourcesOf(Node node) {
        Set<StreamName> wanted = new HashSet<>(node.shape().inputs());
        Set<String> names = new TreeSet<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node.Shape shape = nodes.get(i).shape();
            if (shape.outputs().stream().anyMatch(wanted::contains)) {
                wanted.addAll(shape.inputs());
                if (nodes.get(i) instanceof Source) {
                    names.add(nodes.get(i).name());
                }
            }
        }
        return names;
    }
}
