package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static io.cosmosdataflow.testing.Mappings.translated;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written to a file is read from it as the same value, whatever the format, by copies and by data flows: for
 * each interim type a usual value, both ends of its range, and null. The values themselves are what is expected.
 */
class FileRoundTripTest {

    /** A column: interim type, type of data flows, and values. */
    private record Kind(String name, String interim, String flow, String sparkType, String... values) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("bool", "Boolean", "boolean", "boolean", "true", "false", "true"),
            new Kind("short", "Int16", "short", "smallint", "5", "-32768", "32767"),
            new Kind("int", "Int32", "integer", "int", "5", "-2147483648", "2147483647"),
            new Kind("long", "Int64", "long", "bigint", "5", "-9223372036854775808", "9223372036854775807"),
            new Kind("single", "Single", "float", "float", "0.1", "-3.4028235E38", "1.4E-45"),
            new Kind("double", "Double", "double", "double", "0.1", "-1.7976931348623157E308", "4.9E-324"),
            new Kind(
                    "dec",
                    "Decimal",
                    "decimal(38,18)",
                    "decimal(38,18)",
                    "1.10",
                    "-99999999999999999999.999999999999999999",
                    "0.000000000000000001"),
            new Kind("money", "Decimal", "decimal(10,2)", "decimal(10,2)", "5.50", "-99999999.99", "0.01"),
            new Kind(
                    "text",
                    "String",
                    "string",
                    "string",
                    "a \"b\" \\\\ c, d",
                    "Gr\u00fc\u00dfe \u20ac \ud83d\ude00",
                    "12"),
            new Kind("date", "Date", "date", "date", "2026-01-31", "0001-01-01", "9999-12-31"),
            new Kind(
                    "time",
                    "Datetime",
                    "timestamp",
                    "timestamp",
                    "2026-01-31 08:09:10.123",
                    "0001-01-01 00:00:00",
                    "9999-12-31 23:59:59.999"));

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;
    private Dataset<Row> rows;

    @BeforeEach
    void values() {
        runs = LocalRuns.in(directory);
        SparkSession spark = session();
        List<String> selects = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int row = i;
            selects.add("SELECT " + i + " AS id, "
                    + KINDS.stream()
                            .map(kind ->
                                    "CAST(" + (row == 3 ? "NULL" : "'" + kind.values()[row].replace("'", "\\'") + "'")
                                            + " AS " + kind.sparkType() + ") AS `" + kind.name() + "`")
                            .collect(Collectors.joining(", ")));
        }
        rows = spark.sql(String.join(" UNION ALL ", selects)).coalesce(1);
        rows.write().parquet(runs.local("Blob/c/in").toString());
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Parquet", "in", "")
                .file("Back", "Parquet", "back", "x.parquet");
    }

    /** The zone and the calendar of activities. */
    private static SparkSession session() {
        assertThat(TimeZone.getDefault().getID()).isEqualTo("UTC");
        return ActivitySession.of(SharedSpark.session());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parquet", "Orc", "Avro", "Json"})
    void byCopies(String format) {
        boolean documents = format.equals("Json");
        String mappings = "\"typeConversion\": true, \"mappings\": ["
                + names().stream()
                        .map(name -> "{\"source\": "
                                + (documents ? "{\"path\": \"$['" + name + "']\"}" : "{\"name\": \"" + name + "\"}")
                                + ", \"sink\": {\"name\": \"" + name + "\"" + type(name) + "}}")
                        .collect(Collectors.joining(", "))
                + "]";
        factory.file("File", format, "file", "x")
                .pipeline(
                        "P",
                        copy("A", "In", "{\"type\": \"ParquetSource\"}", "File", "{\"type\": \"" + format + "Sink\"}"),
                        copy(
                                "B",
                                "File",
                                "{\"type\": \"" + format + "Source\"}",
                                "Back",
                                translated("{\"type\": \"ParquetSink\"}", mappings),
                                "A"));

        theSameComesBack();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parquet", "Orc", "Avro", "Json"})
    void byDataFlows(String format) {
        String columns = "id as integer, "
                + KINDS.stream().map(kind -> kind.name() + " as " + kind.flow()).collect(Collectors.joining(", "));
        String source = "source(output(" + columns + "), allowSchemaDrift: false, validateSchema: false) ~> S\n";
        factory.file("File", format, "file", "")
                .dataFlow("Out", Map.of("S", "In"), Map.of("K", "File"), source + "S sink(allowSchemaDrift: true) ~> K")
                .dataFlow(
                        "Return",
                        Map.of("S", "File"),
                        Map.of("K", "Back"),
                        source + "S sink(allowSchemaDrift: true, partitionFileNames: ['x.parquet']) ~> K")
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
        for (Kind kind : KINDS) {
            assertThat(values(back, kind.name())).as(kind.name()).isEqualTo(values(rows, kind.name()));
        }
    }

    private static List<Object> values(Dataset<Row> rows, String name) {
        return rows.orderBy("id").select(name).collectAsList().stream()
                .map(row -> row.get(0))
                .toList();
    }
}
