package io.cosmosdataflow.store.sql.sink;

import static io.cosmosdataflow.testing.SqlTables.rows;
import static io.cosmosdataflow.testing.TestDatabases.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.write.BatchLimits;
import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.SqlTables;
import io.cosmosdataflow.testing.TestDatabases;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlSinkTest {

    private static final TableName PRODUCTS = new TableName(Optional.empty(), "products");
    private static final Queue<String> SKIPPED = new ConcurrentLinkedQueue<>();
    private static final String ALL = "SELECT id, name FROM products ORDER BY id, name";

    static Stream<SqlTables.Kind> kinds() {
        return SqlTables.kinds();
    }

    private static Dataset<Row> data(String values) {
        return SharedSpark.session().sql("SELECT * FROM VALUES " + values);
    }

    private static Dataset<Row> products(String values) {
        return data(values + " AS t(id, name)");
    }

    private static SqlDatabase withTable(SqlTables.Kind kind, String columns) throws SQLException {
        SqlDatabase database = kind.database().get();
        execute(database, "CREATE TABLE products (" + columns + ")");
        return database;
    }

    private static SqlSinkSettings upsert(String... keys) {
        return new SqlSinkSettings(true, List.of(keys), Optional.empty(), false, BatchLimits.defaults());
    }

    private static StoreMetrics write(SqlDatabase database, SqlSinkSettings settings, Dataset<Row> rows) {
        return new SqlSink(database, PRODUCTS, settings, Optional.empty(), said -> {}).write(rows);
    }

    private static JobException failure(SqlDatabase database, SqlSinkSettings settings, Dataset<Row> rows) {
        return catchThrowableOfType(() -> write(database, settings, rows), JobException.class);
    }

    private static LostRows collected() {
        SKIPPED.clear();
        return row -> SKIPPED.add(row.item() + " -> " + row.why());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void insertAddsRowsByTheirNames(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "name VARCHAR(20), id INT PRIMARY KEY, extra INT");
        execute(database, "INSERT INTO products VALUES ('old', 1, 5)");

        StoreMetrics output =
                write(database, SqlSinkSettings.defaults(), products("(2, 'two'), (3, CAST(NULL AS STRING))"));

        assertThat(output).isEqualTo(StoreMetrics.ofRows(2));
        assertThat(rows(database, "SELECT id, name, extra FROM products ORDER BY id"))
                .containsExactly("1|old|5", "2|two|null", "3|null|null");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void upsertReplacesByThePrimaryKeyOfTheTable(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(20)");
        execute(database, "INSERT INTO products VALUES (1, 'old'), (2, 'stays')");

        StoreMetrics output = write(database, upsert(), products("(1, 'new'), (3, 'three')"));

        assertThat(output.rows()).hasValue(2L);
        assertThat(rows(database, ALL)).containsExactly("1|new", "2|stays", "3|three");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void upsertByKeysNeedsNoConstraintAndMatchesNulls(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT, name VARCHAR(20)");
        execute(database, "INSERT INTO products VALUES (1, 'old'), (2, 'stays'), (NULL, 'nobody')");

        write(database, upsert("id"), products("(1, 'new'), (3, 'three'), (NULL, 'somebody')"));

        assertThat(rows(database, "SELECT id, name FROM products ORDER BY name"))
                .containsExactly("1|new", "null|somebody", "2|stays", "3|three");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theLastUpsertOfAKeyWins(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(20)");
        Dataset<Row> many = SharedSpark.session()
                .range(0, 3000, 1, 1)
                .selectExpr("CAST(id % 7 AS INT) AS id", "CONCAT('v', id) AS name");

        StoreMetrics output = write(
                database,
                new SqlSinkSettings(
                        true, List.of(), Optional.empty(), false, new BatchLimits(11, Duration.ofMinutes(1))),
                many);

        assertThat(output.rows()).hasValue(3000L);
        assertThat(rows(database, ALL))
                .containsExactly("0|v2996", "1|v2997", "2|v2998", "3|v2999", "4|v2993", "5|v2994", "6|v2995");
    }

    @Test
    void upsertWithoutAnyKeyIsRefused() throws SQLException {
        SqlDatabase database = withTable(kinds().findFirst().orElseThrow(), "id INT, name VARCHAR(20)");

        assertThat(failure(database, upsert(), products("(1, 'a')")))
                .hasMessageContaining("has no primary key")
                .hasMessageContaining("upsertSettings.keys")
                .extracting(JobException::code)
                .isEqualTo(ErrorCode.SqlColumnMissing);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aDuplicateKeyEndsTheActivityAndNamesTheRow(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(20)");
        execute(database, "INSERT INTO products VALUES (3, 'old')");

        JobException failure = failure(
                database,
                SqlSinkSettings.defaults(),
                products("(1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')").coalesce(1));

        assertThat(failure.code()).isEqualTo(ErrorCode.SqlConflict);
        assertThat(failure)
                .hasMessageContaining("The row with id = 3 was not written to table products of test")
                .hasMessageContaining("Nothing was written.")
                .hasMessageNotContaining("INSERT INTO");
        assertThat(rows(database, ALL)).containsExactly("3|old");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRowThatDoesNotFitEndsTheActivityAndNamesTheRow(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(5) NOT NULL");

        JobException tooLong =
                failure(database, SqlSinkSettings.defaults(), products("(1, 'short'), (2, 'much too long')"));
        JobException isNull =
                failure(database, SqlSinkSettings.defaults(), products("(3, 'c'), (4, CAST(NULL AS STRING))"));

        assertThat(tooLong.code()).isEqualTo(ErrorCode.SqlRowRefused);
        assertThat(tooLong).hasMessageContaining("The row with id = 2 was not written");
        assertThat(isNull.code()).isEqualTo(ErrorCode.SqlRowRefused);
        assertThat(isNull).hasMessageContaining("The row with id = 4 was not written");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusedRowsAreSkippedCountedAndHandedOver(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(5) NOT NULL");
        execute(database, "INSERT INTO products VALUES (3, 'old')");
        Dataset<Row> rows = products("(1, 'a'), (2, 'much too \"long\"'), (3, 'dup'), (4, CAST(NULL AS STRING)),"
                        + " (5, 'e'), (1, 'again')")
                .coalesce(1);

        StoreMetrics output = new SqlSink(
                        database, PRODUCTS, SqlSinkSettings.defaults(), Optional.of(collected()), said -> {})
                .write(rows);

        assertThat(output).as("the copy counts what it skips").isEqualTo(StoreMetrics.ofRows(2));
        assertThat(rows(database, ALL)).containsExactly("1|a", "3|old", "5|e");
        assertThat(SKIPPED)
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("\"2\", \"much too \"\"long\"\"\" -> SqlRowRefused: "),
                        row -> assertThat(row).startsWith("\"3\", \"dup\" -> SqlConflict: "),
                        row -> assertThat(row).startsWith("\"4\", \"\" -> SqlRowRefused: "),
                        row -> assertThat(row).startsWith("\"1\", \"again\" -> SqlConflict: "));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusedRowsOfAnUpsertAreSkipped(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(5)");
        execute(database, "INSERT INTO products VALUES (1, 'old'), (2, 'old')");

        StoreMetrics output = new SqlSink(database, PRODUCTS, upsert(), Optional.of(collected()), said -> {})
                .write(products("(1, 'much too long'), (2, 'new'), (3, 'much too long'), (4, 'new')"));

        assertThat(output).isEqualTo(StoreMetrics.ofRows(2));
        assertThat(rows(database, ALL)).containsExactly("1|old", "2|new", "4|new");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void thePreCopyScriptRunsOnceBeforeTheRows(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(20)");
        execute(database, "INSERT INTO products VALUES (1, 'old')");
        SqlSinkSettings settings = new SqlSinkSettings(
                false,
                List.of(),
                Optional.of("INSERT INTO products SELECT COUNT(*) + 100, 'script' FROM products"),
                false,
                BatchLimits.defaults());

        write(database, settings, products("(2, 'a'), (3, 'b')").repartition(2));

        assertThat(rows(database, ALL)).containsExactly("1|old", "2|a", "3|b", "101|script");
    }

    @Test
    void aFailingPreCopyScriptIsNamed() throws SQLException {
        SqlDatabase database = withTable(kinds().findFirst().orElseThrow(), "id INT");
        SqlSinkSettings settings = new SqlSinkSettings(
                false, List.of(), Optional.of("DELETE FROM nowhere"), false, BatchLimits.defaults());

        assertThat(failure(database, settings, data("(1) AS t(id)")))
                .hasMessageContaining("The script 'preCopyScript' in test failed")
                .extracting(JobException::code)
                .isEqualTo(ErrorCode.SqlWriteFailed);
    }

    @Test
    void columnsThatTheTableDoesNotHaveAreNamedBeforeAnythingIsWritten() throws SQLException {
        SqlDatabase database = withTable(kinds().findFirst().orElseThrow(), "id INT, name VARCHAR(20)");

        JobException failure =
                failure(database, SqlSinkSettings.defaults(), data("(1, 'a', 2, 3) AS t(id, name, colour, size)"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SqlColumnMissing);
        assertThat(failure).hasMessageContaining("no column for 'colour', 'size'. Its columns: id, name.");
        assertThat(rows(database, ALL)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void columnsAreFoundInAnyCaseUnlessTheyAreTheirOwn(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT, name VARCHAR(20)");

        write(database, SqlSinkSettings.defaults(), data("(1, 'a') AS t(ID, Name)"));

        assertThat(rows(database, ALL)).containsExactly("1|a");
    }

    @Test
    void aMissingTableIsNamed() {
        SqlDatabase database = TestDatabases.sqlServerMode();

        assertThat(failure(database, SqlSinkSettings.defaults(), products("(1, 'a')"))
                        .code())
                .isEqualTo(ErrorCode.SqlTableMissing);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void thePathOfTheSourceFileIsNotWritten(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT, name VARCHAR(20)");

        write(database, SqlSinkSettings.defaults(), data("(1, 'a', 'f') AS t(id, name, `" + Columns.FILE_PATH + "`)"));

        assertThat(rows(database, ALL)).containsExactly("1|a");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void autoCreateMakesTheTableOnceAndItsTypesComeBack(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = kind.database().get();
        SqlSinkSettings settings =
                new SqlSinkSettings(false, List.of(), Optional.empty(), true, BatchLimits.defaults());
        SqlSink sink = new SqlSink(database, PRODUCTS, settings, Optional.empty(), said -> {});
        assertThat(sink.targetColumns()).isEmpty();
        Dataset<Row> rows = SharedSpark.session()
                .sql("SELECT 1 AS id, 5000000000L AS big, CAST(12.34 AS DECIMAL(10,2)) AS price, 1.5D AS ratio,"
                        + " 'x' AS name, DATE'2026-01-31' AS day, TIMESTAMP'2026-01-31 08:09:10.123456' AS at,"
                        + " X'0102' AS bytes, CAST(3 AS SMALLINT) AS small, CAST(0.5 AS FLOAT) AS single");

        sink.write(rows);
        sink.write(rows);

        assertThat(rows(database, "SELECT id, big, price, name FROM products"))
                .containsExactly("1|5000000000|12.34|x", "1|5000000000|12.34|x");
        assertThat(sink.targetColumns().orElseThrow().fields())
                .extracting(field -> field.name() + " " + InterimType.of(field).shown())
                .contains(
                        "id Int32",
                        "big Int64",
                        "price Decimal",
                        "ratio Double",
                        "name String",
                        "bytes Byte[]",
                        "small Int16",
                        "at Datetime");
        assertThat(sink.targetColumns().orElseThrow().apply("price").dataType().catalogString())
                .isEqualTo("decimal(10,2)");
    }

    @Test
    void withoutAutoCreateTheTargetColumnsAreThoseOfATableThatIsThere() throws SQLException {
        SqlDatabase database = TestDatabases.sqlServerMode();
        SqlSink sink = new SqlSink(database, PRODUCTS, SqlSinkSettings.defaults(), Optional.empty(), said -> {});

        assertThat(catchThrowableOfType(sink::targetColumns, JobException.class).code())
                .isEqualTo(ErrorCode.SqlTableMissing);
        execute(database, "CREATE TABLE products (id INT, code UUID)");
        assertThat(sink.targetColumns().orElseThrow().fields())
                .extracting(field -> field.name() + " " + InterimType.of(field).shown())
                .containsExactly("id Int32", "code Guid");
    }

    @Test
    void aBatchThatTakesTooLongEndsTheActivity() throws Exception {
        SqlDatabase database = TestDatabases.postgres();
        execute(database, "CREATE TABLE products (id INT, name VARCHAR(20))");
        SqlSinkSettings settings = new SqlSinkSettings(
                false, List.of(), Optional.empty(), false, new BatchLimits(10, Duration.ofSeconds(1)));
        try (var other = TestDatabases.connect(database);
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE products IN EXCLUSIVE MODE");

            assertThat(failure(database, settings, products("(1, 'a')").coalesce(1)))
                    .hasMessageContaining("Raise writeBatchTimeout")
                    .extracting(JobException::code)
                    .isEqualTo(ErrorCode.SqlWriteFailed);
            other.rollback();
        }
    }

    @Test
    void noSecretShowsInAPlanOrAnError() throws Exception {
        String secret = "pass-" + UUID.randomUUID();
        SqlDatabase plain = TestDatabases.sqlServerMode();
        SqlDatabase database = new SqlDatabase(
                plain.kind(),
                true,
                plain.url(),
                plain.driver(),
                Map.of("user", Secret.of("sa"), "password", Secret.of(secret)),
                "shop");
        execute(database, "CREATE TABLE products (id INT PRIMARY KEY, name VARCHAR(20))");
        Queue<String> plans = new ConcurrentLinkedQueue<>();
        QueryExecutionListener listener = new QueryExecutionListener() {
            @Override
            public void onSuccess(String name, QueryExecution execution, long nanos) {
                plans.add(execution.toString());
            }

            @Override
            public void onFailure(String name, QueryExecution execution, Exception failure) {
                plans.add(execution.toString() + failure);
            }
        };
        SharedSpark.session().listenerManager().register(listener);
        try {
            write(database, SqlSinkSettings.defaults(), products("(1, 'a')"));
            JobException failure = failure(database, SqlSinkSettings.defaults(), products("(1, 'a')"));
            SharedSpark.session().sparkContext().listenerBus().waitUntilEmpty();

            assertThat(String.join(" ", plans)).contains("products").doesNotContain(secret);
            assertThat(failure).hasMessageNotContaining(secret);
        } finally {
            SharedSpark.session().listenerManager().unregister(listener);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void textsAndTimesArriveInTheTypesOfTheirColumns(SqlTables.Kind kind) throws SQLException {
        boolean mySql = kind.name().equals("MariaDB") || kind.name().equals("MySQL");
        SqlDatabase database = withTable(
                kind,
                mySql
                        ? "id INT, code VARCHAR(36), at DATETIME(6), clock TIME, flag BOOLEAN, price DECIMAL(10,2),"
                                + " since DATE"
                        : "id INT, code UUID, at TIMESTAMP WITH TIME ZONE, clock TIME, flag BOOLEAN,"
                                + " price DECIMAL(10,2), since DATE");
        String at = mySql ? "TIMESTAMP'2026-01-31 06:00:00.125'" : "'2026-01-31T08:00:00.125+02:00'";

        write(
                database,
                SqlSinkSettings.defaults(),
                SharedSpark.session()
                        .sql("SELECT 1 AS id, 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' AS code, " + at
                                + " AS at, '08:09:10' AS clock, 'True' AS flag, '12.50' AS price,"
                                + " TIMESTAMP'2026-01-31 23:59:59' AS since"
                                + " UNION ALL SELECT 2, NULL, NULL, NULL, NULL, NULL, NULL"));

        assertThat(rows(
                        database,
                        "SELECT id, code, EXTRACT(MINUTE FROM at), EXTRACT(DAY FROM at), clock, price, since FROM products"
                                + " WHERE flag ORDER BY id"))
                .containsExactly("1|f81d4fae-7dec-11d0-a765-00a0c91e6bf6|0|31|08:09:10|12.50|2026-01-31");
        assertThat(rows(database, "SELECT code, at, clock, flag, price, since FROM products WHERE id = 2"))
                .containsExactly("null|null|null|null|null|null");
    }
}
