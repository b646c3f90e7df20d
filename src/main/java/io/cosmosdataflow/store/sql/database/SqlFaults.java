package io.cosmosdataflow.store.sql.database;

import io.cosmosdataflow.definition.json.SecretForms;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.embedded.EmbeddedDialect;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers of drivers as errors: with the driver's text, and without any secret in it. */
public final class SqlFaults {

    private static final int LONGEST = 800;

    private SqlFaults() {}

    /** A connection that could not be opened. */
    static JobException connecting(SqlDatabase database, SQLException failure) {
        SqlDialect dialect = database.dialect();
        boolean login = unauthorized(dialect, failure);
        return of(
                login ? ErrorCode.SqlUnauthorized : ErrorCode.SqlUnreachable,
                database,
                login
                        ? "refuses the login. Check user and password, and what the user may do."
                        : "cannot be reached. Check server, port, database and firewall.",
                failure);
    }

    /**
     * A query, or another statement that reads, that failed.
     *
     * @param what it was to do: {@code The query of the source}
     */
    public static JobException reading(SqlDatabase database, String what, SQLException failure) {
        SqlDialect dialect = database.dialect();
        if (state(failure).startsWith("08")) {
            return connecting(database, failure);
        }
        if (dialect.tableMissing(state(failure), failure.getErrorCode())) {
            if (database.embedded()) {
                return of(
                        ErrorCode.SqlTableMissing,
                        database,
                        "has no such table: " + what + ". " + EmbeddedDialect.seed(database.name()),
                        failure);
            }
            return of(
                    ErrorCode.SqlTableMissing,
                    database,
                    "has no such table: " + what
                            + ". Check its name, upper and lower case too, its schema, and the user's rights.",
                    failure);
        }
        String limits = database.embedded() && EmbeddedDialect.notUnderstood(failure.getErrorCode())
                ? " It speaks the SQL of " + database.kind().shown() + " as far as H2 does: what only the server has,"
                        + " such as OPENJSON and FOR JSON, needs the server."
                : "";
        return of(ErrorCode.SqlQueryFailed, database, "refuses: " + what + "." + limits, failure);
    }

    /** What a task of Spark met while it read; empty if no driver's answer is among the causes. */
    public static Optional<JobException> in(SqlDatabase database, String what, Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 50; cause = cause.getCause()) {
            if (cause instanceof JobException known) {
                return Optional.of(known);
            }
            if (cause instanceof SQLException answer) {
                return Optional.of(reading(database, what, answer));
            }
            depth++;
        }
        return Optional.empty();
    }

    /**
     * An error with the driver's text.
     *
     * @param what follows the database's name, as a sentence
     */
    public static JobException of(ErrorCode code, SqlDatabase database, String what, SQLException failure) {
        String text = text(database, failure);
        JobException error = JobException.of(
                        code, shown(database) + " " + what + (text.isEmpty() ? "" : " It says: " + text))
                .at(database.name());
        // the driver's exceptions have texts of their own, which may hold what must not be seen
        error.setStackTrace(failure.getStackTrace());
        return error;
    }

    /** The settings in the address of the embedded database are ours, and mean nothing to the user. */
    private static String shown(SqlDatabase database) {
        String server = database.kind().shown() + " of linked service '" + database.name() + "'";
        return database.embedded()
                ? "The embedded database that stands in for " + server
                : server + " at " + database.url();
    }

    /** The driver's text without line breaks and secrets, and its codes. */
    public static String text(SqlDatabase database, SQLException failure) {
        String text =
                String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").trim();
        List<String> passwords = database.properties().entrySet().stream()
                .filter(each -> each.getKey().toLowerCase(Locale.ROOT).contains("password"))
                .map(each -> each.getValue().reveal())
                .toList();
        text = SecretForms.of(passwords).masked(text);
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        String codes = state(failure).isEmpty()
                ? ""
                : " (SQLSTATE " + state(failure) + ", code " + failure.getErrorCode() + ")";
        return shown + codes;
    }

    private static boolean unauthorized(SqlDialect dialect, SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException answer && dialect.unauthorized(state(answer), answer.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }
}
