package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.SqlRuns.COSMOS_SOURCE;
import static io.cosmosdataflow.testing.SqlTables.rows;
import static io.cosmosdataflow.testing.TestDatabases.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.testing.SqlServers;
import io.cosmosdataflow.testing.SqlServers.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of all types leave a table, and come back the same. */
class SqlRoundTripTest {

    private static final List<String> POSTGRESQL = List.of(
            "c_boolean boolean",
            "c_int16 smallint",
            "c_int32 integer",
            "c_int64 bigint",
            "c_decimal numeric(38,10)",
            "c_single real",
            "c_double double precision",
            "c_string text",
            "c_char char(3)",
            "c_bytes bytea",
            "c_guid uuid",
            "c_date date",
            "c_datetime timestamp",
            "c_instant timestamptz",
            "c_timespan time",
            "c_interval interval day to second",
            "c_offset timetz",
            "c_json jsonb");
    private static final String POSTGRESQL_ROWS =
            """
            ('a', true, -32768, -2147483648, 9223372036854775807, -1234567890123456789012345678.0123456789, 1.1, 1e300,
             'ä "x" ''y'' \\ ,\n', 'ab', '\\x00ff', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', '0001-01-01',
             '1582-10-04 23:59:59.999999', '2026-01-31 08:00:00.123456+02', '23:59:59.123456', '-3 days -02:03:04.5',
             '08:00:00+02', '{"a": 1.10}'),
            ('b', false, 0, 0, 0, 0, -0.5, 0.1, '', '', '', '00000000-0000-0000-0000-000000000000', '2024-02-29',
             '2026-03-29 02:30:00', '1969-12-31 23:59:59Z', '00:00', '0', '00:00+00', 'null'),
            ('c', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
             NULL)""";

    private static final List<String> MYSQL = List.of(
            "c_boolean boolean",
            "c_sbyte tinyint(4)",
            "c_byte tinyint unsigned",
            "c_int16 smallint",
            "c_uint16 smallint unsigned",
            "c_int32 int",
            "c_uint32 int unsigned",
            "c_int64 bigint",
            "c_uint64 bigint unsigned",
            "c_decimal decimal(38,10)",
            "c_single float",
            "c_double double",
            "c_bit bit(12)",
            "c_string varchar(30) character set utf8mb4",
            "c_text longtext",
            "c_enum enum('a','b')",
            "c_bytes varbinary(9)",
            "c_blob blob",
            "c_date date",
            "c_datetime datetime(6)",
            "c_instant timestamp(6) null",
            "c_timespan time(6)",
            "c_year year");
    private static final String MYSQL_ROWS =
            """
            ('a', true, -128, 255, -32768, 65535, -2147483648, 4294967295, 9223372036854775807, 18446744073709551615,
             -1234567890123456789012345678.0123456789, 1.5, 1e300, b'100000000001', 'ä "x" ''y'' \\\\ ,\n', 'text', 'b',
             X'00ff', X'00', '2026-01-31', '2026-03-29 02:30:00.123456', '2026-01-31 08:00:00.123456',
             '-30:59:59.123456', 2026),
            ('b', false, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.5, 0.1, b'0', '', '', 'a', '', '', '2024-02-29',
             '1999-12-31 23:59:59', '1999-12-31 23:59:59', '00:00', 1999),
            ('c', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
             NULL, NULL, NULL, NULL, NULL, NULL)""";

    @TempDir
    Path directory;

    private SqlRuns runs;

    @BeforeEach
    void factory() {
        runs = SqlRuns.in(directory);
    }

    static Stream<Kind> kinds() {
        return SqlServers.kinds();
    }

    /** Table {@code wide} with rows, and table {@code back} without. */
    private SqlDatabase tables(String name, Kind kind) throws SQLException {
        boolean postgres = kind == SqlServers.POSTGRESQL;
        SqlDatabase database = runs.database(name, kind);
        runs.table("Wide", name, kind, "wide").table("Back", name, kind, "back");
        String columns = " (id VARCHAR(9) PRIMARY KEY, " + String.join(", ", columns(kind)) + ")";
        execute(
                database,
                "CREATE TABLE wide" + columns,
                "CREATE TABLE back" + columns,
                "INSERT INTO wide VALUES " + (postgres ? POSTGRESQL_ROWS : MYSQL_ROWS));
        return database;
    }

    private static void assertThatAllCameBack(SqlDatabase database) throws SQLException {
        List<String> wide = rows(database, "SELECT * FROM wide ORDER BY id");
        assertThat(wide).hasSize(3);
        assertThat(rows(database, "SELECT * FROM back ORDER BY id")).isEqualTo(wide);
    }

    private static List<String> columns(Kind kind) {
        return kind == SqlServers.POSTGRESQL ? POSTGRESQL : MYSQL;
    }

    /** Without them the first document would decide on the types of all. */
    private static String mappings(List<String> columns) {
        return Stream.concat(Stream.of("id"), columns.stream().map(column -> column.split(" ")[0]))
                .map(name -> "{\"source\": {\"path\": \"$['" + name + "']\"}, \"sink\": {\"name\": \"" + name + "\"}}")
                .collect(Collectors.joining(
                        ", ", ", \"translator\": {\"type\": \"TabularTranslator\", \"mappings\": [", "]}"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void throughDocuments(Kind kind) throws SQLException {
        SqlDatabase database = tables("Db", kind);
        runs.container("documents");

        runs.copied("Wide", kind.reading(""), "documents", "{\"type\": \"CosmosDbSqlApiSink\"}");
        runs.copied("documents", COSMOS_SOURCE, "Back", kind.writing("") + mappings(columns(kind)));

        assertThatAllCameBack(database);
    }

    /** Parquet has moments, and no offsets. */
    @ParameterizedTest
    @MethodSource("kinds")
    void throughParquet(Kind kind) throws SQLException {
        SqlDatabase database = tables("Db", kind);
        runs.file("File", "Parquet", "", "");
        if (kind == SqlServers.POSTGRESQL) {
            execute(database, "UPDATE wide SET c_offset = '06:00:00+00' WHERE id = 'a'");
        }

        runs.copied("Wide", kind.reading(""), "File", "{\"type\": \"ParquetSink\"}");
        runs.copied("File", "{\"type\": \"ParquetSource\"}", "Back", kind.writing(""));

        assertThatAllCameBack(database);
    }

    /** What the other server has no type for, it keeps as what its column says. */
    @Test
    void throughATableThatTheOtherServerMakes() throws SQLException {
        SqlDatabase database = tables("Db", SqlServers.POSTGRESQL);
        SqlDatabase other = runs.database("Other", SqlServers.MYSQL);
        runs.table("There", "Other", SqlServers.MYSQL, "there");
        execute(database, "UPDATE wide SET c_interval = '2 hours', c_date = '1000-01-01'");

        runs.copied(
                "Wide",
                SqlServers.POSTGRESQL.reading(""),
                "There",
                SqlServers.MYSQL.writing("\"tableOption\": \"autoCreate\""));
        runs.copied("There", SqlServers.MYSQL.reading(""), "Back", SqlServers.POSTGRESQL.writing(""));

        assertThat(rows(other, "SELECT COUNT(*) FROM there")).containsExactly("3");
        assertThatAllCameBack(database);
    }
}
