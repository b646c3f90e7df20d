package io.cosmosdataflow.compile;

import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.spark.UnanalysedRows;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Transformations that look at one row at a time, one behind the other, as one Dataset. Spark analyses the whole
 * plan each time that a Dataset is made, so that a Dataset for each of two hundred statements would take seconds.
 */
final class Steps {

    /** Spark resolves about one step in each round of its analysis, and gives up after a hundred rounds. */
    private static final int MOST = 10;

    private final DataFlowPlan plan;
    private final Map<StreamName, Dataset<Row>> streams;
    private final Function<StreamName, Dataset<Row>> compiled;
    private final ColumnBuilder columns;

    /**
     * @param streams those that are compiled already
     * @param compiled compiles any other
     */
    Steps(
            DataFlowPlan plan,
            Map<StreamName, Dataset<Row>> streams,
            Function<StreamName, Dataset<Row>> compiled,
            ColumnBuilder columns) {
        this.plan = plan;
        this.streams = streams;
        this.compiled = compiled;
        this.columns = columns;
    }

    /** The stream with the steps above it; empty if it is not the end of several steps. */
    Optional<Dataset<Row>> compile(Node node) {
        if (!isStep(node) || streams.containsKey(input(node))) {
            return Optional.empty();
        }
        Node first = node;
        Optional<Node> above = producer(node);
        if (above.filter(Steps::isStep).isEmpty()) {
            return Optional.empty();
        }
        int steps = 1;
        while (above.isPresent() && isStep(above.get()) && !streams.containsKey(input(first)) && steps < MOST) {
            first = above.get();
            above = producer(first);
            steps++;
        }
        return Optional.of(chain(node, first).rows());
    }

    /** The steps from {@code first} to {@code node}, not analysed yet. */
    private UnanalysedRows chain(Node node, Node first) {
        UnanalysedRows input = node == first
                ? UnanalysedRows.of(compiled.apply(input(first)))
                : chain(producer(node).orElseThrow(), first);
        return node instanceof Node.Filter filter
                ? input.filter(columns.column(filter.condition()))
                : input.select(Projections.selected(node, columns));
    }

    private static StreamName input(Node node) {
        return node.shape().inputs().get(0);
    }

    private Optional<Node> producer(Node node) {
        return plan.nodes().stream()
                .filter(each -> each.shape().outputs().contains(input(node)))
                .findFirst();
    }

    private static boolean isStep(Node node) {
        boolean plain = node instanceof Node.Filter
                || node instanceof Node.Sink
                || node instanceof Node.Project project && project.casts().isEmpty();
        boolean partitioned = node.shape().partitioning().isPresent() && !(node instanceof Node.Sink);
        return plain && !partitioned && !Caches.asked(node);
    }
}
