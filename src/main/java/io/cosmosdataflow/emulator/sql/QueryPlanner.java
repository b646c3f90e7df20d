package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.sql.syntax.AggregateFinder;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.ArrayLiteral;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Call;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.ObjectLiteral;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Property;
import io.cosmosdataflow.emulator.sql.syntax.Select;
import io.cosmosdataflow.emulator.sql.syntax.Select.Count;
import io.cosmosdataflow.emulator.sql.syntax.Select.Direction;
import io.cosmosdataflow.emulator.sql.syntax.Select.Item;
import io.cosmosdataflow.emulator.sql.syntax.Select.Items;
import io.cosmosdataflow.emulator.sql.syntax.Select.RowLimits;
import io.cosmosdataflow.emulator.sql.syntax.Select.SingleValue;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import io.cosmosdataflow.emulator.sql.syntax.SqlPrinter;
import io.cosmosdataflow.emulator.sql.value.Aggregate;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a query into what each partition does (the rewritten query) and what the client does with the partitions'
 * results (the query info). Source of the forms: the plans in the test baselines of Microsoft's client libraries.
 */
final class QueryPlanner {
    /** The client puts {@code true} or the filter of its continuation here. */
    private static final String FILTER = "({documentdb-formattableorderbyquery-filter})";

    private final Select select;
    private final Parameters parameters;
    private final ObjectNode info = JsonNodeFactory.instance.objectNode();

    QueryPlanner(Select select, Parameters parameters) {
        this.select = select;
        this.parameters = parameters;
    }

    ObjectNode plan() {
        boolean aggregated = AggregateFinder.finds(select.projection());
        boolean grouped = !select.groupBy().isEmpty();
        describe(!select.orderBy().isEmpty() && !aggregated);
        Select distinct = aggregated && !grouped ? distinctSubquery() : null;
        if (distinct == null) {
            refuseSubqueryOverAllPartitions();
        }
        return plan(distinct == null ? rewritten(grouped, aggregated) : countDistinct(distinct));
    }

    /** All rows come from one place, in which the query runs as it stands. */
    ObjectNode planWithoutMerging() {
        info.put("distinctType", "None");
        List.of("top", "offset", "limit").forEach(info::putNull);
        describeNothing();
        return plan("");
    }

    private ObjectNode plan(String rewritten) {
        info.put("rewrittenQuery", rewritten);
        info.put("hasSelectValue", select.projection() instanceof SingleValue);
        info.put("hasNonStreamingOrderBy", false);
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        plan.put("partitionedQueryExecutionInfoVersion", 2);
        plan.set("queryInfo", info);
        plan.putArray("queryRanges").add(range());
        return plan;
    }

    private String rewritten(boolean grouped, boolean aggregated) {
        if (grouped || aggregated && !(select.projection() instanceof SingleValue)) {
            return grouped();
        }
        if (aggregated) {
            return aggregated(((SingleValue) select.projection()).expression());
        }
        if (!select.orderBy().isEmpty()) {
            return ordered();
        }
        return select.distinct() || select.limits().offset() != null ? SqlPrinter.print(windowed()) : "";
    }

    /** The subquery of {@code COUNT(1) FROM (SELECT DISTINCT ...)}, or null: the one whose merging clients know. */
    private Select distinctSubquery() {
        boolean single = select.inputs().size() == 1 && select.where() == null;
        if (!single || !(select.inputs().get(0).source() instanceof Select.QuerySource query)) {
            return null;
        }
        QueryExpression counted = null;
        if (select.projection() instanceof SingleValue value) {
            counted = value.expression();
        } else if (select.projection() instanceof Items items && items.items().size() == 1) {
            counted = items.items().get(0).expression();
        }
        boolean counts = counted instanceof Call call
                && Aggregate.find(call.name()) == Aggregate.COUNT
                && call.arguments().get(0) instanceof QueryExpression.Literal;
        Select inner = query.select();
        boolean distinct = inner.distinct()
                && inner.all(inner.projection()).isLocal()
                && inner.limits().top() == null;
        return counts && distinct && inner.limits().offset() == null ? inner : null;
    }

