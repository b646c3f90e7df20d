package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import java.io.Serializable;

/**
 * What a task needs to know to write its rows.
 *
 * @param skipKeyWrites whether key columns are left to the database
 * @param upsert SQL of one statement that updates or inserts; null if the database has none
 * @param skipped takes rows that the database refuses; null if they end the activity
 */
record TableToWrite(
        WriteStatements statements,
        TableName name,
        TableRows rows,
        boolean skipKeyWrites,
        String upsert,
        BatchLimits limits,
        Transactions transactions,
        LostRows skipped)
        implements Serializable {

    /**
     * What is committed together.
     *
     * @param perBatch whether each batch is a transaction; else all rows of a task are one
     * @param repeats whether an insert that meets an identical row counts as written
     * @param ledger of tasks that have committed; null if there is none
     */
    record Transactions(boolean perBatch, boolean repeats, TaskLedger ledger) implements Serializable {}

    TableToWrite with(TaskLedger opened) {
        return new TableToWrite(
                statements,
                name,
                rows,
                skipKeyWrites,
                upsert,
                limits,
                new Transactions(transactions.perBatch(), transactions.repeats(), opened),
                skipped);
    }

    SqlDatabase database() {
        return statements.database();
    }
}
