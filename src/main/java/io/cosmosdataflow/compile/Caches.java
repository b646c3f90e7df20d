package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.struct;

import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.expression.Parts;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.CacheValue;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.expression.TypedExpression.Variable;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.NodeExpressions;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.spark.NamedColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What expressions ask of cache sinks. A lookup by values of a row is a left join with the cache, grouped by its
 * keys, before the node. All of a cache, and lookups where no join can stand (over the variables of a lambda,
 * over columns of both sides of a join, over a group), are over one array of its rows, which a scalar subquery
 * makes once.
 */
final class Caches {

    private static final String ROW = "row";
    private static final String SLOT = "$$CACHE";
    private static final String KEY = "$$CACHEKEY";

    private final DataFlowPlan plan;
    private final Function<StreamName, Dataset<Row>> streams;
    private final PersistedRows persisted;
    private final Map<String, Cache> caches = new HashMap<>();

    Caches(DataFlowPlan plan, Function<StreamName, Dataset<Row>> streams, PersistedRows persisted) {
        this.plan = plan;
        this.streams = streams;
        this.persisted = persisted;
    }

    /** Rows of a node with what it asks of caches joined, and the builder that knows how. */
    record Bound(Dataset<Row> rows, ColumnBuilder columns) {}

    /** @param view name of the view with one column, the row */
    private record Cache(Dataset<Row> rows, List<String> keys, String view) {}

    static boolean asked(Node node) {
        return NodeExpressions.of(node).stream()
                .anyMatch(expression -> Parts.any(expression, CacheValue.class::isInstance));
    }

    Bound bind(Node node, Dataset<Row> input, ColumnBuilder columns) {
        Set<String> slots = Set.of(input.columns());
        boolean grouped = node instanceof Node.Aggregate || node instanceof Node.Pivot;
        Set<CacheValue> joinable = new LinkedHashSet<>();
        for (TypedExpression expression : NodeExpressions.of(node)) {
            collect(expression, !grouped, slots, joinable);
        }
        Dataset<Row> rows = input;
        Map<CacheValue, String> joined = new LinkedHashMap<>();
        for (CacheValue value : joinable) {
            // a cache in the keys of another one is an array in a subquery, so that one join suffices
            ColumnBuilder keys = columns.withCaches(inner -> columnsOfKeys -> scanned(inner, columnsOfKeys));
            String slot = SLOT + joined.size();
            rows = join(rows, value, slot, keys);
            joined.put(value, slot);
        }
        return new Bound(
                rows,
                columns.withCaches(value -> keys ->
                        joined.containsKey(value) ? ColumnBuilder.slot(joined.get(value)) : scanned(value, keys)));
    }

    /** @param rowwise whether the expression is computed for each row of the input */
    private static void collect(
            TypedExpression expression, boolean rowwise, Set<String> slots, Set<CacheValue> joinable) {
        if (expression instanceof CacheValue value && rowwise && !value.keys().isEmpty() && ofRow(value, slots)) {
            joinable.add(value);
            return;
        }
        boolean inside = rowwise
                || expression instanceof FunctionCall call && call.function().kind() == Kind.AGGREGATE;
        for (TypedExpression part : Parts.of(expression)) {
            collect(part, inside, slots, joinable);
        }
    }

    private static boolean ofRow(CacheValue value, Set<String> slots) {
        return value.keys().stream()
                .flatMap(key -> Parts.all(key).stream())
                .noneMatch(part -> part instanceof Variable
                        || part instanceof ColumnValue column
                                && !slots.contains(column.column().slot()));
    }

    private Dataset<Row> join(Dataset<Row> rows, CacheValue value, String slot, ColumnBuilder columns) {
        Cache cache = cache(value.sink());
        List<Column> keys = new ArrayList<>();
        Column condition = null;
        for (int i = 0; i < cache.keys().size(); i++) {
            String name = KEY + i;
            keys.add(ColumnBuilder.slot(ROW).getField(cache.keys().get(i)).as(name));
            Column equal = columns.column(value.keys().get(i)).equalTo(ColumnBuilder.slot(name));
            condition = condition == null ? equal : condition.and(equal);
        }
        Column found = value.kind() == CacheValue.Kind.LOOKUP
                ? first(ColumnBuilder.slot(ROW))
                : collect_list(ColumnBuilder.slot(ROW));
        Dataset<Row> grouped = cache.rows().groupBy(keys.toArray(Column[]::new)).agg(found.as(slot));
        Dataset<Row> joined = rows.join(broadcast(grouped), condition, "left_outer");
        for (int i = 0; i < keys.size(); i++) {
            joined = NamedColumns.without(joined, KEY + i);
        }
        return value.kind() == CacheValue.Kind.LOOKUP
                ? joined
                : NamedColumns.with(joined, slot, coalesce(ColumnBuilder.slot(slot), array().cast(value.type())));
    }

    /** Over the array of all rows. */
    private Column scanned(CacheValue value, List<Column> keys) {
        Cache cache = cache(value.sink());
        if (value.kind() == CacheValue.Kind.OUTPUT) {
            return expr("(SELECT first(" + ROW + ") FROM " + cache.view() + ")");
        }
        Column all = expr("(SELECT collect_list(" + ROW + ") FROM " + cache.view() + ")");
        if (value.kind() == CacheValue.Kind.OUTPUTS) {
            return all;
        }
        Column matching = filter(all, row -> {
            Column condition = null;
            for (int i = 0; i < keys.size(); i++) {
                Column equal = row.getField(cache.keys().get(i)).equalTo(keys.get(i));
                condition = condition == null ? equal : condition.and(equal);
            }
            return condition;
        });
        return value.kind() == CacheValue.Kind.LOOKUP ? matching.getItem(0) : matching;
    }

    private Cache cache(String sink) {
        Cache known = caches.get(sink);
        if (known == null) {
            Node.Sink node = (Node.Sink) plan.find(sink).orElseThrow();
            Column[] fields = node.shape().schema().columns().stream()
                    .map(column -> ColumnBuilder.slot(column.slot()).as(column.name()))
                    .toArray(Column[]::new);
            Dataset<Row> rows = persisted.persist(
                    streams.apply(StreamName.of(sink)).select(struct(fields).as(ROW)), true);
            String view = "cache_" + UUID.randomUUID().toString().replace("-", "");
            persisted.view(rows, view);
            known = new Cache(rows, keys(node), view);
            caches.put(sink, known);
        }
        return known;
    }

    /** As the columns of the sink write them. */
    private static List<String> keys(Node.Sink node) {
        return node.keys().stream()
                .map(key ->
                        node.shape().schema().find(key).map(StreamColumn::name).orElse(key))
                .toList();
    }
}
