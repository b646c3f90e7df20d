package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources without a row, and so, where nobody names them, without a column, on their way to what needs columns. */
class NothingToWriteTest {

    private static final String TABLE_SINK = "{\"type\": \"AzureSqlSink\", \"tableOption\": \"autoCreate\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void emptySources() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("Json", "Json", "in", "empty.json")
                .file("Csv", "DelimitedText", "in", "empty.csv", "\"firstRowAsHeader\": true")
                .container("Items", "items")
                .linkedService("Sql", "AzureSqlDatabase", "{\"connectionString\": \"Server=x\"}")
                .dataset("Table", "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"Made\"}");
        runs.file("Blob/c/in/empty.json", "[]")
                .file("Blob/c/in/empty.csv", "")
                .file("Shop/" + factory.database() + "/items.jsonl", "");
    }

    @ParameterizedTest
    @CsvSource({
        "Json, Parquet",
        "Json, Avro",
        "Json, Orc",
        "Csv, Parquet",
        "Items, Parquet",
        "Items, Orc",
    })
    void aColumnarFileNeedsColumns(String source, String format) {
        factory.file("Out", format, "out", "x")
                .pipeline("P", copy("C", source, source(source), "Out", "{\"type\": \"" + format + "Sink\"}"));

        assertThat(failure())
                .startsWith("SchemaMismatch There is nothing to write to ")
                .contains("neither rows nor columns");
        assertThat(runs.local("Blob/c/out/x")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Json", "Items"})
    void aTableThatIsMadeNeedsColumns(String source) {
        factory.pipeline("P", copy("C", source, source(source), "Table", TABLE_SINK));

        assertThat(failure()).startsWith("SchemaMismatch Table dbo.Made of Sql cannot be made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parquet", "Avro", "Orc"})
    void aDataFlowNeedsColumnsToo(String format) {
        factory.file("Out", format, "out", "").pipeline("P", executeDataFlow("D", "Flow", "{}", ""));
        flow("allowSchemaDrift: true, validateSchema: false");

        assertThat(failure()).startsWith("SchemaMismatch There is nothing to write to ");
    }

    @Test
    void aTableThatADataFlowMakesAnewIsNotDroppedForNothing() {
        runs.file("Sql/dbo.Made.csv", "id:int\n1\n");
        factory.dataset("Out", "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"Made\"}")
                .file("Rows", "DelimitedText", "out", "rows.csv", "\"firstRowAsHeader\": true")
                .pipeline("P", executeDataFlow("D", "Flow", "{}", ""))
                .pipeline(
                        "Export",
                        copy(
                                "E",
                                "Table",
                                "{\"type\": \"AzureSqlSource\"}",
                                "Rows",
                                "{\"type\": \"DelimitedTextSink\"}"));
        flow("allowSchemaDrift: true, validateSchema: false, insertable: true, recreate: true, format: 'table'");

        assertThat(failure()).startsWith("SchemaMismatch Table dbo.Made of Sql cannot be made");
        assertThat(runs.run("Export")
                        .record()
                        .activities()
                        .get(0)
                        .output()
                        .path("rowsCopied")
                        .asLong())
                .isEqualTo(1);
    }

    /** Without a row, but with columns, which the header or the table has: an empty file with them. */
    @Test
    void columnsWithoutRowsAreAFile() {
        runs.file("Blob/c/in/empty.csv", "id,name\n");
        factory.file("Out", "Parquet", "out", "x")
                .pipeline("P", copy("C", "Csv", source("Csv"), "Out", "{\"type\": \"ParquetSink\"}"));

        assertThat(failure()).isEmpty();
        assertThat(runs.local("Blob/c/out/x")).exists();
    }

    /** Text has no columns to declare. */
    @ParameterizedTest
    @CsvSource({"Json, DelimitedText", "Items, DelimitedText", "Items, Json"})
    void textNeedsNoColumns(String source, String format) {
        factory.file("Out", format, "out", "x")
                .pipeline("P", copy("C", source, source(source), "Out", "{\"type\": \"" + format + "Sink\"}"));

        assertThat(failure()).isEmpty();
        assertThat(runs.local("Blob/c/out/x")).exists();
    }

    private void flow(String sink) {
        factory.dataFlow(
                "Flow",
                Map.of("Items", "Items"),
                Map.of("Out", "Out"),
                "source(allowSchemaDrift: true, validateSchema: false, format: 'document') ~> Items\nItems sink(" + sink
                        + ") ~> Out\n");
    }

    private static String source(String dataset) {
        return switch (dataset) {
            case "Items" -> "{\"type\": \"CosmosDbSqlApiSource\"}";
            case "Csv" -> "{\"type\": \"DelimitedTextSource\"}";
            default -> "{\"type\": \"JsonSource\"}";
        };
    }

    private String failure() {
        return runs.run("P").record().activities().stream()
                .flatMap(activity -> activity.error().stream())
                .map(error -> error.code() + " " + error.message())
                .collect(Collectors.joining("\n"));
    }
}
