package io.cosmosdataflow.testing;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/** Databases for tests: the embedded one, and real servers where their packages can be had. */
public final class TestDatabases {

    private TestDatabases() {}

    /** A new, empty embedded database in SQL Server mode, in memory until the JVM ends. */
    public static SqlDatabase sqlServerMode() {
        String name = "test-" + UUID.randomUUID();
        return new SqlDatabase(
                SqlKind.SQL_SERVER,
                true,
                "jdbc:h2:mem:" + name + ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                        + ";DB_CLOSE_DELAY=-1",
                "org.h2.Driver",
                Map.of("user", Secret.of("sa"), "password", Secret.of("")),
                "test");
    }

    /** A new, empty database of a real PostgreSQL server; skips the test where there is none. */
    public static SqlDatabase postgres() {
        return real(SqlKind.POSTGRESQL, DatabaseServer.POSTGRES, "org.postgresql.Driver");
    }

    /** A new, empty database of a real MariaDB server; skips the test where there is none. */
    public static SqlDatabase mariaDb() {
        return real(SqlKind.MARIADB, DatabaseServer.MARIADB, "org.mariadb.jdbc.Driver");
    }

    /** As {@link #mariaDb}, as if it were MySQL. */
    public static SqlDatabase mySql() {
        return real(SqlKind.MYSQL, DatabaseServer.MARIADB, "org.mariadb.jdbc.Driver");
    }

    private static SqlDatabase real(SqlKind kind, DatabaseServer server, String driver) {
        return new SqlDatabase(kind, false, server.newDatabase(), driver, DatabaseServer.LOGIN, "test");
    }

    /** A connection of the test's own. */
    public static Connection connect(SqlDatabase database) throws SQLException {
        Properties properties = new Properties();
        database.properties().forEach((name, value) -> properties.setProperty(name, value.reveal()));
        return DriverManager.getConnection(database.url(), properties);
    }

    /** Runs statements one after the other. */
    public static void execute(SqlDatabase database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
