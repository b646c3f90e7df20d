package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.sql.database.SqlConnections;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.apache.spark.util.LongAccumulator;

/**
 * How statements of a read are run.
 *
 * @param what is read, for messages and plans
 * @param isolation JDBC's level; -1 for the database's default
 * @param timeout of a statement, in seconds; 0 for none
 * @param fetchSize rows per answer of the database
 * @param rowsRead by tasks that have ended
 */
record SqlRead(SqlDatabase database, String what, int isolation, int timeout, int fetchSize, LongAccumulator rowsRead)
        implements Serializable {

    SqlRead {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(rowsRead, "rowsRead");
    }

    /** A connection in a transaction of its own, so that drivers hand out rows as they come. */
    Connection open() {
        Connection connection = SqlConnections.open(database);
        try {
            if (isolation >= 0) {
                connection.setTransactionIsolation(isolation);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw SqlFaults.reading(database, what, e);
        }
    }

    private static void close(Connection connection, SQLException failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
