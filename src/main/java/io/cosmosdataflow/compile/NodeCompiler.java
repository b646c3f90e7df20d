package io.cosmosdataflow.compile;

import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.stream.StreamName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sends each node to the class that compiles it. */
final class NodeCompiler implements Node.Visitor<Dataset<Row>> {

    private final Map<String, Dataset<Row>> sources;
    private final Function<StreamName, Dataset<Row>> streams;
    private final ColumnBuilder columns;
    private final PersistedRows persisted;
    private final Caches caches;
    private final ExternalCalls calls;

    NodeCompiler(
            Map<String, Dataset<Row>> sources,
            Function<StreamName, Dataset<Row>> streams,
            ColumnBuilder columns,
            PersistedRows persisted,
            Caches caches,
            ExternalCalls calls) {
        this.sources = sources;
        this.streams = streams;
        this.columns = columns;
        this.persisted = persisted;
        this.caches = caches;
        this.calls = calls;
    }

    /** All outputs of the node; its inputs are compiled already. How a sink is partitioned is its store's business. */
    Map<StreamName, Dataset<Row>> compile(Node node) {
        if (node.shape().inputs().isEmpty() || !Caches.asked(node)) {
            return outputs(node);
        }
        StreamName first = node.shape().inputs().get(0);
        Caches.Bound bound = caches.bind(node, streams.apply(first), columns);
        Function<StreamName, Dataset<Row>> joined = name -> name.equals(first) ? bound.rows() : streams.apply(name);
        Map<StreamName, Dataset<Row>> outputs =
                new NodeCompiler(sources, joined, bound.columns(), persisted, caches, calls).outputs(node);
        outputs.replaceAll(
                (name, rows) -> Projections.ordered(rows, node.shape().schema()));
        return outputs;
    }

    private Map<StreamName, Dataset<Row>> outputs(Node node) {
        if (node instanceof Node.Split split) {
            return Splits.compile(split, input(node, 0), columns);
        }
        Dataset<Row> rows = node.accept(this);
        Dataset<Row> partitioned = node.shape()
                .partitioning()
                .filter(partitioning -> !(node instanceof Node.Sink))
                .map(partitioning -> RowPartitions.apply(rows, partitioning, columns))
                .orElse(rows);
        Map<StreamName, Dataset<Row>> outputs = new LinkedHashMap<>();
        node.shape().outputs().forEach(name -> outputs.put(name, partitioned));
        return outputs;
    }

    private Dataset<Row> input(Node node, int index) {
        return streams.apply(node.shape().inputs().get(index));
    }

    @Override
    public Dataset<Row> source(Node.Source node) {
        Dataset<Row> rows = sources.get(node.name());
        return node.limit() > 0 ? rows.limit((int) node.limit()) : rows;
    }

    @Override
    public Dataset<Row> sink(Node.Sink node) {
        return Projections.compile(
                input(node, 0), node.columns(), node.shape().schema().marks(), columns);
    }

    @Override
    public Dataset<Row> project(Node.Project node) {
        return Projections.project(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> filter(Node.Filter node) {
        return input(node, 0).filter(columns.column(node.condition()));
    }

    @Override
    public Dataset<Row> aggregate(Node.Aggregate node) {
        return Aggregates.compile(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> join(Node.Join node) {
        return Joins.join(node, input(node, 0), input(node, 1), columns);
    }

    @Override
    public Dataset<Row> lookup(Node.Lookup node) {
        return Lookups.compile(node, input(node, 0), input(node, 1), columns);
    }

    @Override
    public Dataset<Row> exists(Node.Exists node) {
        return Joins.exists(node, input(node, 0), input(node, 1), columns);
    }

    @Override
    public Dataset<Row> union(Node.Union node) {
        return Unions.compile(node, node.shape().inputs().stream().map(streams).toList(), columns);
    }

    @Override
    public Dataset<Row> split(Node.Split node) {
        throw new IllegalStateException("A split has several outputs.");
    }

    @Override
    public Dataset<Row> alterRow(Node.AlterRow node) {
        return AlterRows.compile(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> keyGenerate(Node.KeyGenerate node) {
        return Numbers.keyGenerate(node, input(node, 0), persisted);
    }

    @Override
    public Dataset<Row> window(Node.Window node) {
        return Windows.compile(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> rank(Node.Rank node) {
        return Numbers.rank(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> pivot(Node.Pivot node) {
        return Pivots.pivot(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> unpivot(Node.Unpivot node) {
        return Pivots.unpivot(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> sort(Node.Sort node) {
        return Sorting.compile(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> flatten(Node.Flatten node) {
        return Flattening.compile(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> parse(Node.Parse node) {
        return Parsing.compile(node, input(node, 0), columns);
    }

    @Override
    public Dataset<Row> assertion(Node.Assertion node) {
        return Assertions.compile(node, input(node, 0), () -> input(node, 1), columns);
    }

    @Override
    public Dataset<Row> externalCall(Node.ExternalCall node) {
        return CallCompilation.compile(node, input(node, 0), columns, calls);
    }
}
