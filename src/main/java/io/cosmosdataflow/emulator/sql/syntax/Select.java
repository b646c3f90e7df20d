package io.cosmosdataflow.emulator.sql.syntax;

import java.util.List;

/** A query or subquery; absent clauses are null or empty lists. */
public record Select(
        boolean distinct,
        Projection projection,
        List<Input> inputs,
        QueryExpression where,
        List<QueryExpression> groupBy,
        List<OrderKey> orderBy,
        RowLimits limits) {

    public Select {
        inputs = List.copyOf(inputs);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
    }

    /** What a row of the result is made of. */
    sealed interface Projection {}

    /** {@code SELECT *}. */
    public record Everything(int start, int end) implements Projection {}

    /** {@code SELECT VALUE expression}. */
    public record SingleValue(QueryExpression expression) implements Projection {}

    /** {@code SELECT a, b AS c}. */
    public record Items(List<Item> items) implements Projection {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** One item of the list; the alias is null where none is written. */
    public record Item(QueryExpression expression, String alias) {}

    /** One input of FROM or JOIN: the value itself under an alias, or, iterated, each element of the array. */
    public record Input(Source source, String alias, boolean iterated) {}

    /** Where an input comes from. */
    public sealed interface Source {}

    /** The container, an earlier input, or a path below one of them; steps are names and array positions. */
    public record PathSource(QueryExpression.Name root, List<QueryExpression.Literal> steps) implements Source {
        public PathSource {
            steps = List.copyOf(steps);
        }
    }

    public record QuerySource(Select select) implements Source {}

    public record OrderKey(QueryExpression expression, Direction direction) {}

    /** The direction as it is written; {@code UNSAID} sorts up. */
    public enum Direction {
        UNSAID,
        ASC,
        DESC
    }

    /** A number of rows: the number itself or the name of the parameter that holds it. */
    public record Count(long number, String parameter, int start, int end) {
        public static Count of(long number) {
            return new Count(number, null, -1, -1);
        }
    }

    /** How many rows: TOP, and OFFSET with LIMIT; null for what is not written. */
    public record RowLimits(Count top, Count offset, Count limit) {

        public static final RowLimits NONE = new RowLimits(null, null, null);
    }

    /** The same query with other numbers of rows. */
    public Select limited(RowLimits newLimits) {
        return new Select(distinct, projection, inputs, where, groupBy, orderBy, newLimits);
    }

    /** The same rows in the same order, differently projected. */
    public Select projected(Projection newProjection) {
        return new Select(false, newProjection, inputs, where, groupBy, orderBy, limits);
    }

    /** All rows or groups in any order, differently projected. */
    public Select all(Projection newProjection) {
        return new Select(false, newProjection, inputs, where, groupBy, List.of(), RowLimits.NONE);
    }

    /** Whether the rows of a part of the documents do not depend on the other documents. */
    public boolean isLocal() {
        boolean subqueryIsLocal = inputs.isEmpty()
                || !(inputs.get(0).source() instanceof QuerySource query)
                || query.select().isLocal();
        return subqueryIsLocal
                && !distinct
                && limits.top() == null
                && limits.offset() == null
                && groupBy.isEmpty()
                && orderBy.isEmpty()
                && !AggregateFinder.finds(projection);
    }
}
