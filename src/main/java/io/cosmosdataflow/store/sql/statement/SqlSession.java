package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.store.kind.statement.ProcedureCall;
import io.cosmosdataflow.store.kind.statement.ScriptAnswer;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.kind.statement.StatementSession;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.local.ProcedureFiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Statements at a database, each of them committed by itself. */
public final class SqlSession implements StatementSession {

    private final SqlDatabase database;
    private final Optional<ProcedureFiles> procedures;
    private final SparkSession spark;
    private final DatabaseThread thread;

    /**
     * Does not connect.
     *
     * @param procedures what an embedded database has instead of its own
     * @param spark for rows that scripts give
     */
    public SqlSession(SqlDatabase database, Optional<ProcedureFiles> procedures, SparkSession spark) {
        this.database = database;
        this.procedures = procedures;
        this.spark = spark;
        this.thread = new DatabaseThread(database);
    }

    @Override
    public void call(ProcedureCall call) {
        String text = procedures.map(files -> files.text(call.name())).orElseGet(() -> database.dialect()
                .call(quoted(call), names(call)));
        ScriptBlock block = new ScriptBlock(text, false, call.parameters(), Optional.empty(), 0, 0);
        ScriptForm form = procedures.isPresent() ? ScriptForm.of(database) : this::prepared;
        run("the procedure '" + call.shown() + "'", block, form);
    }

    private String quoted(ProcedureCall call) {
        SqlDialect dialect = database.dialect();
        return call.name().stream().map(dialect::quote).collect(Collectors.joining("."));
    }

    private static List<String> names(ProcedureCall call) {
        return call.parameters().stream().map(StatementParameter::name).toList();
    }

    private void prepared(Connection connection, ScriptBlock block, DatabaseThread running, ScriptResults results)
            throws SQLException {
        try (PreparedStatement prepared = running.tracked(connection.prepareStatement(block.text()))) {
            BoundParameters.bind(prepared, 1, block.parameters(), database.dialect());
            results.take(prepared, prepared.execute());
        }
    }

    @Override
    public ScriptAnswer run(ScriptBlock block) {
        return run(ScriptResults.WHAT, block, ScriptForm.of(database)).answer(spark);
    }

    private ScriptResults run(String what, ScriptBlock block, ScriptForm form) {
        long seconds =
                block.timeout().map(each -> Math.max(1, each.toSeconds())).orElse((long) database.commandTimeout());
        ScriptResults results = new ScriptResults(database, block);
        try {
            return thread.run(
                    connection -> {
                        form.run(connection, block, thread, results);
                        return results;
                    },
                    seconds);
        } catch (SQLException e) {
            throw SqlFaults.reading(database, what, withoutSecrets(e, block));
        }
    }

    /** Databases show values, and parts of them, in forms of their own: only the codes are left if one is secret. */
    static SQLException withoutSecrets(SQLException answer, ScriptBlock block) {
        if (!block.secret()) {
            return answer;
        }
        SQLException shown = new SQLException("***", answer.getSQLState(), answer.getErrorCode());
        shown.setStackTrace(answer.getStackTrace());
        return shown;
    }

    @Override
    public void close() {
        thread.close();
    }
}
