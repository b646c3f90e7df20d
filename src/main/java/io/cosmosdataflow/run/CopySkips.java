package io.cosmosdataflow.run;

import io.cosmosdataflow.copy.FaultTolerance;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.skip.FileEntry;
import io.cosmosdataflow.store.skip.RowSkipping;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fault tolerance of one attempt of a copy: what it leaves out, the log of it, and whether the counts agree. */
final class CopySkips implements AutoCloseable {

    private final FaultTolerance settings;
    private final Optional<SkipLog> log;
    private final ActivityContext context;
    private final RowSkipping skipping;

    private CopySkips(FaultTolerance settings, Optional<SkipLog> log, ActivityContext context, RowSkipping skipping) {
        this.settings = settings;
        this.log = log;
        this.context = context;
        this.skipping = skipping;
    }

    static CopySkips open(FaultTolerance settings, Optional<SkipLog> log, ActivityContext context) {
        RowSkipping skipping = log.map(each -> RowSkipping.logged(context.spark(), each.place(context)))
                .orElseGet(() -> RowSkipping.counted(context.spark()));
        return new CopySkips(settings, log, context, skipping);
    }

    /** For opening the source. */
    ActivityContext forSource() {
        return settings.skipsRows() ? context.withSkipped(skipping.atSource()) : context;
    }

    /** For the mapping, and for opening the sink. */
    ActivityContext forSink() {
        return settings.skipsRows() ? context.withSkipped(skipping.rows()) : context;
    }

    /** The rows of the source, counted if they are to be verified. */
    Dataset<Row> of(Dataset<Row> source) {
        return settings.validatesConsistency() ? skipping.counting(source) : source;
    }

    Map<String, Object> during(Supplier<Map<String, Object>> write) {
        return skipping.during(write);
    }

    /**
     * After a write that has succeeded.
     *
     * @param read metrics of the source
     * @param written metrics of the sink
     * @return more for the output: {@code rowsRead}, {@code rowsSkipped}, where the log is, what was verified
     * @throws JobException {@link ErrorCode#DataInconsistent}; {@code FileStoreFailed} for the log
     */
    Map<String, Object> finish(Map<String, Object> read, Map<String, Object> written) {
        long copied = number(written.get("rowsCopied"));
        long skipped = skipping.skipped() + number(written.get("rowsSkipped"));
        Map<String, Object> output = new HashMap<>();
        output.put("rowsRead", copied + skipped);
        if (settings.skipsRows() || written.containsKey("rowsSkipped")) {
            output.put("rowsSkipped", skipped);
        }
        if (settings.validatesConsistency()) {
            verify(skipping.read(), copied, skipped);
            output.put("verified", true);
        }
        log.ifPresent(each -> {
            boolean made = Located.at(
                    each.linkedService(),
                    () -> skipping.finish(
                            entries(read, each, FileEntry::read), entries(written, each, FileEntry::written)));
            if (made) {
                output.put(each.member(), each.shown(context));
            }
        });
        return output;
    }

    /**
     * Source: Microsoft Learn, copy-activity-data-consistency.
     *
     * @throws JobException {@link ErrorCode#DataInconsistent}
     */
    static void verify(long read, long copied, long skipped) {
        if (read != copied + skipped) {
            throw JobException.of(
                    ErrorCode.DataInconsistent,
                    "The source has given " + read + " rows, but " + copied + " were copied and " + skipped
                            + " skipped. What has been written stays. See whether the source or the sink was changed"
                            + " meanwhile, and run the activity again.");
        }
    }

    private static List<FileEntry> entries(
            Map<String, Object> metrics, SkipLog log, Function<String, FileEntry> entry) {
        boolean wanted = log.settings().files() && metrics.get("fileNames") instanceof Collection<?>;
        return wanted
                ? ((Collection<?>) metrics.get("fileNames"))
                        .stream().map(name -> entry.apply(name.toString())).toList()
                : List.of();
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** After a failure, logs what had been skipped until then. */
    @Override
    public void close() {
        skipping.close();
    }
}
