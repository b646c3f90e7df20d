package io.cosmosdataflow.store.sql.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlAddress;
import io.cosmosdataflow.definition.sql.SqlEncryption;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.definition.sql.SqlLinkedService.Login;
import io.cosmosdataflow.definition.sql.SqlLinkedService.Protection;
import io.cosmosdataflow.definition.sql.SqlLinkedService.Timeouts;
import io.cosmosdataflow.store.sql.dialect.SqlIsolation;
import io.cosmosdataflow.store.sql.dialect.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlDialectTest {

    private static final SqlAddress PLAIN =
            new SqlAddress("h", OptionalInt.empty(), Optional.empty(), Optional.of("shop"), false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
            SQL_SERVER | [s].[a]]"`b]   | jdbc:sqlserver://h:1433;databaseName=shop  | com.microsoft.sqlserver.jdbc.SQLServerDriver
            POSTGRESQL | "s"."a]""`b"   | jdbc:postgresql://h:5432/shop              | org.postgresql.Driver
            MYSQL      | `s`.`a]"``b`   | jdbc:mysql://h:3306/shop?permitMysqlScheme | org.mariadb.jdbc.Driver
            MARIADB    | `s`.`a]"``b`   | jdbc:mysql://h:3306/shop?permitMysqlScheme | org.mariadb.jdbc.Driver
            ORACLE     | "s"."a]"`b"    | jdbc:oracle:thin:@tcp://h:1521/shop        | oracle.jdbc.OracleDriver
            """)
    void eachDatabaseHasItsQuotesItsUrlAndItsDriver(SqlKind kind, String quoted, String url, String driver) {
        SqlDatabase database = SqlDatabase.of(service(kind, PLAIN, null, Map.of()));

        assertThat(Dialects.of(kind).quote(new TableName(Optional.of("s"), "a]\"`b")))
                .isEqualTo(quoted);
        assertThat(database.url()).isEqualTo(url);
        assertThat(database.driver()).isEqualTo(driver);
        assertThat(database.properties()).containsEntry("password", Secret.of("hidden"));
        assertThat(database.toString()).doesNotContain("hidden");
    }

    @Test
    void anInstanceIsAskedForOnlyWithoutAPort() {
        SqlAddress named = new SqlAddress("h", OptionalInt.empty(), Optional.of("i"), Optional.of("a;b"), false);
        SqlAddress port = new SqlAddress("h", OptionalInt.of(1500), Optional.of("i"), Optional.of("d"), false);

        assertThat(url(SqlKind.SQL_SERVER, named)).isEqualTo("jdbc:sqlserver://h\\i;databaseName={a;b}");
        assertThat(url(SqlKind.SQL_SERVER, port)).isEqualTo("jdbc:sqlserver://h:1500;databaseName=d");
    }

    @Test
    void oracleIsFoundByServiceBySidAndByDescriptor() {
        SqlAddress sid = new SqlAddress("h", OptionalInt.of(1522), Optional.empty(), Optional.of("x"), true);
        SqlAddress descriptor =
                new SqlAddress("(DESCRIPTION=..)", OptionalInt.empty(), Optional.empty(), Optional.empty(), false);

        assertThat(url(SqlKind.ORACLE, sid)).isEqualTo("jdbc:oracle:thin:@h:1522:x");
        assertThat(url(SqlKind.ORACLE, descriptor)).isEqualTo("jdbc:oracle:thin:@(DESCRIPTION=..)");
        assertThat(SqlDatabase.of(service(SqlKind.ORACLE, PLAIN, SqlEncryption.REQUIRED, Map.of()))
                        .url())
                .isEqualTo("jdbc:oracle:thin:@tcps://h:1521/shop");
    }

    @ParameterizedTest
    @CsvSource({
        "SQL_SERVER, VERIFY_SERVER, encrypt, true",
        "SQL_SERVER, DISABLED, encrypt, false",
        "SQL_SERVER, STRICT, encrypt, strict",
        "POSTGRESQL, REQUIRED, sslmode, require",
        "POSTGRESQL, VERIFY_SERVER, sslmode, verify-full",
        "MARIADB, REQUIRED, sslMode, trust",
        "MARIADB, VERIFY_CA, sslMode, verify-ca"
    })
    void encryptionIsToldToTheDriverInItsWords(SqlKind kind, SqlEncryption encryption, String name, String value) {
        assertThat(SqlDatabase.of(service(kind, PLAIN, encryption, Map.of())).properties())
                .containsEntry(name, Secret.of(value));
    }

    @Test
    void optionsAndTimeoutsOfTheLinkedServiceReachTheDriver() {
        assertThat(SqlDatabase.of(service(SqlKind.SQL_SERVER, PLAIN, null, Map.of("applicationIntent", "ReadOnly")))
                        .properties())
                .containsEntry("applicationIntent", Secret.of("ReadOnly"))
                .containsEntry("loginTimeout", Secret.of("7"));
        assertThat(SqlDatabase.of(service(SqlKind.POSTGRESQL, PLAIN, null, Map.of("schema", "s")))
                        .properties())
                .containsEntry("currentSchema", Secret.of("s"))
                .containsEntry("connectTimeout", Secret.of("7"));
        assertThat(SqlDatabase.of(service(SqlKind.MARIADB, PLAIN, null, Map.of()))
                        .properties())
                .containsEntry("connectTimeout", Secret.of("7000"));
    }

    @Test
    void snapshotIsALevelOfItsOwnInSqlServer() {
        assertThat(Dialects.of(SqlKind.SQL_SERVER).level(SqlIsolation.SNAPSHOT)).hasValue(4096);
        assertThat(Dialects.of(SqlKind.POSTGRESQL).level(SqlIsolation.SNAPSHOT)).hasValue(4);
        assertThat(Dialects.of(SqlKind.ORACLE).level(SqlIsolation.REPEATABLE_READ))
                .hasValue(8);
        assertThat(Dialects.of(SqlKind.ORACLE).level(SqlIsolation.NONE)).isEmpty();
    }

    private static String url(SqlKind kind, SqlAddress address) {
        return SqlDatabase.of(service(kind, address, null, Map.of())).url();
    }

    private static SqlLinkedService service(
            SqlKind kind, SqlAddress address, SqlEncryption encryption, Map<String, String> options) {
        return new SqlLinkedService(
                "db",
                kind.linkedServices().get(0),
                address,
                new Login("me", Secret.of("hidden")),
                new Protection(Optional.ofNullable(encryption), false),
                new Timeouts(OptionalInt.of(7), OptionalInt.empty()),
                options);
    }
}
