package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.syntax.AggregateFinder;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Literal;
import io.cosmosdataflow.emulator.sql.syntax.Select;
import io.cosmosdataflow.emulator.sql.syntax.Select.Direction;
import io.cosmosdataflow.emulator.sql.syntax.Select.Input;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import io.cosmosdataflow.emulator.sql.value.QueryEvaluator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Compiles a query with all its subqueries; they share one row, in which each input has a slot of its own. */
final class SelectCompiler {
    private final Parameters parameters;
    private int slots;

    SelectCompiler(Parameters parameters) {
        this.parameters = parameters;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Slots of a row, known once everything is compiled. */
    int width() {
        return slots;
    }

    private int slot() {
        return slots++;
    }

    /** A query over the container may name it; a subquery sees its parent's inputs only. */
    CompiledSelect compile(Select select, QueryScope parent, boolean overContainer) {
        QueryScope scope = new QueryScope(parent);
        List<CompiledSelect.Input> inputs = new ArrayList<>();
        for (int i = 0; i < select.inputs().size(); i++) {
            inputs.add(input(select.inputs().get(i), scope, overContainer && i == 0));
        }
        ExpressionCompiler plain = new ExpressionCompiler(this, scope, null);
        boolean grouped = !select.groupBy().isEmpty() || AggregateFinder.finds(select.projection());
        Grouping grouping = grouped ? new Grouping(select.groupBy(), this::slot) : null;
        QueryEvaluator where = select.where() == null ? null : plain.compile(select.where());
        CompiledSelect.Rows rows = new CompiledSelect.Rows(
                inputs,
                where,
                grouping,
                select.groupBy().stream().map(plain::compile).toArray(QueryEvaluator[]::new),
                orderBy(select, plain),
                descending(select));
        QueryEvaluator projection = projection(select, scope, grouping);
        CompiledSelect.Window window = new CompiledSelect.Window(
                select.distinct(),
                parameters.count(select.limits().offset()),
                parameters.count(select.limits().limit()),
                parameters.count(select.limits().top()));
        return new CompiledSelect(rows, projection, window);
    }

    private static QueryEvaluator[] orderBy(Select select, ExpressionCompiler compiler) {
        if (!select.orderBy().isEmpty() && !select.groupBy().isEmpty()) {
            throw new SqlException("SC2204", "'ORDER BY' is not supported in presence of GROUP BY.");
        }
        QueryEvaluator[] keys = new QueryEvaluator[select.orderBy().size()];
        for (int i = 0; i < keys.length; i++) {
            QueryExpression key = select.orderBy().get(i).expression();
            if (!(key instanceof QueryExpression.Member
                    || key instanceof QueryExpression.Index
                    || key instanceof QueryExpression.Name)) {
                throw new SqlException(
                        "SC2206",
                        "Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.");
            }
            keys[i] = compiler.compile(key);
        }
        return keys;
    }

    private static boolean[] descending(Select select) {
        boolean[] descending = new boolean[select.orderBy().size()];
        for (int i = 0; i < descending.length; i++) {
            descending[i] = select.orderBy().get(i).direction() == Direction.DESC;
        }
        return descending;
    }

    private QueryEvaluator projection(Select select, QueryScope scope, Grouping grouping) {
        if (select.projection() instanceof Select.Everything everything) {
            return everything(select, everything, scope, grouping);
        }
        ExpressionCompiler compiler = new ExpressionCompiler(this, scope, grouping);
        if (select.projection() instanceof Select.SingleValue single) {
            return compiler.compile(single.expression());
        }
        return compiler.compile(ItemNames.object((Select.Items) select.projection()));
    }

    private QueryEvaluator everything(Select select, Select.Everything star, QueryScope scope, Grouping grouping) {
        if (select.inputs().isEmpty()) {
            throw new SqlException(
                    "SC2041", star.start(), star.end(), "'SELECT *' is not valid if FROM clause is omitted.");
        }
        if (select.inputs().size() > 1 || grouping != null) {
            throw new SqlException(
                    "SC2040", star.start(), star.end(), "'SELECT *' is only valid with a single input set.");
        }
        int slot = scope.last();
        return row -> row[slot];
    }

    private CompiledSelect.Input input(Input input, QueryScope scope, boolean overContainer) {
        if (overContainer && input.source() instanceof Select.PathSource path) {
            int slot = define(input, scope);
            return (upstream, documents, row) ->
                    QuerySteps.each(upstream, container(documents, path.steps(), input.iterated()), slot);
        }
        if (overContainer) {
            CompiledSelect query = compile(((Select.QuerySource) input.source()).select(), null, true);
            int slot = define(input, scope);
            return (upstream, documents, row) ->
                    QuerySteps.each(upstream, all(current -> query.run(documents, current), input.iterated()), slot);
        }
        QuerySteps.RowSource values = all(values(input.source(), scope), input.iterated());
        int slot = define(input, scope);
        return (upstream, documents, row) -> QuerySteps.each(upstream, values, slot);
    }

    private QuerySteps.RowSource values(Select.Source source, QueryScope scope) {
        if (source instanceof Select.QuerySource query) {
            CompiledSelect select = compile(query.select(), scope, false);
            return row -> select.run(null, row);
        }
        Select.PathSource path = (Select.PathSource) source;
        int root = scope.resolve(path.root());
        return row -> one(walk(row[root], path.steps()));
    }

    private static QuerySteps.RowSource all(QuerySteps.RowSource values, boolean iterated) {
        return iterated ? row -> elements(values.values(row)) : values;
    }

    private int define(Input input, QueryScope scope) {
        int slot = slot();
        scope.put(ItemNames.alias(input), slot);
        return slot;
    }

    private static QuerySteps.RowSource container(Iterator<JsonNode> documents, List<Literal> steps, boolean iterated) {
        if (steps.isEmpty() && !iterated) {
            return row -> documents;
        }
        return row -> new Flattened(documents, document -> {
            JsonNode value = walk(document, steps);
            return iterated ? elements(one(value)) : one(value);
        });
    }

    private static JsonNode walk(JsonNode value, List<Literal> steps) {
        JsonNode current = value;
        for (Literal step : steps) {
            current = Operators.element(current, step.value());
        }
        return current;
    }

    private static Iterator<JsonNode> one(JsonNode value) {
        return value == null
                ? Collections.emptyIterator()
                : Collections.singletonList(value).iterator();
    }

    private static Iterator<JsonNode> elements(Iterator<JsonNode> arrays) {
        return new Flattened(arrays, array -> array.isArray() ? array.elements() : Collections.emptyIterator());
    }
}
