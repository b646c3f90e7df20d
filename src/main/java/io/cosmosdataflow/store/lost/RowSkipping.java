package io.cosmosdataflow.store.lost;

import io.cosmosdataflow.diagnostic.JobException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The driver's side of the rows that one attempt of a copy leaves out.
 *
 * <p>Only the job that {@link #during} runs counts: a look at the first rows, in a job before, skips them too, and
 * says nothing. Within it each partition counts once, by the last attempt that has succeeded, whether a task, a
 * stage or a speculative copy of a task was run again. Log lines follow the same rule: each attempt writes a draft
 * of its own, its name comes with its counts, and only drafts that were named become part of the log. This is exact
 * as long as rows are skipped in one stage or in stages whose shuffles are not lost; copies have no shuffle.
 */
public final class RowSkipping implements AutoCloseable {

    private final SparkContext spark;
    private final String token = UUID.randomUUID().toString();
    private final TaskCounts counts = new TaskCounts();
    private final Optional<SkipLogFile> log;
    private boolean ended;

    private RowSkipping(SparkSession session, Optional<LogPlace> place) {
        this.spark = session.sparkContext();
        this.log = place.map(each -> new SkipLogFile(each, token));
        spark.register(counts);
    }

    /** Counts, and keeps no log. */
    public static RowSkipping counted(SparkSession spark) {
        return new RowSkipping(spark, Optional.empty());
    }

    /** Does no I/O. */
    public static RowSkipping logged(SparkSession spark, LogPlace place) {
        return new RowSkipping(spark, Optional.of(place));
    }

    /** For the mapping and the sink. */
    public LostRows rows() {
        return skips(false);
    }

    /** For the source, whose Dataset does not have the rows that it leaves out. */
    public LostRows atSource() {
        return skips(true);
    }

    private TaskSkips skips(boolean atSource) {
        return new TaskSkips(
                token,
                counts,
                log.map(SkipLogFile::place).orElse(null),
                log.map(SkipLogFile::drafts).orElse(""),
                atSource);
    }

    /**
     * The same rows, each of them counted as it passes. {@link Dataset#observe} cannot do it: it answers for the
     * first job that touches the rows, and that may be a look at the first one.
     */
    public Dataset<Row> counting(Dataset<Row> source) {
        TaskSkips skips = skips(true);
        UDF0<Boolean> count = () -> {
            skips.read();
            return true;
        };
        return source.filter(
                functions.udf(count, DataTypes.BooleanType).asNondeterministic().apply());
    }

    /** Runs the write on this thread; what its tasks skip counts. */
    public <T> T during(Supplier<T> write) {
        spark.setLocalProperty(TaskSkips.PROPERTY, token);
        try {
            return write.get();
        } finally {
            spark.setLocalProperty(TaskSkips.PROPERTY, null);
        }
    }

    /** Rows that were left out, by whomever. */
    public long skipped() {
        return sum(TaskCount::skippedAtSource) + sum(TaskCount::skippedLater);
    }

    /** Rows that the source had, if {@link #counting} is in their way; those that it has left out among them. */
    public long read() {
        return sum(TaskCount::read) + sum(TaskCount::skippedAtSource);
    }

    private long sum(ToLongFunction<TaskCount> count) {
        return counts.value().stream().mapToLong(count).sum();
    }

    /**
     * Makes the log of a write that has succeeded: skipped rows in the order of the rows, files read before and
     * files written behind them. A log with a header is made even if nothing was skipped.
     *
     * @return whether there is a log
     * @throws JobException {@code FileStoreFailed}
     */
    public boolean finish(List<FileEntry> read, List<FileEntry> written) {
        ended = true;
        Collection<TaskCount> all = counts.value();
        return log.map(file -> file.finish(all, read, written)).orElse(false);
    }

    /**
     * After a write that has failed, makes the log of what had been skipped until then; of rows that no attempt has
     * brought to an end, what the last one had written. Leaves no drafts in any case.
     *
     * @throws JobException {@code FileStoreFailed}
     */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            log.ifPresent(file -> file.finishEarly(counts.value()));
        }
    }
}
