package io.cosmosdataflow.emulator.sql;

import java.util.List;

/** A query or subquery; absent clauses are null or empty lists. */
record Select(
        boolean distinct,
        Count top,
        Projection projection,
        List<Input> inputs,
        QueryExpression where,
        List<QueryExpression> groupBy,
        List<OrderKey> orderBy,
        Count offset,
        Count limit) {

    Select {
        inputs = List.copyOf(inputs);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
    }

    /** What a row of the result is made of. */
    sealed interface Projection {}

    /** {@code SELECT *}. */
    record Everything(int start, int end) implements Projection {}

    /** {@code SELECT VALUE expression}. */
    record SingleValue(QueryExpression expression) implements Projection {}

    /** {@code SELECT a, b AS c}. */
    record Items(List<Item> items) implements Projection {
        Items {
            items = List.copyOf(items);
        }
    }

    /** One item of the list; the alias is null where none is written. */
    record Item(QueryExpression expression, String alias) {}

    /** One input of FROM or JOIN: the value itself under an alias, or, iterated, each element of the array. */
    record Input(Source source, String alias, boolean iterated) {}

    /** Where an input comes from. */
    sealed interface Source {}

    /** The container, an earlier input, or a path below one of them; steps are names and array positions. */
    record PathSource(QueryExpression.Name root, List<QueryExpression.Literal> steps) implements Source {
        PathSource {
            steps = List.copyOf(steps);
        }
    }

    record QuerySource(Select select) implements Source {}

    record OrderKey(QueryExpression expression, Direction direction) {}

    /** The direction as it is written; {@code UNSAID} sorts up. */
    enum Direction {
        UNSAID,
        ASC,
        DESC
    }

    /** A number of rows: the number itself or the name of the parameter that holds it. */
    record Count(long number, String parameter, int start, int end) {
        static Count of(long number) {
            return new Count(number, null, -1, -1);
        }
    }

    /** The same query with other numbers of rows. */
    Select windowed(Count newTop, Count newOffset, Count newLimit) {
        return new Select(distinct, newTop, projection, inputs, where, groupBy, orderBy, newOffset, newLimit);
    }

    /** The same rows in the same order, differently projected. */
    Select projected(Projection newProjection) {
        return new Select(false, top, newProjection, inputs, where, groupBy, orderBy, offset, limit);
    }

    /** All rows or groups in any order, differently projected. */
    Select all(Projection newProjection) {
        return new Select(false, null, newProjection, inputs, where, groupBy, List.of(), null, null);
    }

    /** Whether the rows of a part of the documents do not depend on the other documents. */
    boolean isLocal() {
        boolean subqueryIsLocal = inputs.isEmpty()
                || !(inputs.get(0).source() instanceof QuerySource query)
                || query.select().isLocal();
        return subqueryIsLocal
                && !distinct
                && top == null
                && offset == null
                && groupBy.isEmpty()
                && orderBy.isEmpty()
                && !AggregateFinder.finds(projection);
    }
}
