package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.value.Aggregate;
import io.cosmosdataflow.emulator.sql.value.QueryEvaluator;
import io.cosmosdataflow.emulator.sql.value.ValueKey;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps from documents to the rows that are projected. */
final class QuerySteps {
    private QuerySteps() {}

    /** One row, as a query without FROM has. */
    static Cursor single(JsonNode[] row) {
        boolean[] done = {false};
        return () -> {
            if (done[0]) {
                return null;
            }
            done[0] = true;
            return row;
        };
    }

    /** For each row of the upstream, one row per value of the source, which goes into the slot. */
    static Cursor each(Cursor upstream, RowSource source, int slot) {
        return new Cursor() {
            private JsonNode[] row;
            private Iterator<JsonNode> values = Collections.emptyIterator();

            @Override
            public JsonNode[] next() {
                while (!values.hasNext()) {
                    row = upstream.next();
                    if (row == null) {
                        return null;
                    }
                    values = source.values(row);
                }
                row[slot] = values.next();
                return row;
            }
        };
    }

    /** The values that an input has for one row of the inputs before it. */
    @FunctionalInterface
    interface RowSource {
        Iterator<JsonNode> values(JsonNode[] row);
    }

    static Cursor filter(Cursor upstream, QueryEvaluator condition) {
        return () -> {
            JsonNode[] row = upstream.next();
            while (row != null && !condition.holds(row)) {
                row = upstream.next();
            }
            return row;
        };
    }

    /** One row per group, its first one, with the aggregates' results; without keys there is always one group. */
    static Cursor group(Cursor upstream, QueryEvaluator[] keys, Grouping grouping, int width) {
        return deferred(() -> {
            Map<ValueKey, Group> groups = new LinkedHashMap<>();
            for (JsonNode[] row = upstream.next(); row != null; row = upstream.next()) {
                JsonNode[] current = row;
                Group group = groups.computeIfAbsent(
                        new ValueKey(values(keys, row)),
                        ignored -> new Group(current.clone(), grouping.accumulators()));
                grouping.add(group.accumulators(), row);
            }
            if (groups.isEmpty() && keys.length == 0) {
                groups.put(new ValueKey(), new Group(new JsonNode[width], grouping.accumulators()));
            }
            List<JsonNode[]> rows = new ArrayList<>(groups.size());
            for (Group group : groups.values()) {
                grouping.finish(group.accumulators(), group.row());
                rows.add(group.row());
            }
            return rows;
        });
    }

    private record Group(JsonNode[] row, Aggregate.Accumulator[] accumulators) {}

    /**
     * Sorted by the keys; equal rows stay in their order, which is that of resource ids, or, where the first key goes
     * down, stand in the reverse one. Clients that go on after a page skip equal rows by this rule.
     */
    static Cursor sort(Cursor upstream, QueryEvaluator[] keys, boolean[] descending) {
        return deferred(() -> {
            List<Keyed> rows = new ArrayList<>();
            for (JsonNode[] row = upstream.next(); row != null; row = upstream.next()) {
                rows.add(new Keyed(values(keys, row), row.clone()));
            }
            if (descending[0]) {
                Collections.reverse(rows);
            }
            rows.sort(order(descending));
            return rows.stream().map(Keyed::row).toList();
        });
    }

    private record Keyed(JsonNode[] keys, JsonNode[] row) {}

    private static Comparator<Keyed> order(boolean[] descending) {
        return (left, right) -> {
            for (int i = 0; i < descending.length; i++) {
                int order = Values.compare(left.keys()[i], right.keys()[i]);
                if (order != 0) {
                    return descending[i] ? -order : order;
                }
            }
            return 0;
        };
    }

    private static JsonNode[] values(QueryEvaluator[] evaluators, JsonNode[] row) {
        JsonNode[] values = new JsonNode[evaluators.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluators[i].value(row);
        }
        return values;
    }

    @FunctionalInterface
    private interface Rows {
        List<JsonNode[]> all();
    }

    /** Needs all rows before the first, but none before it is asked. */
    private static Cursor deferred(Rows rows) {
        return new Cursor() {
            private Iterator<JsonNode[]> iterator;

            @Override
            public JsonNode[] next() {
                if (iterator == null) {
                    iterator = rows.all().iterator();
                }
                return iterator.hasNext() ? iterator.next() : null;
            }
        };
    }
}
