package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.SqlTables.rows;
import static io.cosmosdataflow.testing.TestDatabases.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.SqlServers;
import io.cosmosdataflow.testing.SqlServers.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the front door says of databases that cannot be used: exit code, place, and no password anywhere. */
class SqlErrorsTest {

    private static final String PASSWORD = "wrong-4-nobody-to-see";
    private static final String CSV_SINK = "{\"type\": \"DelimitedTextSink\"}";
    private static final String CSV_SOURCE = "{\"type\": \"DelimitedTextSource\"}";
    private static final String LOGIN =
            "{\"connectionString\": \"Host=%s;Port=%d;Server=%1$s;ServiceName=x;Database=x;UID=u;Connection Timeout=2\","
                    + " \"password\": {\"type\": \"SecureString\", \"value\": \"" + PASSWORD + "\"}}";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FactoryFiles factory;

    static Stream<Kind> kinds() {
        return SqlServers.kinds();
    }

    /** The database's table {@code t} is copied to a file by {@code Out}, and from a file by {@code In}. */
    @BeforeEach
    void factory() throws IOException {
        SharedSpark.session();
        Path data = Files.createDirectories(directory.resolve("files/data"));
        Files.writeString(data.resolve("in.csv"), "id,extra\n1,2\n");
        factory = FactoryFiles.in(directory.resolve("factory"))
                .linkedService("Blob", "FileServer", "{\"host\": \"" + directory.resolve("files") + "\"}");
        for (String file : new String[] {"in", "out"}) {
            factory.dataset(
                    file,
                    "DelimitedText",
                    "Blob",
                    "{\"firstRowAsHeader\": true, \"location\": {\"type\": \"FileServerLocation\", \"folderPath\":"
                            + " \"data\", \"fileName\": \"" + file + ".csv\"}}");
        }
    }

    private void pipelines(Kind kind, String settings, String table) {
        factory.linkedService("Db", kind.linkedService(), settings)
                .dataset("T", kind.dataset(), "Db", table)
                .pipeline("Out", copy("Export", "T", kind.reading(""), "out", CSV_SINK))
                .pipeline("In", copy("Import", "in", CSV_SOURCE, "T", kind.writing("")));
    }

    @Test
    void aDriverThatIsMissingIsNamedWithItsCoordinate() {
        Kind oracle = new Kind("Oracle", "OracleTable", "OracleSource", "OracleSink", () -> null);
        pipelines(oracle, LOGIN.formatted("localhost", 1521), "{\"schema\": \"S\", \"table\": \"T\"}");

        assertThat(run("Out")).isEqualTo(5);
        assertThat(text())
                .contains("Db.json:1:")
                .contains("error [SqlDriverMissing]")
                .contains("oracle.jdbc.OracleDriver")
                .contains("--packages com.oracle.database.jdbc:ojdbc11:")
                .doesNotContain(PASSWORD)
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aWrongPasswordIsReportedAtTheLinkedService(Kind kind) {
        pipelines(kind, SqlServers.settings(kind.database().get(), PASSWORD), "{\"tableName\": \"t\"}");

        for (String pipeline : new String[] {"Out", "In"}) {
            assertThat(run(pipeline)).isEqualTo(5);
            assertThat(text())
                    .contains("Db.json:1:")
                    .contains("error [SqlUnauthorized]")
                    .doesNotContain(PASSWORD)
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aServerThatDoesNotAnswerIsReportedAtTheLinkedService(Kind kind) {
        pipelines(kind, LOGIN.formatted("no-such-server.invalid", 1), "{\"tableName\": \"t\"}");

        for (String pipeline : new String[] {"Out", "In"}) {
            assertThat(run(pipeline)).isEqualTo(5);
            assertThat(text())
                    .contains("Db.json:1:")
                    .contains("error [SqlUnreachable]")
                    .contains("no-such-server.invalid")
                    .doesNotContain(PASSWORD)
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTableThatIsMissingFailsTheRun(Kind kind) {
        pipelines(kind, SqlServers.settings(kind.database().get()), "{\"tableName\": \"t\"}");

        for (String pipeline : new String[] {"Out", "In"}) {
            assertThat(run(pipeline)).isEqualTo(1);
            assertThat(text()).contains("error [SqlTableMissing]").doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aColumnThatTheTableDoesNotHaveFailsTheRunBeforeARowIsWritten(Kind kind) throws SQLException {
        SqlDatabase database = kind.database().get();
        execute(database, "CREATE TABLE t (id INT)");
        pipelines(kind, SqlServers.settings(database), "{\"tableName\": \"t\"}");

        assertThat(run("In")).isEqualTo(1);
        assertThat(text())
                .contains("error [CopySinkColumnMissing]")
                .contains("'extra'")
                .doesNotContain("\tat ");
        assertThat(rows(database, "SELECT * FROM t")).isEmpty();
    }

    @Test
    void aDatasetWithoutATableIsReportedBeforeTheRun() {
        pipelines(SqlServers.POSTGRESQL, LOGIN.formatted("localhost", 1), "{}");

        for (String pipeline : new String[] {"Out", "In"}) {
            assertThat(run(pipeline)).isEqualTo(3);
            assertThat(text()).contains("T.json:").contains("error [MissingProperty] Dataset 'T' names no table.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AzureSqlDatabase | AzureSql  | {"connectionString": "Data Source=s.database.windows.net;Initial Catalog=d"}
                    AzureSqlDatabase | AzureSql  | {"connectionString": "Data Source=s;Initial Catalog=d", "servicePrincipalId": "p", "tenant": "t"}
                    AzureSqlDatabase | AzureSql  | {"server": "s", "database": "d", "authenticationType": "SystemAssignedManagedIdentity"}
                    SqlServer        | SqlServer | {"server": "s", "database": "d", "authenticationType": "Windows", "userName": "u"}
                    """)
    void anotherLoginThanAPasswordIsNotSupported(String type, String family, String settings) {
        pipelines(
                new Kind(type, family + "Table", family + "Source", family + "Sink", () -> null),
                settings,
                """
                {"schema": "dbo", "table": "t"}""");

        assertThat(run("Out")).isEqualTo(4);
        assertThat(text()).contains("Db.json:").contains("error [UnsupportedAuthentication]");
    }

    private int run(String pipeline) {
        out.reset();
        err.reset();
        Console console = new Console(new PrintStream(out, true), new PrintStream(err, true), false);
        String factoryDirectory = factory.directory().toString();
        return Main.run(console, "run", "--factory", factoryDirectory, "--pipeline", pipeline);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
