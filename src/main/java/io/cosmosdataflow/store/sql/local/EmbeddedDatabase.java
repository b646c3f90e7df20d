package io.cosmosdataflow.store.sql.local;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.Dialects;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.embedded.EmbeddedDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A database of this JVM in a file, in the mode of another: H2. Names of tables and columns are compared without case
 * and keep theirs; names of schemas are compared with it. Any thread of the JVM may connect; other processes may not while it is open. It closes a few seconds after its last
 * connection, and with the JVM.
 *
 * <p>Source: H2, Features: Compatibility Modes, Database File Locking, Delayed Database Closing.
 */
public final class EmbeddedDatabase {

    /** The build relocates H2 in the jars, and this name with it. */
    private static final String DRIVER = "org.h2.Driver";

    private static final String EXTENSION = ".mv.db";
    /** H2's code for a file that another process has open. */
    private static final int IN_USE = 90020;

    private static final String USER = "sa";
    private static final String PASSWORD = "";

    private EmbeddedDatabase() {}

    /** The schema of tables that are named without one. */
    public static String defaultSchema(SqlKind kind) {
        return Dialects.of(kind).standIn().schema();
    }

    /**
     * The database {@code name} of a directory. It is made if it is missing, and seen by nobody before it is filled.
     *
     * @param fill what a new database begins with
     * @throws JobException {@code MissingOption} without the driver, {@code StateUnavailable} if the file cannot be
     *     used; what {@code fill} throws
     */
    public static synchronized SqlDatabase open(Path directory, String name, SqlKind kind, Consumer<Connection> fill) {
        requireDriver();
        Path base = directory.toAbsolutePath().normalize();
        Path file = base.resolve(name + EXTENSION);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(base);
                make(base, name, kind, fill);
            }
            SqlDatabase database = new SqlDatabase(
                    kind,
                    true,
                    url(base.resolve(name), kind) + ";IFEXISTS=TRUE;DB_CLOSE_DELAY=5;SCHEMA=" + defaultSchema(kind),
                    DRIVER,
                    Map.of("user", Secret.of(USER), "password", Secret.of(PASSWORD)),
                    name);
            DriverManager.getConnection(database.url(), USER, PASSWORD).close();
            return database;
        } catch (SQLException e) {
            throw unavailable(file, e);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.StateUnavailable,
                    "The embedded database " + file + " cannot be made: " + e.getMessage()
                            + ". Check the path and the rights.",
                    e);
        }
    }

    /** Under another name first, so that what breaks off leaves nothing that looks complete. */
    private static void make(Path base, String name, SqlKind kind, Consumer<Connection> fill)
            throws SQLException, IOException {
        String unfinished = name + ".new";
        try (Connection connection = DriverManager.getConnection(url(base.resolve(unfinished), kind), USER, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ALL OBJECTS");
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(defaultSchema(kind)));
            fill.accept(connection);
        }
        Files.move(
                base.resolve(unfinished + EXTENSION), base.resolve(name + EXTENSION), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String url(Path file, SqlKind kind) {
        if (file.toString().contains(";")) {
            throw JobException.of(
                    ErrorCode.StateUnavailable,
                    "The embedded database " + file + " cannot be made: its path has a semicolon. Use another"
                            + " directory for --local.");
        }
        return "jdbc:h2:file:" + file + Dialects.of(kind).standIn().settings()
                + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;TRACE_LEVEL_FILE=0";
    }

    private static void requireDriver() {
        try {
            Class.forName(DRIVER);
        } catch (ClassNotFoundException e) {
            throw JobException.of(
                    ErrorCode.MissingOption,
                    "The embedded database is not on the class path. Add the local jar of cosmos-dataflow"
                            + " (cosmos-dataflow-<version>-local.jar) with --jars.",
                    e);
        }
    }

    private static JobException unavailable(Path file, SQLException e) {
        String why = e.getErrorCode() == IN_USE
                ? "is in use. Wait for the other run, or give this one a --local directory of its own."
                : "cannot be opened: " + firstLine(e) + ". To start anew, delete the file.";
        return JobException.of(ErrorCode.StateUnavailable, "The embedded database " + file + " " + why, e);
    }

    /** Without the statement, which H2 puts behind. */
    static String firstLine(SQLException e) {
        return e.getMessage().lines().findFirst().orElse("").replaceFirst("; SQL statement:$", "");
    }

    static String quoted(String name) {
        return SqlDialect.quoted(name, EmbeddedDialect.QUOTES);
    }
}
