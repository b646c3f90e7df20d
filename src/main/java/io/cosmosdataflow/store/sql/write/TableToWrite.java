package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.skip.SkippedRows;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.TableName;
import java.io.Serializable;
import java.util.Optional;

/**
 * What a task needs to know to write its rows.
 *
 * @param schema of the table; null for the database's default
 * @param skipKeyWrites whether key columns are left to the database
 * @param upsert SQL of one statement that updates or inserts; null if the database has none
 * @param commits whether each batch is a transaction; else all rows of a task are one
 * @param repeats whether an insert that meets an identical row counts as written
 * @param skipped takes rows that the database refuses; null if they end the activity
 * @param ledger of tasks that have committed; null if there is none
 */
record TableToWrite(
        SqlDatabase database,
        String schema,
        String table,
        WriteStatements statements,
        TableRows rows,
        boolean skipKeyWrites,
        String upsert,
        BatchLimits limits,
        boolean commits,
        boolean repeats,
        SkippedRows skipped,
        TaskLedger ledger)
        implements Serializable {

    TableToWrite with(TaskLedger opened) {
        return new TableToWrite(
                database,
                schema,
                table,
                statements,
                rows,
                skipKeyWrites,
                upsert,
                limits,
                commits,
                repeats,
                skipped,
                opened);
    }

    TableName name() {
        return new TableName(Optional.ofNullable(schema), table);
    }
}
