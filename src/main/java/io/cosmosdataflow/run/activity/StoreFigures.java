package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.ThroughputUse;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What stores have counted, by its names in outputs of activities. Source of {@code rowsWritten} and {@code rowsRead}:
 * Microsoft Learn, monitor data flows; the rows by operation and the requests are ours.
 */
public final class StoreFigures {

    private StoreFigures() {}

    /** Of a source of a data flow; what its store does not count is left out. */
    public static void ofSource(StoreMetrics metrics, ObjectNode to) {
        put(to, "rowsRead", metrics.rows());
        metrics.files().ifPresent(files -> to.put("filesRead", (long) files.size()));
        put(to, "dataRead", metrics.bytes());
        metrics.requests().ifPresent(requests -> requests(List.of(requests), "cosmos.", to));
    }

    /** Of a sink of a data flow, whose {@code rowsWritten} everybody knows. */
    public static void ofSink(StoreMetrics metrics, ObjectNode to) {
        metrics.operations().ifPresent(rows -> operations(rows, to));
        metrics.requests().ifPresent(requests -> requests(List.of(requests), "cosmos.", to));
    }

    /** Whether the sink has met any row. */
    public static boolean hasRows(StoreMetrics metrics) {
        return metrics.rows().orElse(0) > 0
                || metrics.operations()
                        .filter(rows -> Stream.of(rows.of(RowOperation.SKIP), rows.unmatched(), rows.rejected())
                                .anyMatch(number -> number > 0))
                        .isPresent();
    }

    private static void operations(RowCounts rows, ObjectNode to) {
        to.put("rowsInserted", rows.of(RowOperation.INSERT));
        to.put("rowsUpdated", rows.of(RowOperation.UPDATE));
        to.put("rowsUpserted", rows.of(RowOperation.UPSERT));
        to.put("rowsDeleted", rows.of(RowOperation.DELETE));
        to.put("rowsSkipped", rows.of(RowOperation.SKIP));
        to.put("rowsUnmatched", rows.unmatched());
        to.put("rowsRejected", rows.rejected());
    }

    /** Their sums. */
    public static void requests(Collection<StoreMetrics.Requests> all, String prefix, ObjectNode to) {
        BigDecimal charge =
                all.stream().map(each -> BigDecimal.valueOf(each.charge())).reduce(BigDecimal.ZERO, BigDecimal::add);
        to.set(prefix + "requestCharge", Figures.json(charge));
        to.put(
                prefix + "throttledRequests",
                all.stream().mapToLong(StoreMetrics.Requests::throttled).sum());
        all.stream()
                .filter(each -> each.use().isPresent())
                .forEach(each -> use(each.use().get(), each.charge(), prefix, to));
    }

    private static void use(ThroughputUse use, double charge, String prefix, ObjectNode to) {
        if (use.offered() > 0) {
            to.set(prefix + "throughputOffered", Figures.json(use.offered(), 0));
        }
        to.set(prefix + "throughputUsed", Figures.json(use.used(charge), 1));
        to.set(prefix + "refusedShare", Figures.json(use.refusedShare(), 4));
    }

    public static void put(ObjectNode to, String name, OptionalLong value) {
        value.ifPresent(number -> to.put(name, number));
    }
}
