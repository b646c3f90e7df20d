package io.cosmosdataflow.store.sql.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.project.ProjectedColumn;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.SqlIsolation;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.read.SqlParameter;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.TestDatabases;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlFlowSourceTest {

    private static final Projection PROJECTED = new Projection(
            List.of(
                    new ProjectedColumn("name", DataTypes.StringType, List.of()),
                    new ProjectedColumn("id", DataTypes.LongType, List.of()),
                    new ProjectedColumn("absent", DataTypes.IntegerType, List.of())),
            true,
            false,
            true);

    private final SqlDatabase database = TestDatabases.sqlServerMode();
    private final Issues issues = new Issues();

    @BeforeEach
    void orders() throws Exception {
        TestDatabases.execute(
                database,
                "CREATE SCHEMA dbo",
                "CREATE TABLE dbo.orders (id BIGINT, name VARCHAR(9), price DECIMAL(9,2), code VARCHAR(9))",
                "INSERT INTO dbo.orders SELECT x, 'n' || x, x / 2, '00' || x FROM SYSTEM_RANGE(1, 20)");
    }

    @Test
    void projectedColumnsComeFirstAndDriftedOnesAfterThemWithTheirTypes() throws Exception {
        Dataset<Row> rows = read("{'format':'table','schemaName':'dbo','tableName':'orders'}", PROJECTED);

        assertThat(rows.schema().simpleString())
                .isEqualTo("struct<name:string,id:bigint,absent:int,price:decimal(9,2),code:string>");
        assertThat(rows.where("id = 7").first().toString()).isEqualTo("[n7,7,null,3.00,007]");
    }

    @Test
    void aQueryLetsTheDatabaseLeaveOutWhatTheDataFlowDoesNotNeed() throws Exception {
        Dataset<Row> rows = read("{'format':'query','query':'SELECT * FROM dbo.orders WHERE id > 10'}", PROJECTED);
        Dataset<Row> narrow = rows.where("id > 15 and name = 'n16'").select("name");

        assertThat(narrow.queryExecution().toString())
                .contains("SELECT \"id\", \"name\" FROM (SELECT * FROM dbo.orders WHERE id > 10) T WHERE")
                .contains("\"id\" > 15")
                .contains("\"name\" = 'n16'");
        assertThat(narrow.count()).isEqualTo(1);
        assertThat(rows.count()).isEqualTo(10);
    }

    @Test
    void aQueryWithAnOrderIsSentAsItIs() throws Exception {
        assertThat(read("{'query':'SELECT TOP 2 id FROM dbo.orders ORDER BY id DESC'}", PROJECTED)
                        .select("id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[20], [19]]");
    }

    @Test
    void aProcedureGivesRowsForItsInputs() throws Exception {
        TestDatabases.execute(
                database,
                "CREATE ALIAS dbo.below AS 'java.sql.ResultSet below(java.sql.Connection c, int most) throws Exception {"
                        + " java.sql.PreparedStatement p = c.prepareStatement(\"SELECT id, name FROM dbo.orders WHERE id"
                        + " <= ?\"); p.setInt(1, most); return p.executeQuery(); }'");

        assertThat(read(
                                "{'format':'storedProcedure','schemaName':'dbo','procedureName':'below',"
                                        + "'inputs':[{'name':'most','value':'3','type':'Int'}]}",
                                PROJECTED)
                        .count())
                .isEqualTo(3);
        assertThat(read(
                                "{'format':'procedure','schemaName':'dbo','procedureName':'below','resultSet':true,"
                                        + "'inputs':{'@most':'2'}}",
                                PROJECTED)
                        .count())
                .isEqualTo(2);
    }

    /** As Studio writes them, {@code ['@a' -> '']}. */
    @Test
    void inputsOfAProcedureAreReadInTheirOrder() throws Exception {
        SqlFlowSourceSettings settings =
                settings("{'format':'procedure','procedureName':'p','inputs':{'@z':'','@a':7,'@n':null,'@b':true}}");

        assertThat(settings.source().procedure().orElseThrow().parameters())
                .containsExactly(
                        new SqlParameter("@z", "", ""),
                        new SqlParameter("@a", "7", ""),
                        new SqlParameter("@n", null, ""),
                        new SqlParameter("@b", "true", ""));
        assertThat(settings("{'procedureName':'p','inputs':{}}")
                        .source()
                        .procedure()
                        .orElseThrow()
                        .parameters())
                .isEmpty();
        assertThat(issues.all()).isEmpty();
        settings("{'format':'procedure','procedureName':'p','inputs':{'@z':[1]}}");
        assertThat(issues.all())
                .extracting(issue -> issue.code() + ": " + issue.message())
                .containsExactly("InvalidProperty: '@z' of inputs of source must be a text, not an array.");
    }

    @Test
    void settingsAreReadAndWhatIsWrongIsSaid() throws Exception {
        SqlFlowSourceSettings settings = settings(
                "{'tableName':'orders','isolationLevel':'SERIALIZABLE','batchSize':500,'partitionColumn':'id'}");
        assertThat(issues.all()).isEmpty();
        assertThat(settings.table()).contains(new TableName(Optional.empty(), "orders"));
        assertThat(settings.source().isolation()).contains(SqlIsolation.SERIALIZABLE);
        assertThat(settings.source().partitioning().column()).contains("id");
        assertThat(settings.batchSize()).isEqualTo(500);
        assertThat(settings("{'tableName':'orders'}").source().isolation()).contains(SqlIsolation.READ_UNCOMMITTED);

        settings("{}");
        settings("{'tableName':'t','isolationLevel':'CHAOS'}");
        settings("{'format':'query'}");
        settings("{'tableName':'t','enableCdc':true}");
        assertThat(issues.all())
                .extracting(issue -> issue.code() + ": " + issue.message())
                .containsExactly(
                        "MissingProperty: 'tableName' of source is missing.",
                        "InvalidProperty: 'isolationLevel' of source is 'CHAOS'; allowed: NONE, READ_COMMITTED,"
                                + " READ_UNCOMMITTED, REPEATABLE_READ, SERIALIZABLE, SNAPSHOT.",
                        "MissingProperty: 'query' of source is missing.",
                        "UnsupportedSetting: 'enableCdc' of source is not supported: what the last run has read is not"
                                + " kept.");
    }

    private Dataset<Row> read(String json, Projection projection) throws Exception {
        SqlFlowSource source = new SqlFlowSource(database, settings(json), TypeHints.NONE);
        assertThat(issues.all()).isEmpty();
        return source.read(SharedSpark.session(), projection);
    }

    private SqlFlowSourceSettings settings(String json) throws Exception {
        JsonObject object =
                (JsonObject) JsonValue.of(new ObjectMapper().readTree(json.replace('\'', '"')), Span.startOf("f.json"));
        Properties properties = Properties.of(object, "source", issues);
        SqlFlowSourceSettings settings = SqlFlowSourceSettings.read(properties, Optional.empty(), true);
        properties.finish();
        return settings;
    }
}
