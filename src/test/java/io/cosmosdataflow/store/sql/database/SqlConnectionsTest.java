package io.cosmosdataflow.store.sql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.TestDatabases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlConnectionsTest {

    @Test
    void aDriverThatIsMissingIsNamedWithItsLibrary() {
        SqlDatabase oracle = new SqlDatabase(
                SqlKind.ORACLE, false, "jdbc:oracle:thin:@h:1:x", "oracle.jdbc.OracleDriver", Map.of(), "ora");

        JobException error = failure(oracle);

        assertThat(error.code()).isEqualTo(ErrorCode.SqlDriverMissing);
        assertThat(error)
                .hasMessage("Linked service 'ora' needs the JDBC driver oracle.jdbc.OracleDriver for Oracle, which is"
                        + " not on the class path. Add it: --packages com.oracle.database.jdbc:ojdbc11:23.5.0.24.07"
                        + " for spark-submit, its jar to the cluster's libraries, or to COSMOS_DATAFLOW_JARS for"
                        + " scripts/cosmos-dataflow.");
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        JobException error = failure(new SqlDatabase(
                SqlKind.POSTGRESQL,
                false,
                "jdbc:postgresql://localhost:" + closed + "/shop",
                "org.postgresql.Driver",
                Map.of("user", Secret.of("me"), "password", Secret.of("hidden")),
                "pg"));

        assertThat(error.code()).isEqualTo(ErrorCode.SqlUnreachable);
        assertThat(error.getMessage())
                .startsWith("PostgreSQL of linked service 'pg' at jdbc:postgresql://localhost:" + closed
                        + "/shop cannot be reached.")
                .contains("It says: Connection to localhost:" + closed + " refused.")
                .doesNotContain("hidden");
    }

    @Test
    void aWrongPasswordIsUnauthorizedAndNotShown() throws SQLException {
        SqlDatabase database = TestDatabases.sqlServerMode();
        SqlConnections.open(database).close();

        JobException error = failure(new SqlDatabase(
                database.kind(),
                true,
                database.url(),
                database.driver(),
                Map.of("user", Secret.of("sa"), "password", Secret.of("hidden")),
                "test"));

        assertThat(error.code()).isEqualTo(ErrorCode.SqlUnauthorized);
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("Wrong user name or password").doesNotContain("hidden");
    }

    @Test
    void theDriversTextComesWithoutThePassword() {
        SqlDatabase database = new SqlDatabase(
                SqlKind.SQL_SERVER, true, "jdbc:h2:mem:x", "d", Map.of("password", Secret.of("hidden")), "db");

        JobException error =
                SqlFaults.reading(database, "q", new SQLException("login with hidden\nfailed", "42000", 7));

        assertThat(error.code()).isEqualTo(ErrorCode.SqlQueryFailed);
        assertThat(error).hasMessageEndingWith("It says: login with *** failed (SQLSTATE 42000, code 7)");
    }

    @Test
    void aTableThatIsMissingIsToldFromAQueryThatIsWrong() throws SQLException {
        SqlDatabase database = TestDatabases.sqlServerMode();

        assertThat(select(database, "select * from nowhere").code()).isEqualTo(ErrorCode.SqlTableMissing);
        assertThat(select(database, "selekt 1").code()).isEqualTo(ErrorCode.SqlQueryFailed);
    }

    private static JobException select(SqlDatabase database, String query) throws SQLException {
        try (Connection connection = SqlConnections.open(database)) {
            connection.createStatement().executeQuery(query);
            throw new AssertionError("no failure");
        } catch (SQLException e) {
            return SqlFaults.reading(database, "the query", e);
        }
    }

    private static JobException failure(SqlDatabase database) {
        return catchThrowableOfType(() -> SqlConnections.open(database), JobException.class);
    }
}
