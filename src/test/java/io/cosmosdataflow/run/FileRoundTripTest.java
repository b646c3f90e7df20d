package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static io.cosmosdataflow.testing.Mappings.translated;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What we write we can read back: each type by each format and by each embedded database, through copies and through data
 * flows. For each interim type a usual value, both ends of its range or what is odd of it, and null. The values
 * themselves are what is expected.
 */
class FileRoundTripTest {

    /**
     * A column: interim type, type of data flows, and values.
     *
     * @param carried Spark's type of the values at both ends
     * @param back Spark's type in which values are compared, where files have no more of them
     */
    private record Kind(String name, String interim, String flow, String carried, String back, List<String> values) {

        static Kind of(String name, String interim, String flow, String carried, String... values) {
            return new Kind(name, interim, flow, carried, carried, List.of(values));
        }

        Kind comparedAs(String type) {
            return new Kind(name, interim, flow, carried, type, values);
        }
    }

    private static final List<Kind> KINDS = List.of(
            Kind.of("bool", "Boolean", "boolean", "boolean", "true", "false", "true"),
            Kind.of("sbyte", "SByte", "byte", "tinyint", "5", "-128", "127"),
            Kind.of("byte", "Byte", "short", "smallint", "5", "0", "255"),
            Kind.of("short", "Int16", "short", "smallint", "5", "-32768", "32767"),
            Kind.of("ushort", "UInt16", "integer", "int", "5", "0", "65535"),
            Kind.of("int", "Int32", "integer", "int", "5", "-2147483648", "2147483647"),
            Kind.of("uint", "UInt32", "long", "bigint", "5", "0", "4294967295"),
            Kind.of("long", "Int64", "long", "bigint", "5", "-9223372036854775808", "9223372036854775807"),
            Kind.of("ulong", "UInt64", "decimal(20,0)", "decimal(20,0)", "5", "0", "18446744073709551615"),
            Kind.of("single", "Single", "float", "float", "0.1", "-3.4028235E38", "1.4E-45"),
            Kind.of("double", "Double", "double", "double", "0.1", "-1.7976931348623157E308", "4.9E-324"),
            Kind.of("singles", "Single", "float", "float", "NaN", "-Infinity", "Infinity"),
            Kind.of("doubles", "Double", "double", "double", "NaN", "-Infinity", "Infinity"),
            Kind.of(
                    "dec",
                    "Decimal",
                    "decimal(38,18)",
                    "decimal(38,18)",
                    "1.10",
                    "-99999999999999999999.999999999999999999",
                    "0.000000000000000001"),
            Kind.of("money", "Decimal", "decimal(10,2)", "decimal(10,2)", "5.50", "-99999999.99", "0.01"),
            Kind.of(
                    "text",
                    "String",
                    "string",
                    "string",
                    "a \"b\" \\\\ c, d",
                    "Gr\u00fc\u00dfe \u20ac \ud83d\ude00",
                    "12"),
            Kind.of("odd", "String", "string", "string", "", " x ", "one\\ntwo"),
            Kind.of("words", "String", "string", "string", "null", "\"", "\\\\"),
            Kind.of("bytes", "Byte[]", "binary", "binary", "AP8=", "", "YWI="),
            Kind.of("date", "Date", "date", "date", "2026-01-31", "0001-01-01", "9999-12-31"),
            Kind.of(
                    "time",
                    "Datetime",
                    "timestamp",
                    "timestamp",
                    "2026-01-31 08:09:10.123",
                    "0001-01-01 00:00:00",
                    "9999-12-31 23:59:59.999"),
            Kind.of(
                    "micros",
                    "Datetime",
                    "timestamp",
                    "timestamp",
                    "2026-01-31 08:09:10.123456",
                    "0001-01-01 00:00:00.000001",
                    "9999-12-31 23:59:59.999999"),
            Kind.of(
                    "guid",
                    "Guid",
                    "string",
                    "string",
                    "0f8fad5b-d9cb-469f-a165-70867728950e",
                    "00000000-0000-0000-0000-000000000000",
                    "ffffffff-ffff-ffff-ffff-ffffffffffff"),
            Kind.of("span", "Timespan", "string", "string", "02:03:04.5000000", "00:00:00", "23:59:59.9999999"),
            Kind.of(
                            "offset",
                            "Datetimeoffset",
                            "string",
                            "string",
                            "2026-01-31T08:09:10.123456+02:00",
                            "0001-01-02T00:00:00+00:00",
                            "9999-12-30T23:59:59.999-08:00")
                    .comparedAs("timestamp"));

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;
    private Dataset<Row> rows;

