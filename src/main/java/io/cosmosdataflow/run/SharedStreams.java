package io.cosmosdataflow.run;

import io.cosmosdataflow.compile.PreparedFlow;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.stream.StreamName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Streams that several sinks need and that are dear to make again: behind a shuffle, a call, or values that
 * would be others the second time. Their rows are kept on the disks of the executors while the data flow runs;
 * all others are read again by each sink, which is cheaper than keeping them.
 */
final class SharedStreams implements AutoCloseable {

    private static final Set<String> DEAR =
            Set.of("join", "lookup", "exists", "aggregate", "window", "rank", "pivot", "sort", "keyGenerate", "call");

    private final List<Dataset<Row>> kept = new ArrayList<>();

    private SharedStreams() {}

    static SharedStreams of(PreparedFlow flow) {
        SharedStreams shared = new SharedStreams();
        DataFlowPlan plan = flow.plan();
        Map<StreamName, Set<String>> sinks = sinks(plan);
        Set<StreamName> dear = dear(plan);
        for (Node node : plan.nodes()) {
            for (StreamName stream : node.shape().outputs()) {
                if (dear.contains(stream) && branches(stream, plan, sinks)) {
                    shared.kept.add(flow.compiler().keep(stream, StorageLevel.DISK_ONLY()));
                }
            }
        }
        return shared;
    }

    /** For each stream the sinks below it. */
    private static Map<StreamName, Set<String>> sinks(DataFlowPlan plan) {
        Map<StreamName, Set<String>> sinks = new HashMap<>();
        List<Node> nodes = new ArrayList<>(plan.nodes());
        java.util.Collections.reverse(nodes);
        for (Node node : nodes) {
            Set<String> below = new HashSet<>();
            node.shape().outputs().forEach(stream -> below.addAll(sinks.getOrDefault(stream, Set.of())));
            if (node instanceof Node.Sink sink && !sink.cache()) {
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
        Set<StreamName> dear = new HashSet<>();
        for (Node node : plan.nodes()) {
            boolean here = DEAR.contains(node.shape().transformation())
                    || node.shape().inputs().stream().anyMatch(dear::contains);
            if (here && !(node instanceof Node.Sink)) {
                dear.addAll(node.shape().outputs());
            }
        }
        return dear;
    }

    @Override
    public void close() {
        kept.forEach(rows -> rows.unpersist(false));
    }
}
