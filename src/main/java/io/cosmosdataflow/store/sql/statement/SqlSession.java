package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.kind.ProcedureCall;
import io.cosmosdataflow.store.kind.StatementParameter;
import io.cosmosdataflow.store.kind.StatementSession;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.local.ProcedureFiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Statements at a database, each of them committed by itself. */
public final class SqlSession implements StatementSession {

    private final SqlDatabase database;
    private final Optional<ProcedureFiles> procedures;
    private final DatabaseThread thread;

    /**
     * Does not connect.
     *
     * @param procedures what an embedded database has instead of its own
     */
    public SqlSession(SqlDatabase database, Optional<ProcedureFiles> procedures) {
        this.database = database;
        this.procedures = procedures;
        this.thread = new DatabaseThread(database);
    }

    @Override
    public void call(ProcedureCall call) {
        List<StatementParameter> parameters = call.parameters();
        DatabaseThread.Work<Void> work;
        if (procedures.isPresent()) {
            String text = procedures.get().text(call.name());
            work = connection -> embedded(connection, text, parameters);
        } else {
            SqlDialect dialect = database.dialect();
            String name = call.name().stream().map(dialect::quote).collect(Collectors.joining("."));
            List<String> names =
                    parameters.stream().map(StatementParameter::name).toList();
            work = connection -> prepared(connection, dialect.call(name, names), parameters);
        }
        run("the procedure '" + call.shown() + "'", parameters, work);
    }

    private Void prepared(Connection connection, String sql, List<StatementParameter> parameters) throws SQLException {
        try (PreparedStatement prepared = thread.tracked(connection.prepareStatement(sql))) {
            BoundParameters.bind(prepared, parameters);
            passOver(prepared, prepared.execute());
        }
        return null;
    }

    /** A statement has ended only when all its results have been looked at: the last one may be an error. */
    private static void passOver(Statement statement, boolean first) throws SQLException {
        boolean rows = first;
        while (rows || statement.getUpdateCount() >= 0) {
            rows = statement.getMoreResults();
        }
    }

    private Void embedded(Connection connection, String text, List<StatementParameter> parameters) throws SQLException {
        for (StatementParameter parameter : parameters) {
            prepared(connection, "SET @" + database.dialect().quote(parameter.name()) + " = ?", List.of(parameter));
        }
        for (String sql : new SqlPieces(text, brackets()).statements()) {
            try (Statement statement = thread.tracked(connection.createStatement())) {
                statement.execute(sql);
            }
        }
        return null;
    }

    /** Also of an embedded database that stands in for such a server. */
    private boolean brackets() {
        return database.kind() == SqlKind.SQL_SERVER;
    }

    private <T> T run(String what, List<StatementParameter> parameters, DatabaseThread.Work<T> work) {
        try {
            return thread.run(work);
        } catch (SQLException e) {
            throw SqlFaults.reading(database, what, withoutSecrets(e, parameters));
        }
    }

    /** Drivers show the values that they could not convert. */
    private static SQLException withoutSecrets(SQLException answer, List<StatementParameter> parameters) {
        String text = String.valueOf(answer.getMessage());
        for (StatementParameter parameter : parameters) {
            String value = String.valueOf(parameter.value());
            if (parameter.secret() && !value.isEmpty()) {
                text = text.replace(value, "***");
            }
        }
        SQLException shown = new SQLException(text, answer.getSQLState(), answer.getErrorCode());
        shown.setStackTrace(answer.getStackTrace());
        return shown;
    }

    @Override
    public void close() {
        thread.close();
    }
}
