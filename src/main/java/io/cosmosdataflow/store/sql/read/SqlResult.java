package io.cosmosdataflow.store.sql.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;

/** The rows of a statement, and the statement that must be closed after them. */
record SqlResult(Statement statement, ResultSet rows) implements AutoCloseable {

    /** No more than one row. */
    static SqlResult first(Connection connection, SqlStatement statement) throws SQLException {
        return of(connection, statement, 1, 1, 0);
    }

    /**
     * @param fetchSize rows per answer of the database
     * @param timeout in seconds; 0 for none
     */
    static SqlResult all(Connection connection, SqlStatement statement, int fetchSize, int timeout)
            throws SQLException {
        return of(connection, statement, 0, fetchSize, timeout);
    }

    private static SqlResult of(Connection connection, SqlStatement text, int maxRows, int fetchSize, int timeout)
            throws SQLException {
        boolean plain = text.parameters().isEmpty();
        Statement statement = plain ? connection.createStatement() : connection.prepareStatement(text.sql());
        try {
            statement.setMaxRows(maxRows);
            statement.setFetchSize(fetchSize);
            statement.setQueryTimeout(timeout);
            boolean rows;
            if (plain) {
                rows = statement.execute(text.sql());
            } else {
                text.bind((PreparedStatement) statement);
                rows = ((PreparedStatement) statement).execute();
            }
            return new SqlResult(statement, rows(statement, rows));
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** A procedure may give counts of changed rows before its rows. */
    private static ResultSet rows(Statement statement, boolean first) throws SQLException {
        boolean rows = first;
        while (!rows && statement.getUpdateCount() >= 0) {
            rows = statement.getMoreResults();
        }
        if (!rows) {
            throw new SQLFeatureNotSupportedException("The statement gives no rows.");
        }
        return statement.getResultSet();
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        statement.close();
    }
}
