package io.cosmosdataflow.store.cosmos.write;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/** Rows that are done, by operation. A delete counts where its document was there, or may have been. */
public record RowCounts(Map<RowOperation, Long> byOperation) implements Serializable {

    static final RowCounts NONE = new RowCounts(Map.of());

    public RowCounts {
        byOperation = Map.copyOf(byOperation);
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
        return new RowCounts(sum);
    }
}
