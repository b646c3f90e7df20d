package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.sql.database.Dialects;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.embedded.EmbeddedDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements one after the other, as H2 takes them, with parameters as variables of the session. Source: H2, "SET @" and
 * "User-Defined Variables".
 *
 * @param kind of the server that it stands in for
 */
record EmbeddedScript(SqlKind kind) implements ScriptForm {

    @Override
    public void run(Connection connection, ScriptBlock block, DatabaseThread thread, ScriptResults results)
            throws SQLException {
        List<StatementParameter> parameters = named(block.parameters());
        for (StatementParameter parameter : parameters) {
            set(connection, parameter);
        }
        String text = block.text();
        if (kind != SqlKind.SQL_SERVER) {
            text = MarkedText.of(
                            text,
                            block.parameters(),
                            kind == SqlKind.ORACLE ? ':' : '@',
                            "?",
                            parameter ->
                                    variable(parameters.get(block.parameters().indexOf(parameter))))
                    .sql();
        }
        for (String sql : new SqlPieces(text, kind == SqlKind.SQL_SERVER).statements()) {
            try (Statement statement = thread.tracked(connection.createStatement())) {
                results.take(statement, statement.execute(sql));
            }
        }
        if (kind == SqlKind.POSTGRESQL) {
            results.outputsOfFirstRow(parameters);
        } else {
            for (StatementParameter parameter : parameters) {
                if (parameter.comesBack()) {
                    results.output(parameter.name(), value(connection, parameter));
                }
            }
        }
    }

    /** Those without a name are called by their place. */
    private static List<StatementParameter> named(List<StatementParameter> parameters) {
        List<StatementParameter> named = new ArrayList<>();
        for (StatementParameter each : parameters) {
            named.add(
                    each.name().isEmpty()
                            ? new StatementParameter(
                                    String.valueOf(named.size()), each.type(), each.value(), each.secret())
                            : each);
        }
        return named;
    }

    private static void set(Connection connection, StatementParameter parameter) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("SET " + variable(parameter) + " = ?")) {
            BoundParameters.bind(prepared, 1, List.of(parameter), new EmbeddedDialect(Dialects.of(SqlKind.SQL_SERVER)));
            prepared.execute();
        }
    }

    private static String value(Connection connection, StatementParameter parameter) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + variable(parameter))) {
            result.next();
            return result.getString(1);
        }
    }

    private static String variable(StatementParameter parameter) {
        return "@" + SqlDialect.quoted(parameter.name(), EmbeddedDialect.QUOTES);
    }
}
