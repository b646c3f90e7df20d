package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.sql.database.SqlConnections;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Connections for writes, with what makes batches fast in each driver. */
final class DatabaseConnections {

    private DatabaseConnections() {}

    /** MySQL and MariaDB lock gaps between rows above this level, against other tasks of the same write. */
    static Connection forWriting(TableToWrite table) throws SQLException {
        SqlDatabase database = table.database();
        Connection connection =
                SqlConnections.open(database.embedded() ? database : database.with(fast(database.kind())));
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    private static Map<String, String> fast(SqlKind kind) {
        return switch (kind) {
            case POSTGRESQL -> Map.of("reWriteBatchedInserts", "true");
            case MYSQL -> Map.of("rewriteBatchedStatements", "true");
            case MARIADB, SQL_SERVER, ORACLE -> Map.of();
        };
    }
}
