package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.sql.database.Dialects;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Statements whose parameters become question marks: {@code @name} and {@code $1} in PostgreSQL, {@code :name} in Oracle.
 *
 * <p>Source: Microsoft Learn, Azure Database for PostgreSQL, "Script activity in Data Factory": a procedure's output
 * parameters come back as a row.
 */
record MarkedScript(SqlKind kind) implements ScriptForm {

    private static final int FETCH_SIZE = 1_000;

    @Override
    public void run(Connection connection, ScriptBlock block, DatabaseThread thread, ScriptResults results)
            throws SQLException {
        boolean postgres = kind == SqlKind.POSTGRESQL;
        MarkedText text = MarkedText.of(
                block.text(), block.parameters(), postgres ? '@' : ':', postgres ? "??" : "?", each -> "?");
        boolean rowsAsTheyCome = postgres && selects(block.text());
        connection.setAutoCommit(!rowsAsTheyCome);
        if (block.parameters().isEmpty()) {
            try (Statement statement = thread.tracked(connection.createStatement())) {
                statement.setFetchSize(FETCH_SIZE);
                results.take(statement, statement.execute(block.text()));
            }
        } else if (postgres || block.parameters().stream().noneMatch(StatementParameter::comesBack)) {
            try (PreparedStatement prepared = thread.tracked(connection.prepareStatement(text.sql()))) {
                prepared.setFetchSize(FETCH_SIZE);
                BoundParameters.bind(prepared, 1, text.parameters(), Dialects.of(kind));
                results.take(prepared, prepared.execute());
                results.outputsOfFirstRow(block.parameters());
            }
        } else {
            try (CallableStatement call = thread.tracked(connection.prepareCall(text.sql()))) {
                BoundParameters.bind(call, 1, text.parameters(), Dialects.of(kind));
                results.take(call, call.execute());
                BoundParameters.collect(call, 1, text.parameters(), results);
            }
        }
        if (rowsAsTheyCome) {
            connection.commit();
        }
    }

    /** PostgreSQL's driver keeps all rows of a result in memory unless one statement has a transaction of its own. */
    private static boolean selects(String text) {
        return text.matches("(?is)\\s*(select|with|values|table)\\b.*")
                && new SqlPieces(text, false).statements().size() == 1;
    }
}
