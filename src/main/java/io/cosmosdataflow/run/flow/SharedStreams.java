package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.compile.PreparedFlow;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.expression.Parts;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.NodeExpressions;
import io.cosmosdataflow.plan.stream.StreamName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.storage.StorageLevel;

/**
 * Streams that several sinks need and that are dear to make again, behind a shuffle or a call, or have values that
 * would be others the second time. Their rows are kept while the data flow runs; all others are read again by each
 * sink, which is cheaper than keeping them.
 */
final class SharedStreams {

    private static final Set<String> DEAR =
            Set.of("join", "lookup", "exists", "aggregate", "window", "rank", "pivot", "sort", "keyGenerate", "call");

    private static final Set<String> DRAWN = Set.of("uuid", "random", "nextSequence", "partitionId");

    private SharedStreams() {}

    /** What is compiled after this reads what is kept. */
    static void keep(PreparedFlow flow) {
        DataFlowPlan plan = flow.plan();
        Map<StreamName, Set<String>> sinks = sinks(plan);
        Set<StreamName> dear = dear(plan);
        Set<StreamName> split = splitByChance(plan);
        for (Node node : plan.nodes()) {
            for (StreamName stream : node.shape().outputs()) {
                if (dear.contains(stream) && branches(stream, plan, sinks)) {
                    flow.compiler().keep(stream, StorageLevel.DISK_ONLY(), split.contains(stream));
                }
            }
        }
    }

    /**
     * Streams that are split by a condition with random values: each branch computes it by itself, and over the same
     * rows in the same places it is the same.
     */
    private static Set<StreamName> splitByChance(DataFlowPlan plan) {
        Set<StreamName> split = new HashSet<>();
        plan.nodes().stream()
                .filter(node -> node instanceof Node.Split && byChance(node))
                .forEach(node -> split.addAll(node.shape().inputs()));
        return split;
    }

    /** Random values and ids are drawn again by each sink that computes the stream by itself, and so is a sample. */
    private static boolean byChance(Node node) {
        boolean sample = node instanceof Node.Source source && source.limit() > 0;
        return sample
                || NodeExpressions.of(node).stream()
                        .anyMatch(expression -> Parts.any(expression, SharedStreams::drawn));
    }

    private static boolean drawn(TypedExpression part) {
        return part instanceof FunctionCall call
                && DRAWN.contains(call.function().signature().name());
    }

    /** For each stream the sinks below it. */
    private static Map<StreamName, Set<String>> sinks(DataFlowPlan plan) {
        Map<StreamName, Set<String>> sinks = new HashMap<>();
        List<Node> nodes = new ArrayList<>(plan.nodes());
        java.util.Collections.reverse(nodes);
        for (Node node : nodes) {
            Set<String> below = new HashSet<>();
            node.shape().outputs().forEach(stream -> below.addAll(sinks.getOrDefault(stream, Set.of())));
            if (node instanceof Node.Sink sink && !sink.target().cached()) {
                below.add(node.name());
            }
            node.shape().inputs().forEach(input -> sinks.computeIfAbsent(input, name -> new HashSet<>())
                    .addAll(below));
        }
        return sinks;
    }

    /** Whether the ways to different sinks part right here, so that nothing further down is shared by all of them. */
    private static boolean branches(StreamName stream, DataFlowPlan plan, Map<StreamName, Set<String>> sinks) {
        Set<String> below = sinks.getOrDefault(stream, Set.of());
        if (below.size() < 2) {
            return false;
        }
        return plan.nodes().stream()
                .filter(node -> node.shape().inputs().contains(stream))
                .flatMap(node -> node.shape().outputs().stream())
                .noneMatch(next -> sinks.getOrDefault(next, Set.of()).equals(below));
    }

    private static Set<StreamName> dear(DataFlowPlan plan) {
        Set<StreamName> dear = splitByChance(plan);
        for (Node node : plan.nodes()) {
            boolean here = byChance(node)
                    || DEAR.contains(node.shape().transformation())
                    || node.shape().inputs().stream().anyMatch(dear::contains);
            if (here && !(node instanceof Node.Sink)) {
                dear.addAll(node.shape().outputs());
            }
        }
        return dear;
    }
}
