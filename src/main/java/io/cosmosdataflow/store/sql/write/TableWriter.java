package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.lost.LostRow;
import io.cosmosdataflow.store.sql.write.BatchWriter.RefusedRow;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Writes the rows of one task. A row that the database refuses is told in the commit message, so that Spark does not
 * run the task again for it; a task whose database cannot be written fails, and Spark runs it again.
 */
final class TableWriter implements DataWriter<InternalRow> {

    private static final String OF_LOST_ATTEMPT = "";
    private static final String LOST_REASON =
            "The database refused a row of a task that had ended when its executor was"
                    + " lost; the row and the reason were lost with it.";

    private final TableToWrite table;
    private final int task;
    private RowBatch batch;
    private long batchBytes;
    private long skipped;
    private Optional<BatchWriter> writer = Optional.empty();
    private RowRefusal refusal;
    private Optional<RowCounts> committed = Optional.empty();

    /** @param task number of the partition */
    TableWriter(TableToWrite table, int task) {
        this.table = table;
        this.task = task;
        this.batch = new RowBatch(table.rows());
    }

    @Override
    public void write(InternalRow row) {
        RowOperation operation = TableRows.operation(row);
        if (operation == RowOperation.SKIP) {
            skipped++;
        } else if (refusal == null && committed.isEmpty()) {
            InternalRow kept = row.copy();
            if (!batch.takes(operation, kept)) {
                flush();
                batch.takes(operation, kept);
            }
            batchBytes += kept instanceof UnsafeRow unsafe ? unsafe.getSizeInBytes() : 0;
            if (batch.size() >= table.limits().batchSize() || batchBytes >= BatchLimits.BATCH_BYTES) {
                flush();
            }
        }
    }

    private void flush() {
        if (batch.size() == 0 || refusal != null || committed.isPresent()) {
            return;
        }
        try {
            BatchWriter open = writer();
            if (committed.isEmpty()) {
                open.write(batch);
            }
        } catch (RefusedRow e) {
            refuse(e.refusal());
        } catch (SQLException e) {
            throw failed(e);
        }
        batch = new RowBatch(table.rows());
        batchBytes = 0;
    }

    private BatchWriter writer() throws SQLException {
        if (writer.isEmpty()) {
            BatchWriter open = new BatchWriter(DatabaseConnections.forWriting(table), table);
            writer = Optional.of(open);
            committed = open.begin(task);
        }
        return writer.get();
    }

    /** Nothing of the open transaction stays. */
    private void refuse(RowRefusal why) {
        refusal = why;
        writer.ifPresent(BatchWriter::rollback);
    }

    @Override
    public WriterCommitMessage commit() {
        flush();
        RowCounts counts = skipped == 0 ? RowCounts.NONE : RowCounts.of(RowOperation.SKIP, skipped);
        if (writer.isPresent()) {
            if (refusal == null && committed.isEmpty()) {
                end(writer.get());
            }
            if (committed.isPresent()) {
                return new TableOutcome(counts.plus(earlier(committed.get())), null);
            }
            counts = refusal == null || table.transactions().perBatch()
                    ? counts.plus(writer.get().counts())
                    : counts;
        }
        return new TableOutcome(counts, refusal);
    }

    /** Refused rows count, and are in the log, although nobody knows them any more. */
    private RowCounts earlier(RowCounts counts) {
        for (long i = 0; table.skipped() != null && i < counts.rejected(); i++) {
            table.skipped().lost(new LostRow(OF_LOST_ATTEMPT, LOST_REASON));
        }
        return counts;
    }

    private void end(BatchWriter open) {
        try {
            open.finish(task);
            open.commit();
        } catch (RefusedRow e) {
            refuse(e.refusal());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The exception of the driver stays here: not all of them can be serialized. */
    private JobException failed(SQLException thrown) {
        SqlFault fault = SqlFault.of(table.database().dialect(), thrown);
        long kept = table.transactions().perBatch()
                ? writer.map(open -> open.counts().written()).orElse(0L)
                : 0;
        String advice =
                switch (fault.kind()) {
                    case TIMEOUT -> " Raise writeBatchTimeout, or lower writeBatchSize.";
                    case TRANSIENT -> " Others write the same rows; run again when they have ended.";
                    default -> "";
                };
        return JobException.of(
                ErrorCode.SqlWriteFailed,
                "Writing to table " + table.name() + " of " + table.database().name() + " failed: " + fault.text() + "."
                        + (kept > 0 ? " This task had written " + kept + " rows, and they stay." : "") + advice);
    }

    @Override
    public void abort() {
        writer.ifPresent(BatchWriter::rollback);
    }

    @Override
    public void close() {
        writer.ifPresent(BatchWriter::close);
        writer = Optional.empty();
    }
}
