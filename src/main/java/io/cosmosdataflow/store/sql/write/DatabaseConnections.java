package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.sql.database.SqlConnections;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections for writes, with what makes batches fast in each driver. */
final class DatabaseConnections {

    private DatabaseConnections() {}

    /** MySQL and MariaDB lock gaps between rows above this level, against other tasks of the same write. */
    static Connection forWriting(TableToWrite table) throws SQLException {
        SqlDatabase database = table.database();
        Connection connection =
                SqlConnections.open(database.with(database.dialect().writeProperties()));
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }
}
