package io.cosmosdataflow.testing;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Real database servers as the definitions of a factory name them. */
public final class SqlServers {

    private static final Pattern URL = Pattern.compile("jdbc:\\w+://([^:]+):(\\d+)/(\\w+).*");

    /**
     * A type of linked service, and what goes with it.
     *
     * @param database makes a new one
     */
    public record Kind(
            String linkedService, String dataset, String source, String sink, Supplier<SqlDatabase> database) {

        /** JSON of the source of a copy. */
        public String reading(String settings) {
            return "{\"type\": \"" + source + "\"" + (settings.isEmpty() ? "" : ", " + settings) + "}";
        }

        /** JSON of the sink of a copy. */
        public String writing(String settings) {
            return "{\"type\": \"" + sink + "\"" + (settings.isEmpty() ? "" : ", " + settings) + "}";
        }

        @Override
        public String toString() {
            return linkedService;
        }
    }

    public static final Kind POSTGRESQL = new Kind(
            "AzurePostgreSql",
            "AzurePostgreSqlTable",
            "AzurePostgreSqlSource",
            "AzurePostgreSQLSink",
            TestDatabases::postgres);

    /** MariaDB in the part of MySQL, since Data Factory has no sink for MariaDB. */
    public static final Kind MYSQL =
            new Kind("AzureMySql", "AzureMySqlTable", "AzureMySqlSource", "AzureMySqlSink", TestDatabases::mySql);

    /** As a source only. */
    public static final Kind MARIADB =
            new Kind("MariaDB", "MariaDBTable", "MariaDBSource", "none", TestDatabases::mariaDb);

    private SqlServers() {}

    /** Those that are both sources and sinks. */
    public static Stream<Kind> kinds() {
        return Stream.of(POSTGRESQL, MYSQL);
    }

    /** The settings of a linked service: a connection string, and the password beside it. */
    public static String settings(SqlDatabase database) {
        return settings(database, database.properties().get("password").reveal());
    }

    public static String settings(SqlDatabase database, String password) {
        Matcher url = URL.matcher(database.url());
        if (!url.matches()) {
            throw new IllegalArgumentException(database.url());
        }
        return """
                {"connectionString": "Server=%s;Port=%s;Database=%s;UID=%s;SSLMode=0",
                 "password": {"type": "SecureString", "value": "%s"}}"""
                .formatted(
                        url.group(1),
                        url.group(2),
                        url.group(3),
                        database.properties().get("user").reveal(),
                        password);
    }
}