    private String countDistinct(Select distinct) {
        String alias = select.projection() instanceof Items items
                ? ItemNames.object(items).properties().get(0).name()
                : "";
        info.put("distinctType", "Unordered");
        info.putObject("dCountInfo").put("dCountAlias", alias);
        return SqlPrinter.print(distinct);
    }

    private void refuseSubqueryOverAllPartitions() {
        boolean local = select.inputs().isEmpty()
                || !(select.inputs().get(0).source() instanceof Select.QuerySource query)
                || query.select().isLocal();
        if (!local) {
            throw new SqlException(
                    "SC2203",
                    "A subquery in FROM with DISTINCT, TOP, GROUP BY, ORDER BY, OFFSET or an aggregate is not allowed"
                            + " in a query across partitions; give the query a partition key.");
        }
    }

    /** Everything but the rewritten query, empty where the query has no such clause. */
    private void describe(boolean ordered) {
        info.put("distinctType", distinctType());
        putCount("top", select.limits().top());
        putCount("offset", select.limits().offset());
        putCount("limit", select.limits().limit());
        describeNothing();
        ArrayNode orderBy = (ArrayNode) info.get("orderBy");
        ArrayNode expressions = (ArrayNode) info.get("orderByExpressions");
        for (Select.OrderKey key : ordered ? select.orderBy() : List.<Select.OrderKey>of()) {
            orderBy.add(key.direction() == Direction.DESC ? "Descending" : "Ascending");
            expressions.add(SqlPrinter.print(key.expression()));
        }
        ArrayNode groupBy = (ArrayNode) info.get("groupByExpressions");
        select.groupBy().forEach(key -> groupBy.add(SqlPrinter.print(key)));
    }

    private void describeNothing() {
        info.putArray("orderBy");
        info.putArray("orderByExpressions");
        info.putArray("groupByExpressions");
        info.putArray("groupByAliases");
        info.putArray("aggregates");
        info.putObject("groupByAliasToAggregateType");
        info.putNull("dCountInfo");
    }

    private void putCount(String name, Count count) {
        long number = parameters.count(count);
        if (number < 0) {
            info.putNull(name);
        } else {
            info.set(name, Values.number(number));
        }
    }

    /** Ordered where equal results stand side by side, because the sort keys are just what is selected. */
    private String distinctType() {
        if (!select.distinct()) {
            return "None";
        }
        boolean ordered = select.orderBy().size() == 1
                && select.projection() instanceof SingleValue single
                && SqlPrinter.print(single.expression())
                        .equals(SqlPrinter.print(select.orderBy().get(0).expression()));
        return ordered ? "Ordered" : "Unordered";
    }

    /**
     * Each partition gives as many rows as the client could want: from the first on, since the client skips; all of
     * them where the client drops duplicates.
     */
    private Select windowed() {
        if (select.distinct()) {
            return select.limited(RowLimits.NONE);
        }
        RowLimits limits = select.limits();
        if (limits.offset() == null) {
            return select;
        }
        long last = parameters.count(limits.offset()) + parameters.count(limits.limit());
        return select.limited(new RowLimits(limits.top(), Count.of(0), Count.of(last)));
    }

    private String aggregated(QueryExpression value) {
        Call aggregate = aggregate(value);
        ((ArrayNode) info.get("aggregates")).add(operator(aggregate));
        QueryExpression item = new ArrayLiteral(List.of(new ObjectLiteral(partial(aggregate))));
        return SqlPrinter.print(select.all(new SingleValue(item)));
    }

