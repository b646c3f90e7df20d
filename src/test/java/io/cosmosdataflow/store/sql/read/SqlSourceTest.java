package io.cosmosdataflow.store.sql.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.SqlIsolation;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Option;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Partitioning;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Procedure;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.TestDatabases;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlSourceTest {

    private static final TableName KEYS = new TableName(Optional.of("dbo"), "Keys of all");

    private final SqlDatabase database = TestDatabases.sqlServerMode();

    @BeforeEach
    void keys() throws Exception {
        TestDatabases.execute(
                database,
                "CREATE SCHEMA dbo",
                "CREATE TABLE dbo.\"Keys of all\" (id INT, dated DATE, moment DATETIME2, \"odd \"\"name\" VARCHAR(20))",
                "INSERT INTO dbo.\"Keys of all\" SELECT x - 50, DATEADD(DAY, x, DATE '2020-01-01'),"
                        + " DATEADD(SECOND, x * 1000, TIMESTAMP '2020-01-01 00:00:00.5'), 'v' || x"
                        + " FROM SYSTEM_RANGE(1, 100)",
                "INSERT INTO dbo.\"Keys of all\" VALUES (NULL, NULL, NULL, NULL), (2147483647, '9999-12-31',"
                        + " '9999-12-31 23:59:59.9999999', 'last')");
    }

    @Test
    void aTableIsReadWithItsNamesAndItsOrder() {
        Dataset<Row> rows = read(SqlSourceSettings.of(Optional.empty()));

        assertThat(rows.columns()).containsExactly("id", "dated", "moment", "odd \"name");
        assertThat(rows.count()).isEqualTo(102);
        assertThat(rows.where("id = -49").first().toString())
                .isEqualTo("[-49,2020-01-02 00:00:00.0,2020-01-01 00:16:40.5,v1]");
    }

    @Test
    void aQueryIsSentAsItIs() {
        Dataset<Row> rows = read(SqlSourceSettings.of(
                Optional.of("SELECT TOP 3 id AS k FROM dbo.\"Keys of all\" WHERE id > 0 ORDER BY id; ")));

        assertThat(texts(rows)).containsExactly("[1]", "[2]", "[3]");
    }

    @Test
    void aDatetimeIsTheSameInAnyTimeZoneOfTheJvm() throws Exception {
        TestDatabases.execute(
                database,
                "CREATE TABLE t (a TIMESTAMP, b TIME, c TIMESTAMP WITH TIME ZONE)",
                "INSERT INTO t VALUES ('2026-03-29 02:30:00.123456', '02:30:00', '2026-03-29 02:30:00+02:00')");
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            Dataset<Row> rows = read(SqlSourceSettings.of(Optional.of("SELECT * FROM t")));
            assertThat(rows.selectExpr("cast(a as string)", "b", "c").first().toString())
                    .isEqualTo("[2026-03-29 02:30:00.123456,02:30:00,2026-03-29T02:30:00+02:00]");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "id,,",
        "id,-20,20",
        "id,20,80",
        "id,-1000,-900",
        "id,900,1000",
        "id,5,5",
        "id,80,20",
        "id,0,",
        "dated,,",
        "dated,2020-02-01,2020-03-01",
        "moment,,",
        "moment,2020-01-01T05:00:00,2020-01-01 06:00:00"
    })
    void rangesGiveEachRowOnce(String column, String lower, String upper) {
        Dataset<Row> table = read(ranges(Optional.empty(), column, lower, upper));
        Dataset<Row> query = read(ranges(
                Optional.of("SELECT * FROM dbo.\"Keys of all\" WHERE ?AdfDynamicRangePartitionCondition"
                        + " AND (id IS NULL OR id <> 7)"),
                column,
                lower,
                upper));
        Dataset<Row> bare = read(ranges(Optional.of("SELECT * FROM dbo.\"Keys of all\""), column, lower, upper));

        assertThat(texts(table)).hasSize(102).doesNotHaveDuplicates();
        assertThat(texts(query)).hasSize(101).doesNotHaveDuplicates();
        assertThat(texts(bare)).hasSize(102).doesNotHaveDuplicates();
        assertThat(table.rdd().getNumPartitions()).isEqualTo("80".equals(lower) ? 1 : 2);
    }

    @Test
    void boundsAreToldToAQueryThatAsksForThem() {
        Dataset<Row> rows = read(ranges(
                Optional.of("SELECT id FROM dbo.\"Keys of all\" WHERE ?AdfRangePartitionColumnName <="
                        + " ?AdfRangePartitionUpbound AND ?AdfRangePartitionColumnName >= ?DfRangePartitionLowbound"),
                "id",
                "1",
                "20"));

        assertThat(texts(rows)).hasSize(20).contains("[1]", "[20]").doesNotHaveDuplicates();
        assertThat(rows.rdd().getNumPartitions()).isEqualTo(2);
    }

    @Test
    void theColumnOfRangesIsTheKeyUnlessItIsNamed() throws Exception {
        TestDatabases.execute(
                database,
                "CREATE TABLE dbo.k (name VARCHAR(9), n BIGINT PRIMARY KEY)",
                "INSERT INTO dbo.k SELECT 'n' || x, x FROM SYSTEM_RANGE(1, 10)",
                "CREATE TABLE dbo.i (name VARCHAR(9) PRIMARY KEY, d DATE)",
                "CREATE INDEX by_day ON dbo.i (d)",
                "INSERT INTO dbo.i SELECT 'n' || x, DATEADD(DAY, x, DATE '2020-01-01') FROM SYSTEM_RANGE(1, 10)",
                "CREATE TABLE dbo.nothing (name VARCHAR(9))");
        for (String table : List.of("k", "i")) {
            Dataset<Row> rows =
                    source(table, ranges(Optional.empty(), null, null, null)).read(SharedSpark.session());
            assertThat(rows.count()).isEqualTo(10);
            assertThat(rows.rdd().getNumPartitions()).isEqualTo(2);
        }
        assertThat(source("nothing", ranges(Optional.empty(), null, null, null))
                        .read(SharedSpark.session())
                        .rdd()
                        .getNumPartitions())
                .isEqualTo(1);
    }

    @Test
    void aColumnWithoutAnOrderCannotMakeRanges() {
        assertThat(failure(ranges(Optional.empty(), "odd \"name", null, null)).getMessage())
                .contains("of which no ranges can be made");
    }

    @Test
    void aProcedureIsCalledWithItsParameters() throws Exception {
        TestDatabases.execute(
                database,
                "CREATE ALIAS below AS 'java.sql.ResultSet below(java.sql.Connection c, int most, String prefix) throws"
                        + " Exception { java.sql.PreparedStatement p = c.prepareStatement(\"SELECT id, CONCAT(?, id) AS"
                        + " name FROM dbo.\\\"Keys of all\\\" WHERE id BETWEEN 0 AND ?\"); p.setString(1, prefix);"
                        + " p.setInt(2, most); return p.executeQuery(); }'");
        Procedure procedure = new Procedure(
                "below", List.of(new SqlParameter("most", "2", "Int"), new SqlParameter("prefix", "n", "")));
        SqlSourceSettings settings = new SqlSourceSettings(
                Optional.empty(), Optional.of(procedure), Optional.empty(), OptionalInt.empty(), Partitioning.NONE);

        assertThat(texts(read(settings))).containsExactlyInAnyOrder("[0,n0]", "[1,n1]", "[2,n2]");
    }

    @Test
    void theIsolationDecidesWhetherUncommittedRowsAreSeen() throws Exception {
        try (Connection other = TestDatabases.connect(database);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO dbo.\"Keys of all\" (id) VALUES (777)");

            assertThat(read(isolated(SqlIsolation.READ_UNCOMMITTED))
                            .where("id = 777")
                            .count())
                    .isEqualTo(1);
            assertThat(read(isolated(SqlIsolation.READ_COMMITTED))
                            .where("id = 777")
                            .count())
                    .isZero();
            other.rollback();
        }
    }

    @Test
    void aQueryThatTakesTooLongIsEnded() {
        SqlSourceSettings settings = new SqlSourceSettings(
                Optional.of(
                        "SELECT a.x FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b WHERE a.x + b.x < 0"),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(1),
                Partitioning.NONE);

        Throwable failure = catchThrowable(() -> read(settings).count());

        assertThat(failure).hasStackTraceContaining("refuses: the query.");
    }

    @Test
    void theDatabaseLeavesOutColumnsAndRowsThatAreNotNeeded() {
        Dataset<Row> rows = read(SqlSourceSettings.of(Optional.empty()));

        String plan = rows.where("id > 40 and dated is not null")
                .select("id")
                .queryExecution()
                .toString();
        assertThat(plan)
                .contains("SELECT \"id\", \"dated\" FROM \"dbo\".\"Keys of all\" WHERE \"id\" IS NOT NULL AND")
                .contains("\"id\" > 40");
        assertThat(rows.where("id > 40 and dated is not null").select("id").count())
                .isEqualTo(11);
        assertThat(rows.where("`odd \"name` = 'v7' or id = 2").count()).isEqualTo(2);
    }

    @Test
    void thePasswordIsInNoPlan() {
        SqlDatabase guarded = new SqlDatabase(
                database.kind(),
                true,
                database.url() + ";USER=sa;PASSWORD=",
                database.driver(),
                Map.of("note", Secret.of("hidden")),
                "test");
        Dataset<Row> rows = new SqlSource(guarded, Optional.of(KEYS), SqlSourceSettings.of(Optional.empty()))
                .read(SharedSpark.session());

        assertThat(rows.queryExecution().toString()
                        + rows.queryExecution().logical().toJSON())
                .doesNotContain("hidden");
        assertThat(rows.count()).isEqualTo(102);
    }

    @Test
    void rowsThatWereReadAreCounted() {
        SqlSource source = new SqlSource(database, Optional.of(KEYS), SqlSourceSettings.of(Optional.empty()));
        Dataset<Row> rows = source.read(SharedSpark.session());
        assertThat(source.metrics().rows()).hasValue(0L);

        rows.write().format("noop").mode("overwrite").save();

        assertThat(source.metrics().rows()).hasValue(102L);
        assertThat(source.hierarchical()).isFalse();
    }

    @Test
    void whatIsMissingOrWrongIsSaidBeforeTheDataIsRead() {
        SqlSource missing = source("nowhere", SqlSourceSettings.of(Optional.empty()));
        SqlSource nothing = new SqlSource(database, Optional.empty(), SqlSourceSettings.of(Optional.empty()));

        assertThat(catchThrowableOfType(() -> missing.read(SharedSpark.session()), JobException.class))
                .hasMessageContaining("has no such table: table dbo.nowhere")
                .extracting(JobException::code)
                .isEqualTo(ErrorCode.SqlTableMissing);
        assertThat(catchThrowableOfType(() -> nothing.read(SharedSpark.session()), JobException.class)
                        .code())
                .isEqualTo(ErrorCode.MissingProperty);
        assertThat(failure(SqlSourceSettings.of(Optional.of("selekt 1"))).code())
                .isEqualTo(ErrorCode.SqlQueryFailed);
        assertThat(failure(SqlSourceSettings.of(Optional.of("select 1 as a, 2 as a"))))
                .hasMessageContaining("gives column 'a' twice");
    }

    /** Source: H2, "Error Codes": 42000, 42001, 90022, 42102. */
    @Test
    void theEmbeddedDatabaseIsNamedAsWhatItIs() {
        SqlSource missing = source("nowhere", SqlSourceSettings.of(Optional.empty()));
        JobException table = catchThrowableOfType(() -> missing.read(SharedSpark.session()), JobException.class);

        assertThat(table)
                .hasMessageStartingWith("The embedded database that stands in for SQL Server of linked service '"
                        + database.name() + "' has")
                .hasMessageContaining("the file DIR/" + database.name() + "/<schema>.<table>.csv")
                .hasMessageNotContaining("jdbc:");
        for (String query :
                List.of("SELECT value FROM OPENJSON('[1]')", "SELECT 1 AS a FOR JSON PATH", "SELECT TRY_PARSE('1')")) {
            JobException refused = failure(SqlSourceSettings.of(Optional.of(query)));
            assertThat(refused.code()).as(query).isEqualTo(ErrorCode.SqlQueryFailed);
            assertThat(refused)
                    .hasMessageStartingWith("The embedded database that stands in for SQL Server of")
                    .hasMessageContaining("It speaks the SQL of SQL Server as far as H2 does: what only the server has,"
                            + " such as OPENJSON and FOR JSON, needs the server.")
                    .hasMessageNotContaining("MODE=");
        }
        assertThat(failure(SqlSourceSettings.of(Optional.of("SELECT 1 / 0"))))
                .hasMessageNotContaining("as far as H2 does");
    }

    private static SqlSourceSettings isolated(SqlIsolation isolation) {
        return new SqlSourceSettings(
                Optional.empty(), Optional.empty(), Optional.of(isolation), OptionalInt.empty(), Partitioning.NONE);
    }

    private static SqlSourceSettings ranges(Optional<String> query, String column, String lower, String upper) {
        return new SqlSourceSettings(
                query,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                new Partitioning(
                        Option.RANGE,
                        Optional.ofNullable(column),
                        Optional.ofNullable(lower),
                        Optional.ofNullable(upper),
                        List.of()));
    }

    private JobException failure(SqlSourceSettings settings) {
        return catchThrowableOfType(() -> read(settings), JobException.class);
    }

    private SqlSource source(String table, SqlSourceSettings settings) {
        return new SqlSource(database, Optional.of(new TableName(Optional.of("dbo"), table)), settings);
    }

    private Dataset<Row> read(SqlSourceSettings settings) {
        return new SqlSource(database, Optional.of(KEYS), settings).read(SharedSpark.session());
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }
}
