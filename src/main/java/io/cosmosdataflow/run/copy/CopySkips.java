package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.copy.FaultTolerance;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.lost.FileEntry;
import io.cosmosdataflow.store.lost.RowSkipping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fault tolerance of one attempt of a copy: what it leaves out, the log of it, and whether the counts agree. */
public final class CopySkips implements AutoCloseable {

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

    StoreMetrics during(Supplier<StoreMetrics> write) {
        return skipping.during(write);
    }

    /**
     * After a write that has succeeded.
     *
     * @param read metrics of the source
     * @param written metrics of the sink
     * @throws JobException {@link ErrorCode#DataInconsistent}; {@code FileStoreFailed} for the log
     */
    CopyCounts finish(StoreMetrics read, StoreMetrics written) {
        long copied = written.rows().orElse(0);
        long skipped = skipping.skipped() + written.skipped().orElse(0);
        boolean skips = settings.skipsRows() || written.skipped().isPresent();
        if (settings.validatesConsistency()) {
            verify(skipping.read(), copied, skipped);
        }
        return new CopyCounts(
                copied,
                skips ? OptionalLong.of(skipped) : OptionalLong.empty(),
                settings.validatesConsistency(),
                log.filter(each -> logged(each, read, written))
                        .map(each -> new CopyCounts.Log(each.member(), each.shown(context))));
    }

    /** @return whether there is a log */
    private boolean logged(SkipLog each, StoreMetrics read, StoreMetrics written) {
        return Located.at(
                each.linkedService(),
                () -> skipping.finish(
                        entries(read, each, FileEntry::read), entries(written, each, FileEntry::written)));
    }

    /**
     * Source: Microsoft Learn, copy-activity-data-consistency.
     *
     * @throws JobException {@link ErrorCode#DataInconsistent}
     */
    public static void verify(long read, long copied, long skipped) {
        if (read != copied + skipped) {
            throw JobException.of(
                    ErrorCode.DataInconsistent,
                    "The source has given " + read + " rows, but " + copied + " were copied and " + skipped
                            + " skipped. What has been written stays. See whether the source or the sink was changed"
                            + " meanwhile, and run the activity again.");
        }
    }

    private static List<FileEntry> entries(
            StoreMetrics metrics, SkipLog log, BiFunction<Instant, String, FileEntry> entry) {
        List<String> files = log.settings().files() ? metrics.files().orElse(List.of()) : List.of();
        Instant now = Instant.now();
        return files.stream().map(file -> entry.apply(now, file)).toList();
    }

    /** After a failure, logs what had been skipped until then. */
    @Override
    public void close() {
        skipping.close();
    }
}
