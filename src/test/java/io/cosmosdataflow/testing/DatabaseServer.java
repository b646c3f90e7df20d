package io.cosmosdataflow.testing;

import io.cosmosdataflow.definition.json.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A real database server that all tests of a JVM share. {@code src/test/scripts/databases} starts it, and ends it
 * when the pipe from this JVM breaks, however the JVM ends. Where its packages cannot be had, tests are skipped.
 */
enum DatabaseServer {
    POSTGRES("postgres", "jdbc:postgresql:", "postgres", ""),
    /** Under the name of MySQL, for which Spark 3.4 has a dialect; it has none for MariaDB. */
    MARIADB("mariadb", "jdbc:mysql:", "", "?permitMysqlScheme");

    static final Map<String, Secret> LOGIN = Map.of("user", Secret.of("tester"), "password", Secret.of("only-4-tests"));

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String kind;
    private final String scheme;
    private final String firstDatabase;
    private final String options;
    private String state = "";
    /** Kept, since the server ends with its input. */
    private Process process;

    DatabaseServer(String kind, String scheme, String firstDatabase, String options) {
        this.kind = kind;
        this.scheme = scheme;
        this.firstDatabase = firstDatabase;
        this.options = options;
    }

    /** URL of a new, empty database. */
    synchronized String newDatabase() {
        if (state.isEmpty()) {
            state = start();
        }
        Assumptions.assumeFalse(state.startsWith("unavailable"), () -> "No " + kind + " here: " + state);
        String[] words = state.split(" ");
        if (!words[0].equals("ready")) {
            throw new IllegalStateException(kind + " did not start: " + state);
        }
        String place = scheme + "//" + words[1] + ":" + words[2] + "/";
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection server = DriverManager.getConnection(
                        place + firstDatabase + options,
                        LOGIN.get("user").reveal(),
                        LOGIN.get("password").reveal());
                Statement statement = server.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return place + name + options;
    }

    private String start() {
        try {
            process = new ProcessBuilder("src/test/scripts/databases", kind, "target/databases")
                    .redirectErrorStream(true)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null || !line.startsWith("ready")) {
                System.err.println("Tests with " + kind + " do not run: " + line);
            }
            return String.valueOf(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
