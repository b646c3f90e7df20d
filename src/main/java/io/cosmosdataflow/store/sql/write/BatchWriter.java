package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.lost.LostRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches of rows inside transactions. What of a batch the database refuses is found by halving it, so that a few
 * bad rows among many cost a few small batches.
 */
final class BatchWriter implements AutoCloseable {

    /** A row that ends the activity. */
    static final class RefusedRow extends Exception {
        private final transient RowRefusal refusal;

        RefusedRow(RowRefusal refusal, SQLException cause) {
            super(refusal.why(), cause);
            this.refusal = refusal;
        }

        RowRefusal refusal() {
            return refusal;
        }
    }

    /** What a batch has come to, as long as its transaction may still be undone. */
    private static final class Draft {
        private RowCounts counts = RowCounts.NONE;
        private final List<InternalRow> refused = new ArrayList<>();
        private final List<RowRefusal> why = new ArrayList<>();
    }

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final long FIRST_PAUSE_MILLIS = 20;

    private final TableToWrite table;
    private final Connection connection;
    private final RowStatements statements;
    private RowCounts counts = RowCounts.NONE;

    BatchWriter(Connection connection, TableToWrite table) throws SQLException {
        this.connection = connection;
        this.table = table;
        connection.setAutoCommit(false);
        this.statements = new RowStatements(connection, table);
    }

    /** Of batches that are written; they are committed if each batch is a transaction. */
    RowCounts counts() {
        return counts;
    }

    /** @throws SQLException if the database cannot be written, whatever the rows */
    void write(RowBatch batch) throws SQLException, RefusedRow {
        for (int attempt = 0; ; attempt++) {
            Draft draft = new Draft();
            try {
                for (Map.Entry<RowOperation, List<InternalRow>> rows :
                        batch.byOperation().entrySet()) {
                    write(rows.getKey(), rows.getValue(), draft);
                }
                if (table.transactions().perBatch()) {
                    connection.commit();
                }
                done(draft, batch.replaced());
                return;
            } catch (SQLException e) {
                SqlFault fault = fault(e);
                if (fault.refusal()) {
                    throw new RefusedRow(new RowRefusal(fault.code(), null, "", fault.text()), e);
                }
                boolean again = fault.kind() == SqlFault.Kind.TRANSIENT
                        && table.transactions().perBatch()
                        && attempt < BatchLimits.RETRIES;
                if (!again) {
                    throw e;
                }
                connection.rollback();
                pause(attempt);
            }
        }
    }

    private void done(Draft draft, long replaced) {
        counts = counts.plus(draft.counts);
        if (replaced > 0) {
            counts = counts.plus(RowCounts.of(RowOperation.UPSERT, replaced));
        }
        for (int i = 0; i < draft.refused.size(); i++) {
            table.skipped()
                    .lost(new LostRow(
                            table.rows().line(draft.refused.get(i)),
                            draft.why.get(i).message()));
        }
    }

    private void write(RowOperation operation, List<InternalRow> rows, Draft draft) throws SQLException, RefusedRow {
        Savepoint before = connection.setSavepoint();
        try {
            draft.counts = draft.counts.plus(statements.run(operation, rows));
            release(before);
        } catch (SQLException e) {
            SqlFault fault = fault(e);
            if (!fault.refusal()) {
                throw e;
            }
            undo(before, e);
            if (rows.size() > 1) {
                int half = rows.size() / 2;
                write(operation, rows.subList(0, half), draft);
                write(operation, rows.subList(half, rows.size()), draft);
            } else {
                refused(operation, rows.get(0), fault, e, draft);
            }
        }
    }

    private void refused(RowOperation operation, InternalRow row, SqlFault fault, SQLException cause, Draft draft)
            throws SQLException, RefusedRow {
        boolean duplicate = operation == RowOperation.INSERT && fault.kind() == SqlFault.Kind.DUPLICATE;
        if (table.transactions().repeats() && duplicate && statements.isThere(row)) {
            draft.counts = draft.counts.plus(RowCounts.of(RowOperation.INSERT, 1));
            return;
        }
        RowRefusal refusal =
                new RowRefusal(fault.code(), operation, table.rows().keyText(row), fault.text());
        if (table.skipped() == null) {
            throw new RefusedRow(refusal, cause);
        }
        draft.refused.add(row);
        draft.why.add(refusal);
        draft.counts = draft.counts.plus(RowCounts.NONE.withRejected(1));
    }

    /** Some errors end the transaction, so that there is nothing left to go back to. */
    private void undo(Savepoint before, SQLException error) throws SQLException {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            error.addSuppressed(e);
            throw error;
        }
    }

    /** SQL Server and Oracle have no release, and need none. */
    private void release(Savepoint savepoint) {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            LOG.trace("The savepoint stays until the transaction ends", e);
        }
    }

    private SqlFault fault(SQLException thrown) {
        return SqlFault.of(table.database().dialect(), thrown);
    }

    private static void pause(int attempt) throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS << attempt) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("The task was interrupted.", e);
        }
    }

    /**
     * Begins the task; before anything else.
     *
     * @return what another attempt at it has committed, so that nothing is left to be done; empty without a ledger
     */
    Optional<RowCounts> begin(int task) throws SQLException {
        if (table.transactions().ledger() == null) {
            return Optional.empty();
        }
        try {
            table.transactions().ledger().begin(connection, task);
            return Optional.empty();
        } catch (SQLException e) {
            if (fault(e).kind() != SqlFault.Kind.DUPLICATE) {
                throw e;
            }
            connection.rollback();
            return Optional.of(
                    table.transactions().ledger().committed(connection, task).orElseThrow(() -> e));
        }
    }

    /** Notes what the task has done, as a part of its transaction. */
    void finish(int task) throws SQLException {
        if (table.transactions().ledger() != null) {
            table.transactions().ledger().finish(connection, task, counts);
        }
    }

    /** Ends the transaction of the task. */
    void commit() throws SQLException, RefusedRow {
        try {
            connection.commit();
        } catch (SQLException e) {
            SqlFault fault = fault(e);
            if (fault.refusal()) {
                throw new RefusedRow(new RowRefusal(fault.code(), null, "", fault.text()), e);
            }
            throw e;
        }
    }

    /** Undoes what is not committed. */
    void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("The connection is gone, and the transaction with it", e);
        }
    }

    @Override
    public void close() {
        try (Connection closing = connection) {
            statements.close();
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }
}
