package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.sql.value.QueryEvaluator;
import io.cosmosdataflow.emulator.sql.value.ValueKey;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A query or subquery that is ready to run any number of times.
 *
 * <p>Immutable: all state of a run is in its cursors and its row.
 */
final class CompiledSelect {
    /** One input and how its values come about. */
    interface Input {
        Cursor open(Cursor upstream, Iterator<JsonNode> documents, JsonNode[] row);
    }

    /** What to do with the rows before they are projected; absent parts are null. */
    record Rows(
            List<Input> inputs,
            QueryEvaluator where,
            Grouping grouping,
            QueryEvaluator[] groupBy,
            QueryEvaluator[] orderBy,
            boolean[] descending) {}

    /** How many of the projected values are wanted; absent counts are -1. */
    record Window(boolean distinct, long offset, long limit, long top) {
        long size() {
            if (limit < 0) {
                return top < 0 ? Long.MAX_VALUE : top;
            }
            return top < 0 ? limit : Math.min(limit, top);
        }
    }

    private final Rows rows;
    private final QueryEvaluator projection;
    private final Window window;

    CompiledSelect(Rows rows, QueryEvaluator projection, Window window) {
        this.rows = rows;
        this.projection = projection;
        this.window = window;
    }

    /** Documents are null in a subquery, which works on the row of its parent. */
    Iterator<JsonNode> run(Iterator<JsonNode> documents, JsonNode[] row) {
        return new Results(filtered(documents, row), row.length);
    }

    private Cursor filtered(Iterator<JsonNode> documents, JsonNode[] row) {
        Cursor cursor = QuerySteps.single(row);
        for (Input input : rows.inputs()) {
            cursor = input.open(cursor, documents, row);
        }
        return rows.where() == null ? cursor : QuerySteps.filter(cursor, rows.where());
    }

    /** Whether FROM and WHERE leave any row. */
    boolean matches(Iterator<JsonNode> documents, JsonNode[] row) {
        return filtered(documents, row).next() != null;
    }

    private final class Results implements Iterator<JsonNode> {
        private final Cursor cursor;
        private final Set<ValueKey> seen = window.distinct() ? new HashSet<>() : null;
        private long skip = Math.max(0, window.offset());
        private long left = window.size();
        private JsonNode next;

        Results(Cursor filtered, int width) {
            Cursor current = filtered;
            if (rows.grouping() != null) {
                current = QuerySteps.group(current, rows.groupBy(), rows.grouping(), width);
            }
            if (rows.orderBy().length > 0) {
                current = QuerySteps.sort(current, rows.orderBy(), rows.descending());
            }
            this.cursor = current;
        }

        @Override
        public boolean hasNext() {
            while (next == null && left > 0) {
                JsonNode[] row = cursor.next();
                if (row == null) {
                    left = 0;
                    return false;
                }
                JsonNode value = projection.value(row);
                if (value != null && (seen == null || seen.add(new ValueKey(value)))) {
                    if (skip > 0) {
                        skip--;
                    } else {
                        next = value;
                    }
                }
            }
            return next != null;
        }

        @Override
        public JsonNode next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more results");
            }
            JsonNode value = next;
            next = null;
            left--;
            return value;
        }
    }
}
