package io.cosmosdataflow.store.sql.flow;

import static io.cosmosdataflow.testing.SqlTables.rows;
import static io.cosmosdataflow.testing.TestDatabases.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.SqlTables;
import io.cosmosdataflow.testing.TestDatabases;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlFlowSinkTest {

    private static final TableName ITEMS = new TableName(Optional.empty(), "items");
    private static final Set<RowPolicy> INSERTS = EnumSet.of(RowPolicy.INSERT);
    private static final Set<RowPolicy> ALL = EnumSet.allOf(RowPolicy.class);
    private static final String ROWS = "SELECT id, name FROM items ORDER BY id, name";

    private final List<String> remarks = new ArrayList<>();
    private final Issues issues = new Issues();

    static Stream<SqlTables.Kind> kinds() {
        return SqlTables.kinds();
    }

    private SqlFlowSinkSettings settings(Set<RowPolicy> allowed, String json) {
        Properties properties = Properties.of((JsonObject) JsonReader.read("f.json", json), "sink 'Out'", issues);
        return SqlFlowSinkSettings.read(properties, allowed, properties.texts("keys"), true);
    }

    private SqlFlowSink sink(SqlDatabase database, Set<RowPolicy> allowed, String json) {
        return new SqlFlowSink(
                database, ITEMS, settings(allowed, json), Optional.empty(), OptionalLong.of(1), remarks::add);
    }

    private StoreMetrics write(SqlDatabase database, Set<RowPolicy> allowed, String json, Dataset<Row> rows) {
        return sink(database, allowed, json).write(rows, false);
    }

    private static Dataset<Row> items(String values) {
        return SharedSpark.session().sql("SELECT * FROM VALUES " + values + " AS t(id, name)");
    }

    /** In this order, in one partition; policies are insert 1, update 2, upsert 3, delete 4. */
    private static Dataset<Row> marked(String values) {
        return SharedSpark.session()
                .sql("SELECT id, name, CAST(p AS BYTE) AS `" + RowPolicy.COLUMN + "` FROM VALUES " + values
                        + " AS t(id, name, p)")
                .coalesce(1);
    }

    private static SqlDatabase withTable(SqlTables.Kind kind, String columns) throws SQLException {
        SqlDatabase database = kind.database().get();
        execute(database, "CREATE TABLE items (" + columns + ")");
        return database;
    }

    private static SqlDatabase embedded() throws SQLException {
        return withTable(new SqlTables.Kind("embedded", TestDatabases::sqlServerMode), "id INT, name VARCHAR(5)");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void onePassInsertsUpdatesUpsertsAndDeletes(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(20)");
        execute(database, "INSERT INTO items VALUES (1, 'a'), (2, 'b'), (3, 'c')");

        StoreMetrics metrics = write(
                database,
                ALL,
                "{\"keys\":[\"id\"]}",
                marked("(1, 'A', 2), (9, 'none', 2), (2, 'x', 4), (8, 'x', 4), (3, 'C', 3), (4, 'D', 3), (5, 'E', 1)"));

        assertThat(rows(database, ROWS)).containsExactly("1|A", "3|C", "4|D", "5|E");
        assertThat(metrics.rows()).hasValue(5L);
        assertThat(metrics.operations().orElseThrow().of(RowOperation.INSERT)).isEqualTo(1L);
        assertThat(metrics.operations().orElseThrow().of(RowOperation.UPDATE)).isEqualTo(1L);
        assertThat(metrics.operations().orElseThrow().of(RowOperation.UPSERT)).isEqualTo(2L);
        assertThat(metrics.operations().orElseThrow().of(RowOperation.DELETE)).isEqualTo(1L);
        assertThat(metrics.operations().orElseThrow().unmatched()).isEqualTo(2L);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void rowsOfOneKeyKeepTheirOrder(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(20)");

        write(
                database,
                ALL,
                "{\"keys\":[\"id\"]}",
                marked("(1, 'a', 1), (1, 'b', 2), (2, 'a', 3), (2, 'a', 4), (3, 'a', 1), (3, 'a', 4), (3, 'b', 1),"
                        + " (1, 'c', 2)"));

        assertThat(rows(database, ROWS)).containsExactly("1|c", "3|b");
    }

    @Test
    void policiesThatAreNotAllowedAreCountedAndNotWritten() throws SQLException {
        SqlDatabase database = embedded();

        StoreMetrics metrics = write(
                database, EnumSet.of(RowPolicy.UPSERT), "{\"keys\":[\"id\"]}", marked("(1, 'a', 1), (2, 'b', 3)"));

        assertThat(rows(database, ROWS)).containsExactly("2|b");
        assertThat(metrics.operations().orElseThrow().of(RowOperation.SKIP)).isEqualTo(1L);
        assertThat(metrics.rows()).hasValue(1L);
        assertThat(remarks)
                .containsExactly("1 row was not written to table items of test: the update method of the"
                        + " sink does not allow their policy.");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void recreateMakesTheTableAnew(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "old INT");
        SqlFlowSink sink = sink(database, INSERTS, "{\"recreate\":true}");
        sink.prepare(items("(1, 'a')").schema(), false);

        sink.write(items("(1, 'a')"), false);
        sink.write(items("(2, 'b')"), false);

        assertThat(rows(database, "SELECT * FROM items")).containsExactly("2|b");
    }

    @Test
    void recreateMakesATableThatIsMissing() throws SQLException {
        SqlDatabase database = TestDatabases.sqlServerMode();

        write(database, INSERTS, "{\"recreate\":true}", items("(1, 'a')"));

        assertThat(rows(database, ROWS)).containsExactly("1|a");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void truncateEmptiesTheTableAndScriptsRunAroundIt(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT, name VARCHAR(20)");
        execute(database, "INSERT INTO items VALUES (1, 'old')", "CREATE TABLE log (what VARCHAR(20), n INT)");

        write(
                database,
                INSERTS,
                """
                {"truncate":true,
                 "preSQLs":["INSERT INTO log SELECT 'before', COUNT(*) FROM items"],
                 "postSQLs":["INSERT INTO log SELECT 'after', COUNT(*) FROM items"]}
                """,
                items("(2, 'b'), (3, 'c')"));

        assertThat(rows(database, ROWS)).containsExactly("2|b", "3|c");
        assertThat(rows(database, "SELECT what, n FROM log ORDER BY n")).containsExactly("before|1", "after|2");
    }

    @Test
    void skipKeyWritesLeavesKeysToTheDatabase() throws SQLException {
        SqlDatabase database = TestDatabases.sqlServerMode();
        execute(database, "CREATE TABLE items (id INT DEFAULT 77, name VARCHAR(20))");

        write(database, ALL, "{\"keys\":[\"id\"],\"skipKeyWrites\":true}", marked("(1, 'a', 3)"));

        assertThat(rows(database, ROWS)).containsExactly("77|a");
    }

    @Test
    void aSingleTransactionLeavesNothingOfAFailedWrite() throws SQLException {
        SqlDatabase database = withTable(
                new SqlTables.Kind("embedded", TestDatabases::sqlServerMode), "id INT PRIMARY KEY, name VARCHAR(5)");
        Dataset<Row> rows = SharedSpark.session()
                .range(0, 100, 1, 2)
                .selectExpr("CAST(id AS INT) AS id", "IF(id = 99, 'too long', 'ok') AS name");
        String single = "{\"transactionCommit\":\"single\",\"batchSize\":10}";

        JobException all = catchThrowableOfType(() -> write(database, INSERTS, single, rows), JobException.class);
        assertThat(rows(database, "SELECT COUNT(*) FROM items")).containsExactly("0");
        JobException each =
                catchThrowableOfType(() -> write(database, INSERTS, "{\"batchSize\":10}", rows), JobException.class);

        assertThat(all).hasMessageContaining("The row with id = 99").hasMessageContaining("Nothing was written.");
        assertThat(each).hasMessageContaining("50 rows of other tasks or batches were written.");
        assertThat(rows(database, "SELECT COUNT(*) FROM items")).containsExactly("50");
    }

    @Test
    void errorHandlingCountsRefusedRowsAndReportSuccessOnErrorDecides() throws SQLException {
        SqlDatabase database = embedded();
        Dataset<Row> rows = items("(1, 'a'), (2, 'too long')");

        JobException stops = catchThrowableOfType(() -> write(database, INSERTS, "{}", rows), JobException.class);
        execute(database, "DELETE FROM items");
        StoreMetrics metrics = write(database, INSERTS, "{\"errorHandlingOption\":\"allErrors\"}", rows);
        JobException fails = catchThrowableOfType(
                () -> write(
                        database,
                        INSERTS,
                        "{\"errorHandlingOption\":\"allErrors\",\"reportSuccessOnError\":false}",
                        rows),
                JobException.class);

        assertThat(stops.code()).isEqualTo(ErrorCode.SqlRowRefused);
        assertThat(metrics.operations().orElseThrow().rejected()).isEqualTo(1L);
        assertThat(metrics.rows()).hasValue(1L);
        assertThat(fails.code()).isEqualTo(ErrorCode.TooManyRejects);
        assertThat(rows(database, ROWS)).containsExactly("1|a", "1|a");
    }

    @Test
    void moreRefusedRowsThanTheRunAllowsFailTheActivity() throws SQLException {
        SqlDatabase database = embedded();
        Dataset<Row> rows = items("(1, 'a'), (2, 'too long'), (3, 'too long')");

        JobException failure = catchThrowableOfType(
                () -> write(database, INSERTS, "{\"errorHandlingOption\":\"allErrors\"}", rows), JobException.class);

        assertThat(failure.code()).isEqualTo(ErrorCode.TooManyRejects);
        assertThat(failure).hasMessageContaining("They are counted, and not kept. The run allows 1.");
        assertThat(rows(database, ROWS)).containsExactly("1|a");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRepetitionMeetsTheInsertsOfTheEarlierAttempt(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT PRIMARY KEY, name VARCHAR(20)");
        execute(database, "INSERT INTO items VALUES (1, 'a'), (2, NULL)");
        Dataset<Row> rows = items("(1, 'a'), (2, NULL), (3, 'c')");

        JobException first = catchThrowableOfType(() -> write(database, INSERTS, "{}", rows), JobException.class);
        StoreMetrics again = sink(database, INSERTS, "{}").write(rows, true);
        JobException other = catchThrowableOfType(
                () -> sink(database, INSERTS, "{}").write(items("(1, 'another')"), true), JobException.class);

        assertThat(first.code()).isEqualTo(ErrorCode.SqlConflict);
        assertThat(again.operations().orElseThrow().of(RowOperation.INSERT)).isEqualTo(3L);
        assertThat(rows(database, ROWS)).containsExactly("1|a", "2|null", "3|c");
        assertThat(other.code()).isEqualTo(ErrorCode.SqlConflict);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nestedValuesAreWrittenAsJson(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = withTable(kind, "id INT, name VARCHAR(200)");

        write(
                database,
                INSERTS,
                "{}",
                SharedSpark.session()
                        .sql("SELECT 1 AS id, named_struct('a', array(1, 2), 'b', CAST(NULL AS INT)) AS name"));

        assertThat(rows(database, ROWS)).containsExactly("1|{\"a\":[1,2],\"b\":null}");
    }

    @Test
    void keysThatDoNotComeAndColumnsThatAreNotThereAreFoundBeforehand() throws SQLException {
        SqlDatabase database = embedded();
        StructType columns = items("(1, 'a')").schema();

        JobException key = catchThrowableOfType(
                () -> sink(database, ALL, "{\"keys\":[\"code\"]}").prepare(columns, true), JobException.class);
        JobException column = catchThrowableOfType(
                () -> sink(database, INSERTS, "{}").prepare(columns.add("size", "int"), false), JobException.class);

        assertThat(key.code()).isEqualTo(ErrorCode.SqlColumnMissing);
        assertThat(key).hasMessageContaining("The key column 'code' must be mapped to update, upsert or delete rows");
        assertThat(column).hasMessageContaining("has no column for 'size'");
    }

    @Test
    void mistakesOfSettingsAreReported() {
        settings(ALL, "{}");
        settings(Set.of(), "{}");
        settings(INSERTS, "{\"outputRejectedData\":true}");
        settings(INSERTS, "{\"transactionCommit\":\"some\"}");

        assertThat(issues.all())
                .extracting(Issue::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.InvalidTransformation,
                        ErrorCode.InvalidTransformation,
                        ErrorCode.UnsupportedSetting,
                        ErrorCode.InvalidProperty);
    }

    @Test
    void anInlineSinkNamesItsTable() {
        Properties properties = Properties.of(
                (JsonObject) JsonReader.read("f.json", "{\"schemaName\":\"dbo\",\"tableName\":\"T\"}"),
                "sink 'Out'",
                issues);

        assertThat(SqlFlowSinkSettings.table(properties)).contains(new TableName(Optional.of("dbo"), "T"));
    }
}
