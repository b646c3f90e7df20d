package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;

/** Says what became of the rows of a write. */
public final class TableReport {

    private TableReport() {}

    /** @throws JobException {@link ErrorCode#SqlConflict}, {@link ErrorCode#SqlRowRefused} */
    public static void throwIfRefused(TableOutcome outcome, RowsToWrite write) {
        outcome.refused().ifPresent(refusal -> {
            String row = refusal.key().isEmpty() ? "A row" : "The row with " + refusal.key();
            String what =
                    refusal.code() == ErrorCode.SqlConflict ? " meets another with the same key: " : " does not fit: ";
            long written = outcome.rows().written();
            throw JobException.of(
                    refusal.code(),
                    row + " was not written to table " + write.table().name() + " of "
                            + write.database().name() + ", it" + what + refusal.why() + ". "
                            + (written == 0
                                    ? "Nothing was written. "
                                    : rows(written) + " of other tasks or batches were written. ")
                            + (refusal.code() == ErrorCode.SqlConflict
                                    ? "Use upsert to replace rows, or remove them first."
                                    : "Correct the row or the table, or let such rows be skipped."));
        });
    }

    public static String rows(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }
}
