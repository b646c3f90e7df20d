package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Script activities, in local mode.
 *
 * <p>Source: Microsoft Learn, transform-data-using-script; control-flow-lookup-activity for the form of rows.
 */
class ScriptTest {

    private static final String SERVICE =
            "\"linkedServiceName\": {\"referenceName\": \"Db\", \"type\": \"LinkedServiceReference\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aDatabase() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory());
        on("AzureSqlDatabase");
        runs.file("Db/Users.csv", "id:int,name:nvarchar(20),\"price:decimal(9,2)\"\n7,Ann,2.50\n8,,3\n");
    }

    private void on(String type) {
        factory.linkedService(
                "Db", type, "{\"connectionString\": \"Server=s;Host=s;Database=d;User ID=u;Password=p\"}");
    }

    private static String script(String typeProperties) {
        return "{\"name\": \"Run\", \"type\": \"Script\", " + SERVICE + ", \"typeProperties\": {" + typeProperties
                + "}}";
    }

    private static String blocks(String... blocks) {
        return script("\"scripts\": [" + String.join(", ", blocks) + "]");
    }

    private static String query(String text, String... parameters) {
        return block("Query", text, parameters);
    }

    private static String block(String type, String text, String... parameters) {
        return "{\"type\": \"" + type + "\", \"text\": \"" + text + "\", \"parameters\": ["
                + String.join(", ", parameters) + "]}";
    }

    private PipelineResult run(String... activities) {
        factory.pipeline("P", activities);
        return runs.run("P");
    }

    private JsonNode output(String activity) {
        PipelineResult result = run(activity);
        assertThat(result.failures()).isEmpty();
        return result.record().activity("Run").orElseThrow().output();
    }

    private JobException failure(String activity) {
        List<JobException> failures = run(activity).failures();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void theOutputIsThatOfAllBlocks() throws IOException {
        JsonNode output = output(blocks(
                query("SELECT id, name, price FROM Users ORDER BY id; SELECT 1 AS one WHERE 1 = 0"),
                block("NonQuery", "UPDATE Users SET name = 'Bo'; DELETE FROM Users WHERE id = 8; SELECT 1 AS n"),
                query("INSERT INTO Users VALUES (9, 'C;c', 0.10); SELECT COUNT(*) AS n FROM Users")));

        assertThat(output.get("resultSets").toString())
                .isEqualTo("[{\"rowCount\":2,\"rows\":[{\"id\":7,\"name\":\"Ann\",\"price\":2.50},"
                        + "{\"id\":8,\"name\":null,\"price\":3.00}]},{\"rowCount\":0,\"rows\":[]},"
                        + "{\"rowCount\":1,\"rows\":[{\"n\":2}]}]");
        assertThat(output.get("resultSetCount").asInt()).isEqualTo(3);
        // two updated, one deleted, one inserted
        assertThat(output.get("recordsAffected").asLong()).isEqualTo(4);
        assertThat(output.get("outputParameters")).isEqualTo(json("{}"));
        assertThat(output.get("outputLogs").asText()).isEmpty();
        assertThat(output.get("outputLogsLocation").asText()).isEmpty();
        assertThat(output.get("outputTruncated")).isEqualTo(json("false"));
        assertThat(output.get("executionDuration").isIntegralNumber()).isTrue();
    }

    @Test
    void parametersComeAndGo() {
        JsonNode output = output(blocks(
                query(
                        "SELECT name FROM Users WHERE id = @id; SET @n = (SELECT COUNT(*) FROM Users);"
                                + " SET @both = @both || '!'; SET @at = TIMESTAMP '2026-01-31 08:00:00'",
                        "{\"name\": \"id\", \"type\": \"Int32\", \"value\": \"7\"}",
                        "{\"name\": \"n\", \"type\": \"Int64\", \"direction\": \"Output\"}",
                        "{\"name\": \"at\", \"type\": \"DateTime\", \"direction\": \"Output\"}",
                        "{\"name\": \"no\", \"type\": \"Int16\", \"direction\": \"Output\", \"value\": 5}",
                        "{\"name\": \"both\", \"type\": \"String\", \"value\": \"a\", \"direction\": \"InputOutput\","
                                + " \"size\": 9}"),
                query(
                        "SET @b = @n = 2",
                        "{\"name\": \"n\", \"type\": \"Decimal\", \"value\": 2, \"direction\": \"InputOutput\"}",
                        "{\"name\": \"b\", \"type\": \"Boolean\", \"direction\": \"Output\"}")));

        assertThat(output.get("resultSets").toString()).isEqualTo("[{\"rowCount\":1,\"rows\":[{\"name\":\"Ann\"}]}]");
        assertThat(output.get("outputParameters").toString())
                .isEqualTo("{\"n\":2,\"at\":\"2026-01-31T08:00:00Z\",\"no\":null,\"both\":\"a!\",\"b\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Oracle|SELECT name FROM Users WHERE id = :id AND name <> ':id'|{'name': 'id', 'type': 'Int32', 'value': 7}",
                "AzurePostgreSql|SELECT name FROM Users WHERE id = @id AND name <> '@id'|{'name': 'id', 'type': 'Int32', 'value': 7}",
                "AzurePostgreSql|SELECT name FROM Users WHERE id = $1 AND name <> '$1'|{'name': null, 'type': 'Int32', 'value': 7}"
            })
    void eachDatabaseHasItsOwnMarks(String service, String text, String parameter) {
        on(service);

        assertThat(output(blocks(query(text, parameter.replace('\'', '"'))))
                        .at("/resultSets/0/rows/0")
                        .toString())
                .isEqualToIgnoringCase("{\"name\":\"Ann\"}");
    }

    @Test
    void rowsCanBeTheItemsOfAForEach() {
        String each =
                """
                {"name": "Each", "type": "ForEach", "dependsOn": [{"activity": "Run", "dependencyConditions": ["Succeeded"]}],
                 "typeProperties": {"items": "@activity('Run').output.resultSets[0].rows", "activities": [
                   {"name": "Note", "type": "Script", %s, "typeProperties": {"scripts": [{"type": "NonQuery",
                     "text": {"value": "@concat('UPDATE Users SET name = ''x'' WHERE id = ', item().id)", "type": "Expression"}}]}}]}}"""
                        .formatted(SERVICE);

        PipelineResult result = run(blocks(query("SELECT id FROM Users")), each);

        assertThat(result.failures()).isEmpty();
        assertThat(output(blocks(query("SELECT COUNT(*) AS n FROM Users WHERE name = 'x'")))
                        .at("/resultSets/0/rows/0/n")
                        .asInt())
                .isEqualTo(2);
    }

    /** H2 shows the value that it could not convert; here it is a part of the secret, and so no text to look for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SELECT CAST(SUBSTRING('@{pipeline().parameters.key}', 3) AS INT) |
            SELECT CAST(SUBSTRING(@v, 3) AS INT)                             | @{pipeline().parameters.key}
            """)
    void whatTheDatabaseSaysOfASecretIsNotShown(String text, String value) {
        String[] parameters = value == null
                ? new String[0]
                : new String[] {"{\"name\": \"v\", \"type\": \"String\", \"value\": \"" + value + "\"}"};

        PipelineResult result = withKey(query(text, parameters));

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.SqlQueryFailed);
            assertThat(failure).hasMessageContaining("*** (SQLSTATE 22018");
            assertThat(failure.toString()).doesNotContain("cret");
        });
    }

    private PipelineResult withKey(String block) {
        factory.write(
                "pipeline/P.json",
                "{\"name\": \"P\", \"properties\": {\"parameters\": {\"key\": {\"type\": \"SecureString\"}},"
                        + " \"activities\": [" + blocks(block) + "]}}");
        return runs.run("P", Map.of("key", "s3cret"));
    }

    @Test
    void aSecretThatComesBackIsNotShown() {
        PipelineResult result = withKey(query(
                "SET @v = @v || '!'",
                "{\"name\": \"v\", \"type\": \"String\", \"direction\": \"InputOutput\","
                        + " \"value\": \"@{pipeline().parameters.key}\"}"));

        assertThat(result.failures()).isEmpty();
        assertThat(result.record()
                        .activity("Run")
                        .orElseThrow()
                        .output()
                        .get("outputParameters")
                        .toString())
                .isEqualTo("{\"v\":\"***\"}");
    }

    /** The limits of activity outputs, 5,000 rows and 4 MB, are those of a block. */
    @ParameterizedTest
    @CsvSource({"5000, 1, 5000, false", "5001, 1, 5000, true", "5, 1000000, 4, true", "4, 1000000, 4, false"})
    void whatIsTooMuchIsCut(int rows, int length, int kept, boolean truncated) {
        String text = "SELECT REPEAT('x', " + length + ") AS v FROM SYSTEM_RANGE(1, " + rows + ")";

        JsonNode output = output(blocks(query(text), query("SELECT 1 AS n")));

        assertThat(output.at("/resultSets/0/rows")).hasSize(kept);
        assertThat(output.at("/resultSets/0/rowCount").asInt()).isEqualTo(rows);
        assertThat(output.at("/resultSets/1/rows")).hasSize(1);
        assertThat(output.get("outputTruncated").asBoolean()).isEqualTo(truncated);
    }

    @ParameterizedTest
    @CsvSource({"1000, false", "1001, true"})
    void ofResultSetsAThousandAreKept(int results, boolean truncated) {
        JsonNode output = output(blocks(query("SELECT 1 AS n WHERE 1 = 0;".repeat(results))));

        assertThat(output.get("resultSets")).hasSize(1000);
        assertThat(output.get("resultSetCount").asInt()).isEqualTo(results);
        assertThat(output.get("outputTruncated").asBoolean()).isEqualTo(truncated);
    }

    @ParameterizedTest
    @CsvSource({"00:00:01", "00:00:00.5000000"})
    void theTimeoutOfABlockEndsIt(String timeout) {
        Instant start = Instant.now();

        JobException failure = failure(script("\"scriptBlockExecutionTimeout\": \"" + timeout + "\", \"scripts\": ["
                + query("SELECT 1 AS n") + ", " + query("SELECT SUM(X) FROM SYSTEM_RANGE(1, 1000000000000)") + "]"));

        assertThat(failure.code()).isEqualTo(ErrorCode.RunTimedOut);
        assertThat(failure).hasMessageContaining("scriptBlockExecutionTimeout");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aBlockThatFailsEndsTheScript() {
        JobException failure = failure(blocks(
                block("NonQuery", "DELETE FROM Users"), query("SELECT * FROM Nowhere"), query("DELETE FROM Users")));

        assertThat(failure.code()).isEqualTo(ErrorCode.SqlTableMissing);
        assertThat(failure).hasMessageContaining("Nowhere");
        assertThat(output(blocks(query("SELECT COUNT(*) AS n FROM Users")))
                        .at("/resultSets/0/rows/0/n")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "a": 1 | MissingProperty | 'scripts'
            "scripts": [] | MissingProperty | 'scripts'
            "scripts": [{"type": "Query"}] | MissingProperty | 'text'
            "scripts": [{"text": "x", "type": "Select"}] | InvalidProperty | NonQuery
            "scripts": [{"text": "x", "parameters": [{"type": "Int32", "value": 1}]}] | MissingProperty | 'name'
            "scripts": [{"text": "x", "parameters": [{"name": "a b", "type": "Int32", "value": 1}]}] | InvalidProperty | name of a parameter
            "scripts": [{"text": "x", "parameters": [{"name": "a", "type": "Int32", "value": "b"}]}] | InvalidProperty | 'b', which is no Int32
            "scripts": [{"text": "x", "parameters": [{"name": "a", "type": "Int", "value": 1, "direction": "ReturnValue"}]}] | InvalidProperty | InputOutput
            "scripts": [{"text": "x"}], "scriptBlockExecutionTimeout": "soon" | InvalidProperty | timespan
            "scripts": [{"text": "x"}], "logSettings": {"logDestination": "ExternalStore"} | UnsupportedSetting | logDestination
            "scriptReference": {"path": "x"} | UnsupportedSetting | scriptReference
            """)
    void whatIsWrongIsSaidByTheCheck(String typeProperties, ErrorCode code, String word) {
        factory.pipeline("P", script(typeProperties));

        assertThat(runs.job("P").check())
                .filteredOn(issue -> issue.code() != ErrorCode.UnknownProperty)
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(code);
                    assertThat(issue.message()).contains(word);
                    assertThat(issue.span().toString()).contains("P.json");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "AzureSqlDW, ",
        "AzureSqlMI, ",
        "SqlServer, ",
        "AzurePostgreSql, ",
        "Oracle, ",
        "Snowflake, UnsupportedLinkedService",
        "AzureMySql, InvalidProperty",
        "PostgreSqlV2, InvalidProperty",
        "AzureBlobStorage, InvalidProperty"
    })
    void itRunsWhereDataFactoryRunsIt(String type, ErrorCode code) {
        on(type);
        factory.pipeline("P", blocks(query("SELECT 1")));

        assertThat(runs.job("P").check()).extracting(Issue::code).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void theCheckOfServersIsTheSame() {
        factory.pipeline(
                "P",
                script("\"scripts\": [" + query("SELECT 1")
                        + "], \"logSettings\": {\"logDestination\": \"ActivityOutput\"}"));

        assertThat(DataFactory.load(runs.factory()).pipeline("P").check()).isEmpty();
    }
}
