package io.cosmosdataflow.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.file.FileStore;
import io.cosmosdataflow.store.kind.KeyChoice;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.RejectsOfRun;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.testing.ChildProcess;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDatabasesTest {

    @TempDir
    Path directory;

    private final List<String> remarks = new ArrayList<>();

    @Test
    void aSeedBecomesATableOfItsSchema() throws Exception {
        seed("dbo.Orders.csv", "Id,Name\n1,Ann\n2,\"Bob, \"\"B\"\"\"\n");
        seed("sales.Lines.json", "[{\"Id\": 1, \"n\": 1.50}, {\"Id\": 2, \"tags\": [\"a\"]}]");
        seed("Plain.jsonl", "{\"a\": \"x\"}\n{\"a\": null}\n");
        seed("readme.txt", "no table");

        SqlDatabase database = open();

        assertThat(query(database, "SELECT * FROM dbo.Orders")).containsExactly("1|Ann", "2|Bob, \"B\"");
        assertThat(query(database, "SELECT * FROM sales.LINES"))
                .containsExactly("1|1.500000000000000000|null", "2|null|[\"a\"]");
        assertThat(query(database, "SELECT * FROM plain")).containsExactly("x", "null");
        assertThat(remarks)
                .containsExactly("made the database of linked service 'Sql' in SQL Server mode, with tables"
                        + " dbo.Plain (2 rows), dbo.Orders (2 rows), sales.Lines (2 rows).");
    }

    @Test
    void typesAreFoundByTheValues() throws Exception {
        seed(
                "t.csv",
                """
                i,l,m,d,f,b,day,at,z,zip,mixed,none
                1,1,1.50,1,1e3,true,2026-01-31,2026-01-31,2026-01-31T10:00:00Z,01234,1,
                -2,9000000000,-20,123456789012345678901234567890,2,FALSE,2024-02-29,2026-01-31 10:00:00.25,\
                2026-01-31T10:00:00.5+02:00,1,true,
                """);

        assertThat(types(open(), "t"))
                .containsExactly(
                        "i INTEGER",
                        "l BIGINT",
                        "m DECIMAL(38,18)",
                        "d DECIMAL(38,0)",
                        "f DOUBLE PRECISION",
                        "b BOOLEAN",
                        "day DATE",
                        "at TIMESTAMP",
                        "z TIMESTAMP WITH TIME ZONE",
                        "zip CHARACTER VARYING",
                        "mixed CHARACTER VARYING",
                        "none CHARACTER VARYING");
    }

    /** Source: arithmetic: 38 digits in all, those before the point first. */
    @ParameterizedTest
    @CsvSource({"1.5, 18", "0.1234567890123456789012, 22", "1234567890123456789012345678.5, 10"})
    void decimalsAreWide(String value, int scale) throws Exception {
        seed("t.csv", "a\n" + value + "\n");

        assertThat(types(open(), "t")).containsExactly("a DECIMAL(38," + scale + ")");
    }

    /** Source: Microsoft Learn, connector-azure-sql-database, "Data type mapping", and {@code schema} of a dataset. */
    @ParameterizedTest
    @ValueSource(strings = {"1,1.5,1,2026-01-31,x,1\n", ""})
    void aDatasetOfTheTableTellsTheTypes(String row) throws Exception {
        FactoryFiles factory = FactoryFiles.in(directory.resolve("factory"))
                .linkedService("Sql", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .write("dataset/Other.json", table("Sql", "other", "{\"name\": \"id\", \"type\": \"nvarchar\"}"))
                .write(
                        "dataset/T.json",
                        table(
                                "Sql",
                                "t",
                                "{\"name\": \"id\", \"type\": \"bigint\", \"precision\": 19},{\"name\": \"Price\","
                                        + " \"type\": \"decimal\", \"precision\": 9, \"scale\": 3},{\"name\": \"flag\","
                                        + " \"type\": \"bit\"},{\"name\": \"at\", \"type\": \"datetime2\", \"scale\":"
                                        + " 7},{\"name\": \"name\", \"type\": \"nvarchar\"}"));
        seed("t.csv", "id,price,flag,at,name,more:smallint\n" + row);
        LocalDatabases databases = new LocalDatabases(
                Optional.of(directory),
                FactoryLoader.load(factory.directory(), new Issues()).datasets().all(),
                FileStore::seed);

        SqlDatabase database = databases.database(service("Sql", "AzureSqlDatabase"), context());

        assertThat(types(database, "t"))
                .containsExactly(
                        "id BIGINT",
                        "price NUMERIC",
                        "flag BOOLEAN",
                        "at TIMESTAMP",
                        "name CHARACTER VARYING",
                        "more SMALLINT");
        TestDatabases.execute(database, "INSERT INTO t (id, price) VALUES (9, 301.25)");
        assertThat(query(database, "SELECT price FROM t WHERE id = 9")).containsExactly("301.250");
    }

    private static String table(String service, String table, String columns) {
        return """
                {"name": "%s", "properties": {
                   "linkedServiceName": {"referenceName": "%s", "type": "LinkedServiceReference"},
                   "type": "AzureSqlTable", "schema": [%s],
                   "typeProperties": {"schema": "dbo", "table": "%s"}}}"""
                .formatted(table.equals("t") ? "T" : "Other", service, columns, table);
    }

    @Test
    void aTextOfJsonIsNoNumber() throws Exception {
        seed("t.json", "[{\"a\": \"12\", \"b\": 12, \"c\": \"2026-01-31T10:00:00\", \"d\": {\"x\": 1}}]");

        assertThat(types(open(), "t"))
                .containsExactly("a CHARACTER VARYING", "b INTEGER", "c TIMESTAMP", "d CHARACTER VARYING");
    }

    @Test
    void theHeaderMayTellTypesAndTheKey() throws Exception {
        seed("t.csv", "id:bigint:key,line::key,\"price:decimal(10, 2)\",name:nvarchar(20)\n1,1,2.5,\n1,2,3,\"\"\n");

        SqlDatabase database = open();

        assertThat(types(database, "t"))
                .containsExactly("id BIGINT", "line INTEGER", "price DECIMAL(10,2)", "name CHARACTER VARYING");
        assertThat(query(database, "SELECT * FROM t")).containsExactly("1|1|2.50|null", "1|2|3.00|");
        assertThatThrownBy(() -> TestDatabases.execute(database, "INSERT INTO t VALUES (1, 2, 0, 'again')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("primary key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a:int\\nx\\n;, row 1: the value of column 'a' is no int.",
                "a:int:key\\n1\\n1\\n;, row 2: a row with its key is there already.",
                "a:int:key,b\\n1,1\\n,2\\n;, row 2: the key column 'a' has no value.",
                "a:int:primary\\n1\\n;: column 'a:int:primary' of the header is none of name, name:type,",
                "a:int) AS x\\n1\\n;: column 'a:int) AS x' of the header has no type as int, varchar(20)",
                "a:interger\\n1\\n;: no table can be made of it: Unknown data type: \"INTERGER\".",
            })
    void aSeedThatDoesNotFitIsReported(String seed, String message) throws Exception {
        seed("t.csv", seed.replace("\\n", "\n"));

        assertThatThrownBy(this::open)
                .asInstanceOf(InstanceOfAssertFactories.type(JobException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FileMalformed))
                .satisfies(e -> assertThat(e).hasMessageContaining("t.csv" + message));
        assertThat(directory.resolve(".sql/Sql.mv.db")).doesNotExist();

        seed("t.csv", "a:int\n1\n");
        assertThat(query(open(), "SELECT * FROM t")).containsExactly("1");
    }

    @Test
    void twoSeedsOfATableAreAnError() throws IOException {
        seed("t.csv", "a\n1\n");
        seed("dbo.T.json", "[]");

        assertThatThrownBy(this::open).isInstanceOf(JobException.class).hasMessageContaining("Keep one of them");
    }

    @Test
    void whatARunWroteStaysAndSeedsAreNotReadAgain() throws Exception {
        seed("t.csv", "a\n1\n");
        TestDatabases.execute(open(), "INSERT INTO t VALUES (2)", "SHUTDOWN");
        seed("t.csv", "a\n3\n");
        remarks.clear();

        assertThat(query(open(), "SELECT a FROM t")).containsExactly("1", "2");
        assertThat(remarks).isEmpty();
    }

    @Test
    void aSecondProcessIsToldThatTheDatabaseIsInUse() throws Exception {
        SqlDatabase database = open();
        try (Connection connection = TestDatabases.connect(database)) {
            assertThat(connection.isValid(1)).isTrue();
            ChildProcess.Ended second = ChildProcess.run(
                    Duration.ofMinutes(2),
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SecondProcess.class.getName(),
                            directory.toString()));

            assertThat(second.output())
                    .contains("StateUnavailable: The embedded database")
                    .contains("is in use.");
        }
    }

    /** Opens the database of another process. */
    static final class SecondProcess {
        public static void main(String[] arguments) {
            try {
                new LocalDatabases(Optional.of(Path.of(arguments[0])), List.of(), FileStore::seed)
                        .database(service("Sql", "AzureSqlDatabase"), context(null, remark -> {}));
            } catch (JobException e) {
                System.err.println(e.code() + ": " + e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AzureSqlDatabase, dbo, SELECT TOP 1 [Id] FROM [dbo].[Orders]",
        "AzurePostgreSql, public, SELECT id::text FROM public.orders LIMIT 1",
        "AzureMySql, PUBLIC, SELECT `Id` FROM `Orders` LIMIT 1",
        "MariaDB, PUBLIC, SELECT `Id` FROM `Orders` LIMIT 1",
        "Oracle, PUBLIC, SELECT NVL(Id; 0) FROM ORDERS WHERE ROWNUM <= 1",
    })
    void eachKindHasItsMode(String type, String schema, String sql) throws Exception {
        seed("Orders.csv", "Id,Name\n7,x\n");

        SqlDatabase database = databases().database(service("Sql", type), context());

        assertThat(query(database, sql.replace(';', ','))).containsExactly("7");
        try (Connection connection = TestDatabases.connect(database);
                ResultSet tables = connection.getMetaData().getTables(null, schema, "Orders", null)) {
            assertThat(tables.next()).isTrue();
        }
    }

    @Test
    void sparkReadsItWithSeveralTasks() throws IOException {
        seed("t.csv", "a,b\n1,x\n2,y\n3,z\n");
        SqlDatabase database = open();

        List<Row> rows = SharedSpark.session()
                .read()
                .format("jdbc")
                .option("url", database.url())
                .option("driver", database.driver())
                .option("user", "sa")
                .option("password", "")
                .option("dbtable", "t")
                .option("partitionColumn", "a")
                .option("lowerBound", 1)
                .option("upperBound", 3)
                .option("numPartitions", 2)
                .load()
                .collectAsList();

        assertThat(rows).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDirectoryIsNeededAndACheckTouchesNothing(boolean given) {
        LocalDatabases databases =
                given ? databases() : new LocalDatabases(Optional.empty(), List.of(), FileStore::seed);

        assertThat(databases.standsInFor(service("Sql", "AzureSqlDatabase"))).isEqualTo(given);
        assertThat(databases.standsInFor(service("Blob", "AzureBlobStorage"))).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    private LocalDatabases databases() {
        return new LocalDatabases(Optional.of(directory), List.of(), FileStore::seed);
    }

    private SqlDatabase open() {
        return databases().database(service("Sql", "AzureSqlDatabase"), context());
    }

    private Opening context() {
        return context(SharedSpark.session(), remarks::add);
    }

    private static Opening context(SparkSession spark, Consumer<String> remark) {
        return new Opening(
                spark,
                "A",
                remark,
                Optional.empty(),
                RejectsOfRun.NONE,
                Optional.empty(),
                container -> new KeyChoice(List.of("/id"), ""));
    }

    private static LinkedService service(String name, String type) {
        Span nowhere = Span.startOf("Sql.json");
        JsonObject nothing = new JsonObject(nowhere, Map.of());
        return new LinkedService(name, type, nothing, Map.of(), Optional.empty(), nowhere, nothing);
    }

    private void seed(String file, String text) throws IOException {
        Files.createDirectories(directory.resolve("Sql"));
        Files.writeString(directory.resolve("Sql").resolve(file), text);
    }

    private static List<String> query(SqlDatabase database, String sql) throws SQLException {
        try (Connection connection = TestDatabases.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                found.add(String.join("|", values));
            }
            return found;
        }
    }

    private static List<String> types(SqlDatabase database, String table) throws SQLException {
        try (Connection connection = TestDatabases.connect(database);
                ResultSet columns = connection.getMetaData().getColumns(null, null, table, null)) {
            List<String> types = new ArrayList<>();
            while (columns.next()) {
                String type = columns.getString("TYPE_NAME");
                types.add(columns.getString("COLUMN_NAME") + " " + type
                        + (type.equals("DECIMAL")
                                ? "(" + columns.getInt("COLUMN_SIZE") + "," + columns.getInt("DECIMAL_DIGITS") + ")"
                                : ""));
            }
            return types;
        }
    }
}
