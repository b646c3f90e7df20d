package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.RowOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows whose order among themselves does not matter, so that they can go to the database operation by operation: no two
 * with the same key and different operations. Of two upserts of one key the last is kept.
 *
 * <p>Keys that a database may take for the same although Spark does not, texts that differ in case or in blanks at
 * their end, count as the same.
 */
final class RowBatch {

    /** What the batch has of a key. */
    private record Taken(RowOperation operation, Object key) {}

    private final TableRows rows;
    private final Map<Object, Taken> taken = new HashMap<>();
    private final List<InternalRow> deletes = new ArrayList<>();
    private final List<InternalRow> updates = new ArrayList<>();
    private final Map<Object, InternalRow> upserts = new LinkedHashMap<>();
    private final List<InternalRow> inserts = new ArrayList<>();
    private long replaced;

    RowBatch(TableRows rows) {
        this.rows = rows;
    }

    /** @return whether the row is in the batch now; if not, the batch has to be written first */
    boolean takes(RowOperation operation, InternalRow row) {
        if (rows.keys().isEmpty()) {
            inserts.add(row);
            return true;
        }
        Object key = rows.key(row, false);
        Taken before = taken.putIfAbsent(rows.key(row, true), new Taken(operation, key));
        if (before != null && !follows(before, operation, key)) {
            return false;
        }
        switch (operation) {
            case DELETE -> deletes.add(row);
            case UPDATE -> updates.add(row);
            case UPSERT -> replaced += upserts.put(key, row) == null ? 0 : 1;
            case INSERT -> inserts.add(row);
            case SKIP -> throw new IllegalArgumentException("A row that is skipped is not written.");
        }
        return true;
    }

    /** A batch keeps the order of its statements, so that equal operations may follow each other. */
    private static boolean follows(Taken before, RowOperation operation, Object key) {
        return before.operation() == operation
                && (operation != RowOperation.UPSERT || before.key().equals(key));
    }

    /** In the order in which they are done: room is made before it is needed. */
    Map<RowOperation, List<InternalRow>> byOperation() {
        Map<RowOperation, List<InternalRow>> all = new LinkedHashMap<>();
        all.put(RowOperation.DELETE, deletes);
        all.put(RowOperation.UPDATE, updates);
        all.put(RowOperation.UPSERT, List.copyOf(upserts.values()));
        all.put(RowOperation.INSERT, inserts);
        all.values().removeIf(List::isEmpty);
        return all;
    }

    /** Upserts that a later one of the same key has made superfluous. */
    long replaced() {
        return replaced;
    }

    int size() {
        return deletes.size() + updates.size() + upserts.size() + inserts.size();
    }
}
