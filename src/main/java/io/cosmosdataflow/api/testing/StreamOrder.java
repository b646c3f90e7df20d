package io.cosmosdataflow.api.testing;

import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.node.Node;
import java.util.Optional;
import java.util.Set;

/** Which streams have an order: those behind a sort with nothing between that mixes the rows. */
record StreamOrder(DataFlowPlan plan) {

    private static final Set<String> KEEPING =
            Set.of("select", "derive", "cast", "filter", "split", "alterRow", "stringify", "parse", "sink");

    boolean kept(String stream) {
        String name = stream.split("@", 2)[0];
        Optional<Node> node = plan.find(name);
        while (node.isPresent()) {
            Node.Shape shape = node.get().shape();
            if (shape.transformation().equals("sort")) {
                return true;
            }
            if (!KEEPING.contains(shape.transformation())
                    || shape.partitioning().isPresent()) {
                return false;
            }
            node = plan.find(shape.inputs().get(0).statement());
        }
        return false;
    }
}
