package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.SqlTables.rows;
import static io.cosmosdataflow.testing.TestDatabases.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.testing.SqlServers;
import io.cosmosdataflow.testing.SqlServers.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Data flows from and to tables of real database servers, as whole pipelines. */
class SqlFlowsTest {

    private static final String COLUMNS = "(id INT PRIMARY KEY, name VARCHAR(5), op CHAR(1))";
    private static final String SOURCE =
            "source(output(id as integer, name as string, op as string), allowSchemaDrift: false, format: 'table') ~> In\n";
    private static final String ALTER =
            "In alterRow(insertIf(op == 'i'), updateIf(op == 'u'), upsertIf(op == 's'), deleteIf(op == 'd')) ~> Marked\n";
    private static final String INSERTS =
            "deletable: false, insertable: true, updateable: false, upsertable: false, format: 'table'";

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

    /** Table {@code source} with rows, and table {@code target} with others, of one database. */
    private SqlDatabase tables(Kind kind) throws SQLException {
        SqlDatabase database = runs.database("Db", kind);
        runs.table("Source", "Db", kind, "source").table("Target", "Db", kind, "target");
        execute(
                database,
                "CREATE TABLE source " + COLUMNS,
                "INSERT INTO source VALUES (1, 'new', 'i'), (2, 'chg', 'u'), (3, 'ups', 's'), (4, 'ups', 's'),"
                        + " (5, 'x', 'd'), (6, 'none', 'u')",
                "CREATE TABLE target " + COLUMNS,
                "INSERT INTO target VALUES (2, 'old', '-'), (3, 'old', '-'), (5, 'old', '-'), (9, 'old', '-')");
        return database;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oneSinkInsertsUpdatesUpsertsAndDeletes(Kind kind) throws SQLException {
        SqlDatabase database = tables(kind);

        JsonNode metrics = runs.flowed(
                "Source",
                "Target",
                SOURCE + ALTER
                        + "Marked sink(deletable: true, insertable: true, updateable: true, upsertable: true,"
                        + " keys: ['id'], batchSize: 2, format: 'table') ~> Out",
                "{}");

        assertThat(rows(database, "SELECT id, name FROM target ORDER BY id"))
                .containsExactly("1|new", "2|chg", "3|ups", "4|ups", "9|old");
        assertThat(metrics.path("rowsWritten").asInt()).isEqualTo(5);
        assertThat(metrics.path("rowsInserted").asInt()).isEqualTo(1);
        assertThat(metrics.path("rowsUpdated").asInt()).isEqualTo(1);
        assertThat(metrics.path("rowsUpserted").asInt()).isEqualTo(2);
        assertThat(metrics.path("rowsDeleted").asInt()).isEqualTo(1);
        assertThat(metrics.path("rowsUnmatched").asInt()).isEqualTo(1);
        assertThat(metrics.at("/sources/In/rowsRead").asInt()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTableIsTruncatedOrMadeAnewBetweenScripts(Kind kind) throws SQLException {
        SqlDatabase database = tables(kind);
        execute(database, "CREATE TABLE log (step INT, seen INT)");
        String scripts = ", preSQLs: ['INSERT INTO log SELECT 1, COUNT(*) FROM target'],"
                + " postSQLs: ['INSERT INTO log SELECT 2, COUNT(*) FROM target', 'INSERT INTO log VALUES (3, 0)']";

        runs.flowed(
                "Source", "Target", SOURCE + "In sink(" + INSERTS + ", truncate: true" + scripts + ") ~> Out", "{}");
        assertThat(rows(database, "SELECT * FROM log ORDER BY step")).containsExactly("1|4", "2|6", "3|0");

        runs.flowed(
                "Source",
                "Target",
                SOURCE + "In select(mapColumn(key = id, label = name)) ~> Few\nFew sink(" + INSERTS
                        + ", recreate: true) ~> Out",
                "{}");
        assertThat(rows(database, "SELECT t.* FROM target t ORDER BY label, 1"))
                .containsExactly("2|chg", "1|new", "6|none", "3|ups", "4|ups", "5|x");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aQueryHasParametersInItsText(Kind kind) throws SQLException {
        SqlDatabase database = tables(kind);

        JsonNode metrics = runs.flowed(
                "Source",
                "Target",
                "parameters{least as integer (1)}\n"
                        + "source(output(id as integer, name as string), allowSchemaDrift: false, format: 'query',"
                        + " query: (concat('SELECT id + 100 AS id, name FROM source WHERE id >= ',"
                        + " toString($least)))) ~> In\nIn sink(" + INSERTS + ") ~> Out",
                "{\"least\": 5}");

        assertThat(rows(database, "SELECT id, name FROM target WHERE id > 100 ORDER BY id"))
                .containsExactly("105|x", "106|none");
        assertThat(metrics.path("rowsWritten").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void rowsThatAreRefusedAreCountedAndRemarked(Kind kind) throws SQLException {
        SqlDatabase database = tables(kind);
        execute(database, "INSERT INTO target VALUES (1, 'there', '-')");

        JsonNode metrics = runs.flowed(
                "Source",
                "Target",
                SOURCE + "In derive(name = iif(id == 6, 'too long', name)) ~> Longer\nLonger sink(" + INSERTS
                        + ", errorHandlingOption: 'allErrors', transactionCommit: 'single') ~> Out",
                "{}");

        assertThat(rows(database, "SELECT id, name FROM target WHERE name <> 'old' ORDER BY id"))
                .containsExactly("1|there", "4|ups");
        assertThat(metrics.path("rowsRejected").asInt()).isEqualTo(5);
        assertThat(runs.runs().remarks()).anySatisfy(remark -> assertThat(remark)
                .startsWith("Run: 5 rows were refused and not written to table target of Db.")
                .endsWith("They are counted, and not kept."));
    }

    @Test
    void aSourceThatIsReadInRangesHasEachRowOnce() throws SQLException {
        SqlDatabase database = tables(SqlServers.POSTGRESQL);
        execute(database, "INSERT INTO source SELECT n, 'more', '-' FROM generate_series(10, 300) AS n");

        runs.flowed(
                "Source",
                "Target",
                "source(output(id as integer, name as string), allowSchemaDrift: false, format: 'table',"
                        + " partitionColumn: 'id', isolationLevel: 'REPEATABLE_READ', batchSize: 7) ~> In\n"
                        + "In sink(" + INSERTS + ", truncate: true) ~> Out",
                "{}");

        assertThat(rows(database, "SELECT COUNT(*), COUNT(DISTINCT id), SUM(id) FROM target"))
                .isEqualTo(rows(database, "SELECT COUNT(*), COUNT(DISTINCT id), SUM(id) FROM source"));
    }

    /** Each batch is a transaction within that of its task, and leaves its number in its rows. */
    @ParameterizedTest
    @CsvSource({"2, 3", "4, 2", "6, 1"})
    void rowsAreSentInBatches(int size, int batches) throws SQLException {
        SqlDatabase database = tables(SqlServers.POSTGRESQL);

        runs.flowed(
                "Source",
                "Target",
                SOURCE + "In sink(" + INSERTS + ", truncate: true, batchSize: " + size + ") ~> Out",
                "{}");

        assertThat(rows(database, "SELECT COUNT(*), COUNT(DISTINCT xmin::text) FROM target"))
                .containsExactly("6|" + batches);
    }

    @ParameterizedTest
    @CsvSource({"SERIALIZABLE, serializable", "REPEATABLE_READ, repeatable read", "READ_COMMITTED, read committed"})
    void aSourceReadsWithTheIsolationThatIsAskedFor(String asked, String isolation) throws SQLException {
        SqlDatabase database = tables(SqlServers.POSTGRESQL);
        execute(database, "ALTER TABLE target ALTER COLUMN name TYPE TEXT");

        runs.flowed(
                "Source",
                "Target",
                "source(output(id as integer, name as string), allowSchemaDrift: false, format: 'query', query: 'SELECT"
                        + " 1 AS id, current_setting(\\'transaction_isolation\\') AS name', isolationLevel: '" + asked
                        + "') ~> In\nIn sink(" + INSERTS + ") ~> Out",
                "{}");

        assertThat(rows(database, "SELECT name FROM target WHERE id = 1")).containsExactly(isolation);
    }

    /** The server can be reached when the run begins, and is lost when the rows are read. */
    @Test
    void aDatabaseThatIsLostWhileRowsAreWrittenIsReportedAtTheSource() throws SQLException {
        SqlDatabase from = runs.database("From", SqlServers.POSTGRESQL);
        runs.table("Source", "From", SqlServers.POSTGRESQL, "source").table("Target", "To", SqlServers.MYSQL, "target");
        execute(
                from,
                "CREATE FUNCTION lost() RETURNS INT LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
                        + " 'terminating connection' USING ERRCODE = '08006'; END $$",
                "CREATE VIEW source AS SELECT lost() AS id");
        SqlDatabase to = runs.database("To", SqlServers.MYSQL);
        execute(to, "CREATE TABLE target (id INT)");

        JobException flow = runs.failedFlow(
                "Source",
                "Target",
                "source(output(id as integer), allowSchemaDrift: false, format: 'table') ~> In\nIn sink(" + INSERTS
                        + ") ~> Out");
        JobException copy =
                runs.failedCopy("Source", SqlServers.POSTGRESQL.reading(""), "Target", SqlServers.MYSQL.writing(""));

        assertThat(flow.code()).isEqualTo(ErrorCode.SqlUnreachable);
        assertThat(flow.issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.span().file()).endsWith("From.json"));
        assertThat(copy.code()).isEqualTo(ErrorCode.SqlUnreachable);
        assertThat(copy.issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.span().file()).endsWith("From.json"));
    }

    /** A limit of the linked service counts where the source says nothing of it. */
    @Test
    void aQueryThatTakesLongerThanTheCommandTimeoutIsCancelled() throws SQLException {
        SqlDatabase database = runs.database("Db", SqlServers.POSTGRESQL);
        runs.files()
                .linkedService(
                        "Db",
                        "AzurePostgreSql",
                        SqlServers.settings(database).replace("SSLMode=0", "SSLMode=0;Command Timeout=1"));
        runs.table("Source", "Db", SqlServers.POSTGRESQL, "").file("Out", "DelimitedText", "out.csv", "");

        JobException failure = runs.failedCopy(
                "Source",
                SqlServers.POSTGRESQL.reading("\"query\": \"SELECT pg_sleep(60)::text AS a\""),
                "Out",
                "{\"type\": \"DelimitedTextSink\"}");

        assertThat(failure.code()).isEqualTo(ErrorCode.SqlQueryFailed);
        assertThat(failure).hasMessageContaining("57014");
    }
}
