package io.cosmosdataflow.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestDatabasesTest {

    enum Kind {
        SQL_SERVER_MODE(TestDatabases::sqlServerMode, "H2"),
        POSTGRES(TestDatabases::postgres, "PostgreSQL"),
        MARIA_DB(TestDatabases::mariaDb, "MariaDB"),
        MY_SQL(TestDatabases::mySql, "MariaDB");

        private final Supplier<SqlDatabase> make;
        private final String product;

        Kind(Supplier<SqlDatabase> make, String product) {
            this.make = make;
            this.product = product;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachCallerHasADatabaseOfItsOwn(Kind kind) throws SQLException {
        SqlDatabase one = kind.make.get();
        TestDatabases.execute(one, "CREATE TABLE t (name VARCHAR(20))", "INSERT INTO t VALUES ('Größe €')");

        try (Connection connection = TestDatabases.connect(one);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM t")) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo(kind.product);
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("Größe €");
        }
        SqlDatabase two = kind.make.get();
        assertThatThrownBy(() -> TestDatabases.execute(two, "SELECT name FROM t"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void theServersAskForAPassword() {
        String url = TestDatabases.postgres().url();

        assertThatThrownBy(() -> DriverManager.getConnection(url, "tester", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(DatabaseServer.LOGIN)
                .isEqualTo(Map.copyOf(TestDatabases.postgres().properties()));
    }
}