    private String grouped() {
        ArrayNode aliases = (ArrayNode) info.get("groupByAliases");
        ObjectNode types = (ObjectNode) info.get("groupByAliasToAggregateType");
        List<Item> items = new ArrayList<>();
        if (!select.groupBy().isEmpty()) {
            List<QueryExpression> keys = new ArrayList<>();
            for (QueryExpression key : select.groupBy()) {
                keys.add(new ObjectLiteral(List.of(new Property("item", key))));
            }
            items.add(new Item(new ArrayLiteral(keys), "groupByItems"));
        }
        QueryExpression payload;
        if (select.projection() instanceof SingleValue single) {
            payload = single.expression();
            if (AggregateFinder.finds(payload)) {
                Call aggregate = aggregate(payload);
                ((ArrayNode) info.get("aggregates")).add(operator(aggregate));
                payload = new ObjectLiteral(partial(aggregate));
            }
        } else {
            List<Property> properties = new ArrayList<>();
            for (Property property :
                    ItemNames.object((Items) select.projection()).properties()) {
                aliases.add(property.name());
                if (AggregateFinder.finds(property.value())) {
                    Call aggregate = aggregate(property.value());
                    types.put(property.name(), operator(aggregate));
                    properties.add(new Property(property.name(), new ObjectLiteral(partial(aggregate))));
                } else {
                    types.putNull(property.name());
                    properties.add(property);
                }
            }
            payload = new ObjectLiteral(properties);
        }
        items.add(new Item(payload, "payload"));
        return SqlPrinter.print(select.all(new Items(items)));
    }

    private static Call aggregate(QueryExpression expression) {
        if (expression instanceof Call call && Aggregate.find(call.name()) != null) {
            return call;
        }
        throw new SqlException("SC2202", "Compositions of aggregates and other expressions are not allowed.");
    }

    private static String operator(Call aggregate) {
        return Aggregate.find(aggregate.name()).planName();
    }

    /** What a partition gives of an aggregate, so that the client can combine the partitions. */
    private static List<Property> partial(Call call) {
        Aggregate aggregate = Aggregate.find(call.name());
        List<QueryExpression> arguments = call.arguments();
        Property count = new Property("count", new Call("COUNT", arguments, -1, -1));
        Call itself = new Call(aggregate.name(), arguments, -1, -1);
        return switch (aggregate) {
            case COUNT, SUM -> List.of(new Property("item", itself));
            case AVG -> List.of(new Property(
                    "item",
                    new ObjectLiteral(List.of(new Property("sum", new Call("SUM", arguments, -1, -1)), count))));
            case MIN, MAX -> List.of(
                    new Property("item", itself),
                    new Property(
                            "item2",
                            new ObjectLiteral(
                                    List.of(new Property(aggregate == Aggregate.MIN ? "min" : "max", itself), count))));
        };
    }

    private String ordered() {
        String root = ItemNames.alias(select.inputs().get(0));
        QueryExpression document = new QueryExpression.Name(root, -1, -1);
        List<QueryExpression> keys = new ArrayList<>();
        for (Select.OrderKey key : select.orderBy()) {
            keys.add(new ObjectLiteral(List.of(new Property("item", key.expression()))));
        }
        String filter = FILTER;
        QueryExpression payload;
        if (select.projection() instanceof Select.Everything) {
            payload = document;
        } else if (select.projection() instanceof SingleValue single) {
            payload = single.expression();
            if (!(payload instanceof QueryExpression.Name)) {
                filter = "(" + FILTER + " AND IS_DEFINED(" + SqlPrinter.print(payload) + "))";
            }
        } else {
            payload = ItemNames.object((Items) select.projection());
        }
        Items items = new Items(List.of(
                new Item(new QueryExpression.Member(document, "_rid"), null),
                new Item(new ArrayLiteral(keys), "orderByItems"),
                new Item(payload, "payload")));
        String where =
                select.where() == null ? filter : "(" + SqlPrinter.print(select.where()) + " AND " + filter + ")";
        return SqlPrinter.print(windowed().projected(items), where);
    }

    /** All partitions; a query without FROM has one row, which the first partition gives. */
    private ObjectNode range() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("min", "")
                .put("max", select.inputs().isEmpty() ? "00" : "FF")
                .put("isMinInclusive", true)
                .put("isMaxInclusive", false);
    }
}
