package io.cosmosdataflow.store.sql.write;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * Rows that are done.
 *
 * @param byOperation rows that were committed; updates and deletes that met no row are not among them
 * @param unmatched updates and deletes that met no row
 * @param refused rows that the database refused, and that were skipped
 */
public record RowCounts(Map<RowOperation, Long> byOperation, long unmatched, long refused) implements Serializable {

    static final RowCounts NONE = new RowCounts(Map.of(), 0, 0);

    public RowCounts {
        byOperation = Map.copyOf(byOperation);
    }

    static RowCounts of(RowOperation operation, long rows) {
        return new RowCounts(Map.of(operation, rows), 0, 0);
    }

    static RowCounts matched(RowOperation operation, long rows, long unmatched) {
        return new RowCounts(Map.of(operation, rows), unmatched, 0);
    }

    static RowCounts refused(long rows) {
        return new RowCounts(Map.of(), 0, rows);
    }

    public long of(RowOperation operation) {
        return byOperation.getOrDefault(operation, 0L);
    }

    /** All but the skipped ones. */
    public long written() {
        return byOperation.values().stream().mapToLong(Long::longValue).sum() - of(RowOperation.SKIP);
    }

    RowCounts plus(RowCounts other) {
        Map<RowOperation, Long> sum = new EnumMap<>(RowOperation.class);
        sum.putAll(byOperation);
        other.byOperation.forEach((operation, count) -> sum.merge(operation, count, Long::sum));
        return new RowCounts(sum, unmatched + other.unmatched, refused + other.refused);
    }
}
