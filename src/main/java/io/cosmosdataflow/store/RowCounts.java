package io.cosmosdataflow.store;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * Rows of which a sink knows what became of them.
 *
 * @param byOperation rows that are done, and skipped ones; updates and deletes that met nothing are not among them
 * @param unmatched updates and deletes that met nothing, where that is fine
 * @param rejected rows that the store refused without the activity having to end
 */
public record RowCounts(Map<RowOperation, Long> byOperation, long unmatched, long rejected) implements Serializable {

    public static final RowCounts NONE = new RowCounts(Map.of(), 0, 0);

    public RowCounts {
        byOperation = Map.copyOf(byOperation);
    }

    public static RowCounts of(RowOperation operation, long rows) {
        return new RowCounts(Map.of(operation, rows), 0, 0);
    }

    public long of(RowOperation operation) {
        return byOperation.getOrDefault(operation, 0L);
    }

    /** All that are done but the skipped ones. */
    public long written() {
        return byOperation.values().stream().mapToLong(Long::longValue).sum() - of(RowOperation.SKIP);
    }

    public RowCounts withUnmatched(long rows) {
        return new RowCounts(byOperation, rows, rejected);
    }

    public RowCounts withRejected(long rows) {
        return new RowCounts(byOperation, unmatched, rows);
    }

    public RowCounts plus(RowCounts other) {
        Map<RowOperation, Long> sum = new EnumMap<>(RowOperation.class);
        sum.putAll(byOperation);
        other.byOperation.forEach((operation, count) -> sum.merge(operation, count, Long::sum));
        return new RowCounts(sum, unmatched + other.unmatched, rejected + other.rejected);
    }
}
