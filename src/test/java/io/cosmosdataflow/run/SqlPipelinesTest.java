package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.SqlRuns.COSMOS_SOURCE;
import static io.cosmosdataflow.testing.SqlTables.rows;
import static io.cosmosdataflow.testing.TestDatabases.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.SqlServers;
import io.cosmosdataflow.testing.SqlServers.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies from and to tables of real database servers, as whole pipelines. */
class SqlPipelinesTest {

    private static final String TEXT = ", \"firstRowAsHeader\": true";
    private static final String CSV_SOURCE = "{\"type\": \"DelimitedTextSource\"}";
    private static final String ITEMS = "CREATE TABLE items (id VARCHAR(9) PRIMARY KEY, qty INT, at TIMESTAMP(6) NULL)";

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

    static Stream<Kind> sources() {
        return Stream.concat(SqlServers.kinds(), Stream.of(SqlServers.MARIADB));
    }

    private SqlDatabase items(Kind kind, String... statements) throws SQLException {
        SqlDatabase database = runs.database("Db", kind);
        runs.table("Items", "Db", kind, "items");
        execute(database, ITEMS);
        execute(database, statements);
        return database;
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aTableBecomesDocuments(Kind kind) throws SQLException {
        items(
                kind,
                "INSERT INTO items VALUES ('a', 1, '2026-01-31 08:00:00.123456'), ('b', -2147483648, NULL)",
                "INSERT INTO items VALUES ('ä', NULL, NULL)");
        Items documents = runs.container("documents");

        JsonNode output = runs.copied("Items", kind.reading(""), "documents", "{\"type\": \"CosmosDbSqlApiSink\"}");

        assertThat(documents.all()).containsOnlyKeys("a", "b", "ä");
        assertThat(documents.all().get("a").toString())
                .isEqualTo("{\"id\":\"a\",\"qty\":1,\"at\":\"2026-01-31T08:00:00.123456Z\"}");
        assertThat(documents.all().get("ä").toString()).isEqualTo("{\"id\":\"ä\",\"qty\":null,\"at\":null}");
        assertThat(output.path("rowsRead").asInt()).isEqualTo(3);
        assertThat(output.path("rowsCopied").asInt()).isEqualTo(3);
        assertThat(output.at("/executionDetails/0/source/type").asText()).isEqualTo(kind.linkedService());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aQueryIsReadInRangesIntoParquet(Kind kind) throws SQLException {
        SqlDatabase database = items(kind);
        for (int i = 0; i < 50; i++) {
            execute(database, "INSERT INTO items VALUES ('i" + i + "', " + i + ", NULL)");
        }
        runs.file("Out", "Parquet", "", "").table("Nothing", "Db", kind, "");

        JsonNode output = runs.copied(
                "Nothing",
                kind.reading("\"query\": \"SELECT id, qty * 2 AS twice, qty FROM items"
                        + " WHERE qty >= 10 AND ?AdfDynamicRangePartitionCondition\","
                        + " \"partitionOption\": \"DynamicRange\","
                        + " \"partitionSettings\": {\"partitionColumnName\": \"qty\","
                        + " \"partitionLowerBound\": \"20\", \"partitionUpperBound\": \"30\"}"),
                "Out",
                "{\"type\": \"ParquetSink\"}");

        assertThat(output.path("rowsCopied").asInt()).isEqualTo(40);
        assertThat(SharedSpark.session()
                        .read()
                        .parquet(runs.path("data").toString())
                        .selectExpr("count(distinct id)", "sum(twice)", "min(qty)")
                        .first()
                        .toString())
                .isEqualTo("[40,2360,10]");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void documentsAreUpsertedWithTheTypesOfTheTable(Kind kind) throws SQLException {
        SqlDatabase database = items(kind, "INSERT INTO items VALUES ('a', 0, NULL), ('kept', 7, NULL)");
        execute(database, "ALTER TABLE items ADD COLUMN uid " + (kind == SqlServers.POSTGRESQL ? "uuid" : "CHAR(36)"));
        runs.container("documents")
                .upsert(
                        "{'id': 'a', 'n': '41', 'when': '2026-01-31T08:00:00.5Z', 'deep':"
                                + " {'uid': 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'}}",
                        "{'id': 'b', 'n': 42, 'when': '2026-01-31T10:00:00+02:00'}");

        JsonNode output = runs.copied(
                "documents",
                COSMOS_SOURCE,
                "Items",
                kind.writing(
                                "\"writeBehavior\": \"upsert\", \"upsertSettings\": {\"useTempDB\": true, \"keys\": [\"id\"]}")
                        + """
                        , "translator": {"type": "TabularTranslator", "mappings": [
                          {"source": {"path": "$['id']"}, "sink": {"name": "id"}},
                          {"source": {"path": "$['n']"}, "sink": {"name": "qty"}},
                          {"source": {"path": "$['when']"}, "sink": {"name": "at"}},
                          {"source": {"path": "$['deep']['uid']"}, "sink": {"name": "uid"}}]}""");

        assertThat(rows(
                        database,
                        "SELECT id, qty, CAST(at AS CHAR(23)), LOWER(CAST(uid AS CHAR(36))) FROM items"
                                + " ORDER BY id"))
                .satisfies(found -> {
                    assertThat(found).hasSize(3);
                    assertThat(found.get(0))
                            .startsWith("a|41|2026-01-31 08:00:00.5")
                            .endsWith("|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
                    assertThat(found.get(1))
                            .startsWith("b|42|2026-01-31 08:00:00")
                            .endsWith("|null");
                    assertThat(found.get(2)).isEqualTo("kept|7|null|null");
                });
        assertThat(output.path("rowsCopied").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void rowsThatDoNotFitAreSkippedCountedOnceAndLogged(Kind kind) throws SQLException {
        SqlDatabase database = items(kind, "INSERT INTO items VALUES ('there', 0, NULL)");
        runs.file("In", "DelimitedText", "in.csv", TEXT)
                .write(
                        "data/in.csv",
                        """
                        id,qty
                        a,1
                        there,2
                        b,many
                        c,3
                        much-too-long,4
                        """);

        JsonNode output = runs.copied(
                "In",
                CSV_SOURCE,
                "Items",
                kind.writing("")
                        + """
                        , "enableSkipIncompatibleRow": true, "validateDataConsistency": true,
                          "logSettings": {"enableCopyActivityLog": true, "logLocationSettings": {"path": "logs",
                            "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"}}}""");

        assertThat(rows(database, "SELECT id, qty FROM items ORDER BY id")).containsExactly("a|1", "c|3", "there|0");
        assertThat(output.path("rowsRead").asInt()).isEqualTo(5);
        assertThat(output.path("rowsCopied").asInt()).isEqualTo(2);
        assertThat(output.path("rowsSkipped").asInt()).isEqualTo(3);
        assertThat(output.at("/dataConsistencyVerification/VerificationResult").asText())
                .isEqualTo("Verified");
        assertThat(runs.lines("logs"))
                .hasSize(4)
                .anyMatch(line -> line.contains("TabularRowSkip") && line.contains("many"))
                .anyMatch(line -> line.contains("\"\"there\"\"") && line.contains("SqlConflict: "))
                .anyMatch(line -> line.contains("\"\"much-too-long\"\"") && line.contains("SqlRowRefused: "));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void withoutSkippingTheRowIsNamedAndNothingIsWritten(Kind kind) throws SQLException {
        SqlDatabase database = items(kind, "INSERT INTO items VALUES ('there', 0, NULL)");
        runs.file("In", "DelimitedText", "in.csv", TEXT).write("data/in.csv", "id,qty\na,1\nthere,2\n");

        JobException failure = runs.failedCopy("In", CSV_SOURCE, "Items", kind.writing(""));

        assertThat(failure.code()).isEqualTo(ErrorCode.SqlConflict);
        assertThat(failure)
                .hasMessageContaining("The row with id = 'there'")
                .hasMessageContaining("Nothing was written");
        assertThat(rows(database, "SELECT id FROM items")).containsExactly("there");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aScriptMakesRoomAndAMissingTableIsMade(Kind kind) throws SQLException {
        SqlDatabase database = items(kind, "INSERT INTO items VALUES ('old', 0, NULL)");
        runs.table("Made", "Db", kind, "made")
                .file("In", "DelimitedText", "in.csv", TEXT)
                .write("data/in.csv", "id,qty\na,1\n");

        runs.copied("In", CSV_SOURCE, "Items", kind.writing("\"preCopyScript\": \"DELETE FROM items\""));
        runs.copied("Items", kind.reading(""), "Made", kind.writing("\"tableOption\": \"autoCreate\""));
        runs.copied("Items", kind.reading(""), "Made", kind.writing("\"tableOption\": \"autoCreate\""));

        assertThat(rows(database, "SELECT id, qty, at FROM made")).containsExactly("a|1|null", "a|1|null");
    }

    @Test
    void rowsGoFromOneServerToAnother() throws SQLException {
        SqlDatabase from = runs.database("From", SqlServers.POSTGRESQL);
        SqlDatabase to = runs.database("To", SqlServers.MYSQL);
        runs.table("Here", "From", SqlServers.POSTGRESQL, "public.items")
                .table("There", "To", SqlServers.MYSQL, "items");
        execute(from, ITEMS, "INSERT INTO items VALUES ('a', 1, '1999-12-31 23:59:59.999999'), ('b', NULL, NULL)");
        execute(to, "CREATE TABLE items (ID VARCHAR(9), QTY BIGINT, AT DATETIME(6))");

        runs.copied("Here", SqlServers.POSTGRESQL.reading(""), "There", SqlServers.MYSQL.writing(""));
        assertThat(rows(to, "SELECT * FROM items ORDER BY id"))
                .containsExactly("a|1|1999-12-31 23:59:59.999999", "b|null|null");

        runs.copied(
                "There",
                SqlServers.MYSQL.reading(""),
                "Here",
                SqlServers.POSTGRESQL.writing("\"writeMethod\": \"Upsert\", \"upsertSettings\": {\"keys\": [\"id\"]}"));
        assertThat(rows(from, "SELECT * FROM items ORDER BY id"))
                .containsExactly("a|1|1999-12-31 23:59:59.999999", "b|null|null");
    }
}
