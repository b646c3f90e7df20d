package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows that failed an assertion: how they are marked, told apart, and how one of them ends a run. */
public final class RowErrors {

    /** How the message of a task that met a failed row begins, so that the driver knows it again. */
    private static final String SIGN = "[" + ErrorCode.AssertFailed + "] ";

    private static final Pattern FAILED = Pattern.compile(Pattern.quote(SIGN) + "(.*)");

    private RowErrors() {}

    /** @param failed true for a row that fails; never NULL */
    record RowError(String id, Column failed, Column message) {}

    /** The mark of a row: ids to messages, NULL where nothing failed. What earlier assertions said stays. */
    static Column mark(List<RowError> errors, boolean marked) {
        Column before =
                marked ? ColumnBuilder.slot(RowMark.ERRORS.column()) : lit(null).cast(RowMark.ERRORS.type());
        if (errors.isEmpty()) {
            return before;
        }
        Column[] entries = errors.stream()
                .map(error -> when(
                        error.failed(),
                        struct(
                                lit(error.id()).as("key"),
                                coalesce(error.message(), lit("")).as("value"))))
                .toArray(Column[]::new);
        Column found = filter(array(entries), Column::isNotNull);
        Column now = when(size(found).gt(0), map_from_entries(found));
        return marked ? coalesce(map_concat(before, now), now, before) : now;
    }

    /** Rows as they are; reading one that fails ends the job. */
    static Dataset<Row> aborting(Dataset<Row> rows, String assertion, List<RowError> errors) {
        Column raised = null;
        for (RowError error : errors) {
            Column message = concat(
                    lit(SIGN + "A row failed the assertion '" + error.id() + "' of '" + assertion + "': "),
                    coalesce(error.message(), lit("no message")));
            Column raise = raise_error(message);
            raised = raised == null ? when(error.failed(), raise) : raised.when(error.failed(), raise);
        }
        return raised == null ? rows : rows.filter(raised.isNull());
    }

    /** Rows that failed no assertion. @param rows of any stream, with marks if it has some */
    public static Dataset<Row> passed(Dataset<Row> rows) {
        return marked(rows)
                ? rows.filter(ColumnBuilder.slot(RowMark.ERRORS.column()).isNull())
                : rows;
    }

    /** Rows that failed an assertion. @param rows of any stream, with marks if it has some */
    public static Dataset<Row> failed(Dataset<Row> rows) {
        return rows.filter(
                marked(rows) ? ColumnBuilder.slot(RowMark.ERRORS.column()).isNotNull() : lit(false));
    }

    private static boolean marked(Dataset<Row> rows) {
        return List.of(rows.columns()).contains(RowMark.ERRORS.column());
    }

    /** The error of a run that an assertion with {@code abort: true} ended; empty if something else did. */
    public static Optional<JobException> failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Matcher matcher = FAILED.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return Optional.of(JobException.of(ErrorCode.AssertFailed, matcher.group(1), thrown));
            }
        }
        return Optional.empty();
    }
}
