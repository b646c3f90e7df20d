package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stored procedure activities, in local mode.
 *
 * <p>Source: Microsoft Learn, transform-data-using-stored-procedure; values come back as
 * copy-activity-schema-and-type-mapping has their types.
 */
class StoredProcedureTest {

    private static final String SERVICE =
            "\"linkedServiceName\": {\"referenceName\": \"Db\", \"type\": \"LinkedServiceReference\"}";
    private static final String LOOK =
            """
            {"name": "Look", "type": "Lookup", "dependsOn": [{"activity": "Call", "dependencyConditions": ["Succeeded"]}],
             "typeProperties": {"firstRowOnly": false,
              "source": {"type": "AzureSqlSource", "sqlReaderQuery": "SELECT v FROM seen"},
              "dataset": {"referenceName": "Seen", "type": "DatasetReference"}}}""";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aDatabase() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .dataset("Seen", "AzureSqlTable", "Db", "{\"tableName\": \"seen\"}");
        runs.file("Db/seen.csv", "v:nvarchar(99)\n");
    }

    private static String call(String typeProperties) {
        return "{\"name\": \"Call\", \"type\": \"SqlServerStoredProcedure\", " + SERVICE + ", \"typeProperties\": {"
                + typeProperties + "}}";
    }

    private static String note(String parameters) {
        return call("\"storedProcedureName\": \"[dbo].[note]\", \"storedProcedureParameters\": " + parameters);
    }

    /** What the table has after the activity. */
    private List<JsonNode> seen(String call) {
        PipelineResult result = run(call, LOOK);
        assertThat(result.failures()).isEmpty();
        JsonNode rows = result.record().activity("Look").orElseThrow().output().get("value");
        return Stream.iterate(0, i -> i < rows.size(), i -> i + 1)
                .map(i -> rows.get(i).get("v"))
                .toList();
    }

    private PipelineResult run(String... activities) {
        factory.pipeline("P", activities);
        return runs.run("P");
    }

    private JobException failure(String call) {
        List<JobException> failures = run(call).failures();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "[dbo].[note], Db/dbo.note.sql",
        "dbo.note, Db/dbo.note.sql",
        "note, Db/dbo.note.sql",
        "NOTE, Db/note.sql",
        "[etl].[note it], Db/etl.note it.sql",
        "d.etl.note, Db/etl.note.sql"
    })
    void theProcedureIsTheFileOfItsName(String name, String file) {
        runs.file(file, "-- twice; really\nINSERT INTO seen VALUES ('a;b');\n\nINSERT INTO [seen] VALUES ('c');\n");

        assertThat(seen(call("\"storedProcedureName\": \"" + name + "\"")))
                .extracting(JsonNode::asText)
                .containsExactly("a;b", "c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            nvarchar(20) | {"value": "it's", "type": "String"} | "it's"
            nvarchar(20) | {"value": 7, "type": "String"} | "7"
            nvarchar(20) | {"value": "str1"} | "str1"
            nvarchar(20) | "str1" | "str1"
            nvarchar(20) | {"value": null, "type": "String"} | null
            int | {"value": null, "type": "Int32"} | null
            int | {"value": null} | null
            int | {"value": "1", "type": "Int"} | 1
            int | {"value": 2.0, "type": "int32"} | 2
            int | {"value": 3} | 3
            smallint | {"value": "-3", "type": "Int16"} | -3
            bigint | {"value": "9223372036854775807", "type": "Int64"} | 9223372036854775807
            decimal(21,4) | {"value": "12345678901234567.0123", "type": "Decimal"} | 12345678901234567.0123
            decimal(21,4) | {"value": 0.5} | 0.5000
            float | {"value": "0.1", "type": "Double"} | 0.1
            bit | {"value": "True", "type": "Boolean"} | true
            bit | {"value": false} | false
            uniqueidentifier | {"value": "{6F9619FF-8B86-D011-B42D-00C04FC964FF}", "type": "Guid"} | "6f9619ff-8b86-d011-b42d-00c04fc964ff"
            datetime2 | {"value": "2026-01-31T08:00:00+02:00", "type": "DateTime"} | "2026-01-31T06:00:00Z"
            datetime2 | {"value": "@formatDateTime('2026-01-31')", "type": "Datetime"} | "2026-01-31T00:00:00Z"
            date | {"value": "2026-01-31T23:00:00Z", "type": "Date"} | "2026-01-31T00:00:00Z"
            timestamp with time zone | {"value": "2026-01-31T08:00:00+02:00", "type": "DateTimeOffset"} | "2026-01-31T08:00:00+02:00"
            time | {"value": "8:30:00", "type": "Timespan"} | "08:30:00"
            nvarchar(20) | {"value": {"a": [1, null]}, "type": "Object"} | "{\\"a\\":[1,null]}"
            nvarchar(20) | {"value": {"value": "@concat('a', 'b')", "type": "Expression"}, "type": "String"} | "ab"
            """)
    void valuesHaveTheTypesOfTheirParameters(String column, String parameter, String expected) {
        runs.file("Db/seen.csv", column.contains(",") ? "\"v:" + column + "\"\n" : "v:" + column + "\n")
                .file("Db/note.sql", "INSERT INTO seen VALUES (@V)");

        assertThat(seen(note("{\"@v\": " + parameter + "}")))
                .extracting(JsonNode::toString)
                .containsExactly(expected);
    }

    @Test
    void theParametersMayBeOneExpression() {
        runs.file("Db/note.sql", "INSERT INTO seen VALUES (@a || @b)");

        assertThat(
                        seen(
                                note(
                                        """
                        {"value": "@json('{\\"a\\": {\\"value\\": \\"x\\", \\"type\\": \\"String\\"}, \\"b\\": {\\"value\\": \\"y\\"}}')",
                         "type": "Expression"}""")))
                .extracting(JsonNode::asText)
                .containsExactly("xy");
    }

    @Test
    void theOutputTellsHowLongItTook() {
        runs.file("Db/note.sql", "");

        ActivityRecord record = run(note("{}")).record().activity("Call").orElseThrow();

        assertThat(record.output().get("effectiveIntegrationRuntime").asText()).isNotBlank();
        assertThat(record.output().get("executionDuration").isIntegralNumber()).isTrue();
        assertThat(record.output()).hasSize(2);
    }

    @Test
    void withoutAFileTheRunFailsAndTheCheckDoesNot() {
        factory.pipeline("P", note("{}"));

        assertThat(runs.job("P").check()).isEmpty();
        JobException failure = failure(note("{}"));
        assertThat(failure.code()).isEqualTo(ErrorCode.FileNotFound);
        assertThat(failure).hasMessageContaining(runs.local("Db/dbo.note.sql").toString());
    }

    @Test
    void whatTheDatabaseRefusesFailsItWithoutShowingSecrets() {
        runs.file("Db/seen.csv", "v:int\n")
                .file("Db/note.sql", "INSERT INTO seen VALUES (@plain);INSERT INTO seen VALUES (@v)");

        JobException failure = failure(note("{\"plain\": {\"value\": 1},"
                + " \"v\": {\"value\": {\"type\": \"SecureString\", \"value\": \"s3cret\"}, \"type\": \"String\"}}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.SqlQueryFailed);
        assertThat(failure).hasMessageContaining("dbo.note").hasMessageContaining("***");
        assertThat(failure.toString()).doesNotContain("s3cret");
    }

    @Test
    void aSecureParameterOfThePipelineIsNotShownEither() {
        runs.file("Db/seen.csv", "v:int\n").file("Db/note.sql", "INSERT INTO seen VALUES (@v)");
        factory.write(
                "pipeline/P.json",
                "{\"name\": \"P\", \"properties\": {\"parameters\": {\"key\": {\"type\": \"SecureString\"}},"
                        + " \"activities\": ["
                        + note("{\"v\": {\"value\": \"@concat('x', pipeline().parameters.key)\"}}") + "]}}");

        PipelineResult result = runs.run("P", Map.of("key", "s3cret"));

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.SqlQueryFailed);
            assertThat(failure.toString()).doesNotContain("s3cret");
        });
    }

    @Test
    void itsTimeoutEndsTheStatement() {
        runs.file("Db/note.sql", "SELECT SUM(X) FROM SYSTEM_RANGE(1, 1000000000000)");
        Instant start = Instant.now();

        JobException failure = failure(note("{}")
                .replace("\"typeProperties\"", "\"policy\": {\"timeout\": \"0.00:00:01\"}, \"typeProperties\""));

        assertThat(failure.code()).isEqualTo(ErrorCode.RunTimedOut);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {} | MissingProperty | 'storedProcedureName'
            {"storedProcedureName": "a.b.c.d.e"} | InvalidProperty | 'a.b.c.d.e'
            {"storedProcedureName": "a.[b"} | InvalidProperty | 'a.[b'
            {"storedProcedureName": "p", "storedProcedureParameters": {"a": {"value": "x", "type": "Int32"}}} | InvalidProperty | 'x', which is no Int32
            {"storedProcedureName": "p", "storedProcedureParameters": {"a": {"value": "300", "type": "Byte"}}} | InvalidProperty | Byte
            {"storedProcedureName": "p", "storedProcedureParameters": {"a": {"value": "", "type": "Boolean"}}} | InvalidProperty | Boolean
            {"storedProcedureName": "p", "storedProcedureParameters": {"a": {"value": "31.31.2026", "type": "DateTime"}}} | InvalidProperty | Datetime
            {"storedProcedureName": "p", "storedProcedureParameters": {"a": {"value": "1-1-1", "type": "Guid"}}} | InvalidProperty | Guid
            {"storedProcedureName": "p", "storedProcedureParameters": {"a": {"value": "1", "type": "Number"}}} | InvalidProperty | Int32
            {"storedProcedureName": "p", "storedProcedureParameters": {"a = 1; --": {"value": "1"}}} | InvalidProperty | name of a parameter
            {"storedProcedureName": "p", "storedProcedureParameters": ["a"]} | InvalidProperty | an object
            {"storedProcedureName": "p", "storedProcedureParameter": {}} | UnknownProperty | storedProcedureParameters
            """)
    void whatIsWrongIsSaidByTheCheck(String typeProperties, ErrorCode code, String word) {
        factory.pipeline("P", call("").replace("{}", typeProperties));

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.message() + issue.hint()).contains(word);
            assertThat(issue.span().toString()).contains("P.json");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "AzureSqlDW, ",
        "AzureSqlMI, ",
        "SqlServer, ",
        "AmazonRdsForSqlServer, ",
        "Warehouse, UnsupportedLinkedService",
        "AzurePostgreSql, InvalidProperty",
        "AzureBlobStorage, InvalidProperty",
        "AzureSql, InvalidProperty"
    })
    void itRunsWhereDataFactoryRunsIt(String type, ErrorCode code) {
        factory.linkedService("Db", type, "{\"connectionString\": \"Server=s;Database=d;User ID=u;Password=p\"}")
                .dataset("Seen", "AzureSqlTable", "Blob", "{}")
                .pipeline("P", note("{}"));

        for (List<Issue> issues : List.of(
                runs.job("P").check(),
                DataFactory.load(runs.factory()).pipeline("P").check())) {
            assertThat(issues).extracting(Issue::code).isEqualTo(code == null ? List.of() : List.of(code));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"linkedServiceName\": {\"referenceName\": \"None\", \"type\": \"LinkedServiceReference\"},"
            })
    void withoutALinkedServiceItIsWrong(String reference) {
        factory.pipeline("P", note("{}").replace(SERVICE + ",", reference));

        assertThat(runs.job("P").check())
                .singleElement()
                .extracting(Issue::code)
                .isEqualTo(reference.isEmpty() ? ErrorCode.MissingProperty : ErrorCode.MissingReference);
    }

    @Test
    void whatOnlyTheRunKnowsIsNotMissing() {
        factory.write(
                "pipeline/P.json",
                "{\"name\": \"P\", \"properties\": {\"parameters\": {\"p\": {\"type\": \"String\"}}, \"activities\": ["
                        + call("\"storedProcedureName\": \"@pipeline().parameters.p\", \"storedProcedureParameters\":"
                                + " {\"v\": {\"value\": \"@pipeline().parameters.p\", \"type\": \"Int32\"}}")
                        + "]}}");
        runs.file("Db/7.sql", "INSERT INTO seen VALUES (@v + 1)");

        assertThat(runs.job("P").check()).isEmpty();
        assertThat(runs.run("P", Map.of("p", "7")).failures()).isEmpty();
        assertThatThrownBy(() -> runs.run("P", Map.of("p", "x")))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("'x', which is no Int32");
    }
}
