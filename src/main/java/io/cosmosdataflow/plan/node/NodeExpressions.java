package io.cosmosdataflow.plan.node;

import io.cosmosdataflow.plan.expression.TypedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All expressions of a node, those that compute a column for each row and those over groups of rows. */
public final class NodeExpressions implements Node.Visitor<List<TypedExpression>> {

    private NodeExpressions() {}

    public static List<TypedExpression> of(Node node) {
        List<TypedExpression> all = new ArrayList<>(node.accept(new NodeExpressions()));
        node.shape().partitioning().ifPresent(partitioning -> all.addAll(partitioning.values()));
        return all;
    }

    private static List<TypedExpression> values(List<Output> outputs) {
        return outputs.stream().map(Output::value).toList();
    }

    private static List<TypedExpression> keys(List<SortKey> keys) {
        return keys.stream().map(SortKey::value).toList();
    }

    private static List<TypedExpression> together(List<TypedExpression> first, List<TypedExpression> second) {
        List<TypedExpression> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Override
    public List<TypedExpression> source(Node.Source node) {
        return List.of();
    }

    @Override
    public List<TypedExpression> sink(Node.Sink node) {
        return values(node.columns());
    }

    @Override
    public List<TypedExpression> project(Node.Project node) {
        return values(node.columns());
    }

    @Override
    public List<TypedExpression> filter(Node.Filter node) {
        return List.of(node.condition());
    }

    @Override
    public List<TypedExpression> aggregate(Node.Aggregate node) {
        return together(values(node.groups()), values(node.aggregates()));
    }

    @Override
    public List<TypedExpression> join(Node.Join node) {
        return node.condition().stream().toList();
    }

    @Override
    public List<TypedExpression> lookup(Node.Lookup node) {
        return together(List.of(node.condition()), keys(node.order()));
    }

    @Override
    public List<TypedExpression> exists(Node.Exists node) {
        return List.of(node.condition());
    }

    @Override
    public List<TypedExpression> union(Node.Union node) {
        return node.branches().stream().flatMap(List::stream).toList();
    }

    @Override
    public List<TypedExpression> split(Node.Split node) {
        return node.conditions();
    }

    @Override
    public List<TypedExpression> alterRow(Node.AlterRow node) {
        return node.conditions().stream().map(Map.Entry::getValue).toList();
    }

    @Override
    public List<TypedExpression> keyGenerate(Node.KeyGenerate node) {
        return List.of();
    }

    @Override
    public List<TypedExpression> window(Node.Window node) {
        return together(together(node.over(), keys(node.order())), values(node.columns()));
    }

    @Override
    public List<TypedExpression> rank(Node.Rank node) {
        return keys(node.order());
    }

    @Override
    public List<TypedExpression> pivot(Node.Pivot node) {
        return together(together(values(node.groups()), List.of(node.key())), values(node.aggregates()));
    }

    @Override
    public List<TypedExpression> unpivot(Node.Unpivot node) {
        return node.rows().stream().flatMap(List::stream).toList();
    }

    @Override
    public List<TypedExpression> sort(Node.Sort node) {
        return keys(node.order());
    }

    @Override
    public List<TypedExpression> flatten(Node.Flatten node) {
        return together(node.steps().stream().map(Node.Flatten.Step::array).toList(), values(node.columns()));
    }

    @Override
    public List<TypedExpression> parse(Node.Parse node) {
        return values(node.columns());
    }

    @Override
    public List<TypedExpression> assertion(Node.Assertion node) {
        List<TypedExpression> all = new ArrayList<>();
        for (Expectation expectation : node.expectations()) {
            expectation.filter().ifPresent(all::add);
            expectation.message().ifPresent(all::add);
            if (expectation.rule() instanceof Expectation.True condition) {
                all.add(condition.condition());
            } else if (expectation.rule() instanceof Expectation.Unique unique) {
                all.addAll(unique.values());
            } else if (expectation.rule() instanceof Expectation.Exists exists) {
                all.add(exists.condition());
            }
        }
        return all;
    }

    @Override
    public List<TypedExpression> externalCall(Node.ExternalCall node) {
        return values(node.request());
    }
}
