package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dedicated SQL pools, which definitions of Synapse name without a linked service.
 *
 * <p>Source: Microsoft Learn, Azure Synapse Analytics, "Transform data by using SQL pool stored procedure activity";
 * linked service and datasets as Synapse Studio writes them.
 */
class SqlPoolTest {

    private static final String POOL = "\"sqlPool\": {\"referenceName\": \"pool1\", \"type\": \"SqlPoolReference\"}";
    private static final String WORKSPACE = "ws-WorkspaceDefaultSqlServer";
    private static final String SERVER = "Data Source=tcp:ws.sql.azuresynapse.net,1433;";
    private static final String LOGIN = "User ID=u;Password=p";
    private static final String FROM_POOL = "{\"type\": \"SqlDWSource\"}";
    private static final String TO_TEXT = "{\"type\": \"DelimitedTextSink\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aWorkspace() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Blob", "AzureBlobStorage", "{\"connectionString\": \"AccountName=x;AccountKey=a2V5\"}")
                .file("Out", "DelimitedText", "out", "b.csv", "\"firstRowAsHeader\": true, \"quoteChar\": \"\"");
        table("Table", "pool1");
    }

    private void table(String dataset, String pool) {
        factory.write(
                "dataset/" + dataset + ".json",
                """
                {"name": "%s", "properties": {"annotations": [], "type": "SqlPoolTable", "schema": [],
                 "typeProperties": {"schema": "dbo", "table": "t"}, %s},
                 "type": "Microsoft.Synapse/workspaces/datasets"}"""
                        .formatted(dataset, POOL.replace("pool1", pool)));
    }

    private static String call(String policy) {
        return """
                {"name": "Call", "type": "SqlPoolStoredProcedure", "dependsOn": [], %s, "policy": {%s}, "typeProperties": {
                  "storedProcedureName": "[dbo].[note]",
                  "storedProcedureParameters": {"n": {"value": "3", "type": "Int32"}}}}"""
                .formatted(POOL, policy);
    }

    private void workspace(String name, String type, String connection, String parameters) {
        factory.write(
                "linkedService/" + name + ".json",
                """
                {"name": "%s", "type": "Microsoft.Synapse/workspaces/linkedservices",
                 "properties": {"typeProperties": {"connectionString": "%s"},
                  "parameters": {%s}, "type": "%s",
                  "connectVia": {"referenceName": "AutoResolveIntegrationRuntime", "type": "IntegrationRuntimeReference"},
                  "annotations": []}}"""
                        .formatted(name, connection, parameters, type));
    }

    private void workspace(String login) {
        workspace(
                WORKSPACE,
                "AzureSqlDW",
                SERVER + "Initial Catalog=@{linkedService().DBName};" + login,
                "\"DBName\": {\"type\": \"String\"}");
    }

    private List<String> text() throws IOException {
        return Files.readAllLines(runs.local("Blob/c/out/b.csv"));
    }

    private ActivityRecord called(PipelineResult result) {
        return result.record().activity("Call").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProcedureRunsOnThePoolAndItsTableIsRead(boolean withService) throws IOException {
        if (withService) {
            workspace("");
        }
        runs.file("pool1/dbo.t.csv", "n:int\n1\n").file("pool1/note.sql", "INSERT INTO t VALUES (@n)");
        factory.pipeline("P", call(""), copy("Copy", "Table", FROM_POOL, "Out", TO_TEXT, "Call"));

        assertThat(runs.job("P").check()).isEmpty();
        assertThat(runs.run("P").failures()).isEmpty();
        assertThat(text()).as("the row of the file, and that of the procedure").containsExactly("n", "1", "3");
    }

    /** Both are reached by one linked service. */
    @Test
    void eachPoolHasItsOwnTables() throws IOException {
        workspace("");
        table("Other", "pool2");
        runs.file("pool1/t.csv", "n:int\n1\n").file("pool2/t.csv", "n:int\n2\n");
        factory.pipeline(
                "P",
                copy("Copy", "Table", FROM_POOL, "Other", "{\"type\": \"SqlDWSink\"}"),
                copy("Back", "Other", FROM_POOL, "Out", TO_TEXT, "Copy"));

        assertThat(runs.run("P").failures()).isEmpty();
        assertThat(text()).containsExactly("n", "2", "1");
    }

    @Test
    void itIsTriedAgainAsItsPolicySays() {
        runs.file("pool1/t.csv", "n:int\n").file("pool1/note.sql", "INSERT INTO none VALUES (@n)");
        factory.pipeline("P", call("\"retry\": 1, \"retryIntervalInSeconds\": 30"));
        RunListener mending = new RunListener() {
            @Override
            public void noted(String activity, String remark) {
                if (remark.startsWith("attempt 1 of 2 failed")) {
                    runs.file("pool1/note.sql", "INSERT INTO t VALUES (@n)");
                }
            }
        };

        PipelineResult result =
                runs.job("P").run(SharedSpark.session(), Map.of(), RunOptions.NONE.withState(runs.state()), mending);

        assertThat(result.failures()).isEmpty();
        assertThat(called(result).attempts()).isEqualTo(2);
    }

    @Test
    void itsTimeoutEndsTheStatement() {
        runs.file("pool1/note.sql", "SELECT SUM(X + @n) FROM SYSTEM_RANGE(1, 1000000000000)");
        factory.pipeline("P", call("\"timeout\": \"0.00:00:01\""));
        Instant start = Instant.now();

        assertThat(runs.run("P").failures()).singleElement().satisfies(failure -> assertThat(failure.code())
                .isEqualTo(ErrorCode.RunTimedOut));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true"})
    void itsOutputIsKeptUnlessItIsSecure(boolean input, boolean output) {
        runs.file("pool1/t.csv", "n:int\n1\n").file("pool1/note.sql", "INSERT INTO t VALUES (@n)");
        factory.pipeline("P", call("\"secureInput\": " + input + ", \"secureOutput\": " + output));

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).isEmpty();
        assertThat(runs.state().load(result.record().runId()).activity("Call").orElseThrow())
                .satisfies(record -> assertThat(record.isSecured()).isEqualTo(output))
                .satisfies(record ->
                        assertThat(record.output().has("executionDuration")).isEqualTo(!output));
    }

    /** The server gets the login of the workspace and the name of the pool, whatever database is in the text. */
    @ParameterizedTest
    @CsvSource({"Initial Catalog=@{linkedService().DBName};", "Initial Catalog=other;", "''"})
    void theLinkedServiceOfTheWorkspaceReachesItsPools(String database) {
        workspace(WORKSPACE, "AzureSqlDW", SERVER + database + LOGIN, "");
        if (database.contains("@")) {
            workspace(LOGIN);
        }
        factory.pipeline("P", call(""));

        Issues issues = new Issues();
        assertThat(reached("pool1", issues)).hasValueSatisfying(read -> {
            assertThat(read.address().host()).isEqualTo("ws.sql.azuresynapse.net");
            assertThat(read.address().database()).contains("pool1");
            assertThat(read.login().user()).isEqualTo("u");
        });
        assertThat(issues.all()).isEmpty();
        assertThat(check()).isEmpty();
    }

    private Optional<SqlLinkedService> reached(String pool, Issues issues) {
        Factory loaded = FactoryLoader.load(runs.factory(), issues);
        Pipeline pipeline = loaded.pipelines().find("P").orElseThrow();
        Scope scope = Scope.checking(loaded, pipeline, Map.of());
        JsonObject nothing = new JsonObject(pipeline.span(), Map.of());
        return ResolvedDataset.linkedService(
                        loaded, new Reference(pool, Reference.SQL_POOL, nothing, pipeline.span()), scope, issues)
                .flatMap(service -> SqlLinkedService.read(service, issues));
    }

    /** With the stores of the definitions. */
    private List<Issue> check() {
        return DataFactory.load(runs.factory()).pipeline("P").check();
    }

    @Test
    void ofSeveralWorkspacesTheFactorysOwnCounts() {
        factory.pipeline("P", call(""));
        workspace(LOGIN);
        workspace("old-WorkspaceDefaultSqlServer", "AzureSqlDW", "Data Source=old;" + LOGIN, "");

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.message())
                    .contains("'pool1'")
                    .contains("old-WorkspaceDefaultSqlServer, ws-WorkspaceDefaultSqlServer");
            assertThat(issue.span().toString()).contains("P.json");
        });

        factory.write("factory/ws.json", "{\"name\": \"WS\"}");

        assertThat(runs.job("P").check()).isEmpty();
        assertThat(reached("pool1", new Issues()))
                .hasValueSatisfying(read -> assertThat(read.address().host()).isEqualTo("ws.sql.azuresynapse.net"));
    }

    @Test
    void theLinkedServiceOfTheWorkspaceHasToBeOfItsType() {
        factory.pipeline("P", call(""), copy("Copy", "Table", FROM_POOL, "Out", TO_TEXT));
        workspace(WORKSPACE, "AzureSqlDatabase", SERVER + LOGIN, "");

        assertThat(runs.job("P").check())
                .hasSize(2)
                .allSatisfy(issue -> {
                    assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
                    assertThat(issue.message()).contains("'" + WORKSPACE + "', which is of type 'AzureSqlDatabase'");
                })
                .extracting(issue -> Path.of(issue.span().file()).getFileName().toString())
                .containsExactlyInAnyOrder("P.json", "Table.json");
    }

    @Test
    void withoutThatLinkedServiceOnlyLocalModeReachesThePool() {
        factory.pipeline("P", call(""));

        assertThat(runs.job("P").check()).isEmpty();
        assertThat(check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.MissingReference);
            assertThat(issue.message()).contains("'pool1'").contains("-WorkspaceDefaultSqlServer'");
            assertThat(issue.span().toString()).contains("P.json");
        });
    }

    /** The parameters file has values for the linked service by its own name. */
    @Test
    void aLoginThatIsNotThereIsMissingAtTheLinkedService() {
        factory.pipeline("P", call(""));
        workspace("");

        assertThat(check()).isNotEmpty().allSatisfy(issue -> {
            assertThat(issue.span().toString()).contains(WORKSPACE + ".json");
            assertThat(issue.message() + issue.hint()).doesNotContain("pool1_");
        });
    }

    /** A fault in the file of the linked service is one of each pipeline that names a pool. */
    @Test
    void aFaultOfThatLinkedServiceIsMet() {
        factory.pipeline("P", call(""));
        workspace(WORKSPACE, "AzureSqlDW", SERVER + LOGIN, "\"DBName\": {\"type\": \"Strin\"}");

        assertThat(check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.span().toString()).contains(WORKSPACE + ".json");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            `` | MissingProperty | 'sqlPool'
            "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"}, | MissingProperty | 'sqlPool'
            "sqlPool": {"type": "SqlPoolReference"}, | MissingProperty | 'referenceName'
            "sqlPool": {"referenceName": "pool1", "type": "LinkedServiceReference"}, | InvalidProperty | SqlPoolReference
            "sqlPool": {"referenceName": "@pipeline().parameters.pool", "type": "SqlPoolReference"}, | InvalidProperty | expressions
            "sqlPool": {"referenceName": {"value": "@concat('a')", "type": "Expression"}, "type": "SqlPoolReference"}, | InvalidProperty | 'referenceName'
            "sqlPool": {"referenceName": "../pool1", "type": "SqlPoolReference"}, | InvalidProperty | '../pool1'
            "sqlPool": {"referenceName": "pool1.", "type": "SqlPoolReference"}, | InvalidProperty | 'pool1.'
            "sqlPool": "pool1", | InvalidProperty | 'sqlPool'
            """)
    void aPoolIsNamedByItsName(String reference, ErrorCode code, String word) {
        factory.pipeline("P", call("").replace(POOL + ",", reference));

        assertThat(runs.job("P").check())
                .filteredOn(issue -> issue.code() != ErrorCode.UnknownProperty)
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(code);
                    assertThat(issue.message() + issue.hint()).contains(word);
                    assertThat(issue.span().toString()).contains("P.json");
                });
    }

    @Test
    void aTableNeedsItsPool() {
        factory.write(
                        "dataset/Table.json",
                        """
                        {"name": "Table", "properties": {"type": "SqlPoolTable", "typeProperties": {"table": "t"},
                         "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"}}}""")
                .pipeline("P", copy("Copy", "Table", FROM_POOL, "Out", TO_TEXT));

        assertThat(runs.job("P").check())
                .filteredOn(issue -> issue.code() != ErrorCode.UnknownProperty)
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(ErrorCode.MissingProperty);
                    assertThat(issue.message()).contains("'sqlPool'");
                    assertThat(issue.span().toString()).contains("Table.json");
                });
    }
}
