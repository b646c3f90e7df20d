package io.cosmosdataflow.testing;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What tests see of databases. */
public final class SqlTables {

    /** A kind of database that a test runs on. */
    public record Kind(String name, Supplier<SqlDatabase> database) {
        @Override
        public String toString() {
            return name;
        }
    }

    private SqlTables() {}

    /** Each with a new database; those that cannot be had skip the test. */
    public static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("embedded", TestDatabases::sqlServerMode),
                new Kind("PostgreSQL", TestDatabases::postgres),
                new Kind("MariaDB", TestDatabases::mariaDb),
                new Kind("MySQL", TestDatabases::mySql));
    }

    /** The rows of a query as texts, {@code 1|a|null}. */
    public static List<String> rows(SqlDatabase database, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = TestDatabases.connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }
}
