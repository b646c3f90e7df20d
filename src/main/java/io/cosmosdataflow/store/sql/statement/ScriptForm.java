package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** How a database takes a block of statements with parameters. */
interface ScriptForm {

    /** @param thread on which this is called, and which is told of each statement */
    void run(Connection connection, ScriptBlock block, DatabaseThread thread, ScriptResults results)
            throws SQLException;

    static ScriptForm of(SqlDatabase database) {
        if (database.embedded()) {
            return new EmbeddedScript(database.kind());
        }
        return database.kind() == SqlKind.SQL_SERVER ? new SqlServerScript() : new MarkedScript(database.kind());
    }
}