    /** Source: Oracle, SQL Language Reference, "Nulls": a text of no characters is null. */
    private boolean emptyIsNull;

    @BeforeEach
    void values() {
        runs = LocalRuns.in(directory);
        SparkSession spark = session();
        List<String> selects = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int row = i;
            selects.add("SELECT " + i + " AS id, "
                    + KINDS.stream().map(kind -> value(kind, row)).collect(Collectors.joining(", ")));
        }
        rows = spark.sql(String.join(" UNION ALL ", selects)).coalesce(1);
        rows.write().parquet(runs.local("Blob/c/in").toString());
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Parquet", "in", "")
                .file("Back", "Parquet", "back", "x.parquet");
    }

    private static String value(Kind kind, int row) {
        String text = row == 3 ? "NULL" : "'" + kind.values().get(row).replace("'", "\\'") + "'";
        boolean bytes = kind.carried().equals("binary");
        return (bytes ? "unbase64(" + text + ")" : "CAST(" + text + " AS " + kind.carried() + ")") + " AS `"
                + kind.name() + "`";
    }

    /** The zone and the calendar of activities. */
    private static SparkSession session() {
        assertThat(TimeZone.getDefault().getID()).isEqualTo("UTC");
        return ActivitySession.of(SharedSpark.session());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parquet", "Orc", "Avro", "Json", "DelimitedText"})
    void filesByCopies(String format) {
        factory.file("There", format, "file", "x", settings(format));
        copied("{\"type\": \"" + format + "Sink\"}", "{\"type\": \"" + format + "Source\"}", format.equals("Json"));
    }

    @ParameterizedTest
    @CsvSource({
        "AzureSqlDatabase, AzureSqlTable, AzureSqlSource, AzureSqlSink",
        "AzurePostgreSql, AzurePostgreSqlTable, AzurePostgreSqlSource, AzurePostgreSqlSink",
        "AzureMySql, AzureMySqlTable, AzureMySqlSource, AzureMySqlSink",
        "Oracle, OracleTable, OracleSource, OracleSink"
    })
    void tablesByCopies(String service, String dataset, String source, String sink) {
        table(service, dataset);
        emptyIsNull = service.equals("Oracle");
        copied(
                "{\"type\": \"" + sink + "\", \"tableOption\": \"autoCreate\"}",
                "{\"type\": \"" + source + "\"}",
                false);
    }

    private void copied(String sink, String source, boolean documents) {
        factory.pipeline(
                "P",
                copy("A", "In", "{\"type\": \"ParquetSource\"}", "There", translated(sink, mappings(false, documents))),
                copy(
                        "B",
                        "There",
                        source,
                        "Back",
                        translated("{\"type\": \"ParquetSink\"}", mappings(documents, false)),
                        "A"));

        theSameComesBack();
    }

    private static String[] settings(String format) {
        return format.equals("DelimitedText") ? new String[] {"\"firstRowAsHeader\": true"} : new String[0];
    }

    private void table(String service, String dataset) {
        factory.linkedService(
                        "Db",
                        service,
                        "{\"connectionString\": \"Server=x.example;Port=1;Database=db;User ID=u;Password=p\"}")
                .dataset("There", dataset, "Db", "{\"schema\": \"s\", \"table\": \"t\"}");
    }

    private static String mappings(boolean fromDocuments, boolean toDocuments) {
        return "\"typeConversion\": true, \"mappings\": ["
                + names().stream()
                        .map(name -> "{\"source\": {" + end(fromDocuments, name) + "}, \"sink\": {"
                                + end(toDocuments, name) + type(name) + "}}")
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private static String end(boolean documents, String name) {
        return documents ? "\"path\": \"$['" + name + "']\"" : "\"name\": \"" + name + "\"";
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parquet", "Orc", "Avro", "Json", "DelimitedText"})
    void filesByDataFlows(String format) {
        factory.file("There", format, "file", "", settings(format));
        flowed("", format.equals("DelimitedText") ? ", multiLineRow: true" : "");
    }

    @ParameterizedTest
    @CsvSource({
        "AzureSqlDatabase, AzureSqlTable",
        "AzurePostgreSql, AzurePostgreSqlTable",
        "AzureMySql, AzureMySqlTable"
    })
    void tablesByDataFlows(String service, String dataset) {
        table(service, dataset);
        flowed(
                ", insertable: true, recreate: true, format: 'table'",
                ", format: 'table', isolationLevel: 'READ_UNCOMMITTED'");
    }

    private void flowed(String writing, String reading) {
        String columns = "id as integer, "
                + KINDS.stream().map(kind -> kind.name() + " as " + kind.flow()).collect(Collectors.joining(", "));
        String source = "source(output(" + columns + "), allowSchemaDrift: false, validateSchema: false";
        factory.dataFlow(
                        "Out",
                        Map.of("S", "In"),
                        Map.of("K", "There"),
                        source + ") ~> S\nS sink(allowSchemaDrift: true" + writing + ") ~> K")
                .dataFlow(
                        "Return",
                        Map.of("S", "There"),
                        Map.of("K", "Back"),
                        source + reading
                                + ") ~> S\nS sink(allowSchemaDrift: true, partitionFileNames: ['x.parquet']) ~> K")
                .pipeline(
                        "P",
                        executeDataFlow("A", "Out", "{}", ""),
                        executeDataFlow("B", "Return", "{}", "")
                                .replace(
                                        "\"dependsOn\": []",
                                        "\"dependsOn\": [{\"activity\": \"A\", \"dependencyConditions\": [\"Succeeded\"]}]"));

        theSameComesBack();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("id"));
        KINDS.forEach(kind -> names.add(kind.name()));
        return names;
    }

    private static String type(String name) {
        return KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .map(kind -> ", \"type\": \"" + kind.interim() + "\""
                        + (name.equals("dec") ? ", \"precision\": 38, \"scale\": 18" : "")
                        + (name.equals("money") ? ", \"precision\": 10, \"scale\": 2" : ""))
                .orElse(", \"type\": \"Int32\"");
    }

    private void theSameComesBack() {
        PipelineResult result = runs.run("P");

        assertThat(result.record().status()).as(result.failures().toString()).isEqualTo(RunStatus.Succeeded);
        Dataset<Row> back =
                session().read().parquet(runs.local("Blob/c/back/x.parquet").toString());
        List<Row> found = values(back);
        List<Row> expected = values(rows);
        SoftAssertions all = new SoftAssertions();
        for (Kind kind : KINDS) {
            all.assertThat(of(kind, found)).as(kind.name()).isEqualTo(of(kind, expected));
        }
        all.assertAll();
    }

    /** All at once: a query for each kind would take most of the time. */
    private List<Row> values(Dataset<Row> rows) {
        return rows.orderBy("id")
                .select(KINDS.stream().map(this::value).toArray(Column[]::new))
                .collectAsList();
    }

    private static List<Object> of(Kind kind, List<Row> rows) {
        return rows.stream().<Object>map(row -> row.get(KINDS.indexOf(kind))).toList();
    }

    private Column value(Kind kind) {
        Column value = functions.col(kind.name());
        Column text = emptyIsNull && kind.back().equals("string") ? functions.when(value.notEqual(""), value) : value;
        return switch (kind.carried()) {
            case "binary" -> functions.base64(value);
            case "string" -> text.cast(kind.back());
            default -> value;
        };
    }
}
