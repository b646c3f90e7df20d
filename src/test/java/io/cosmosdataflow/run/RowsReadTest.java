package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rowsRead} is how many rows the source has, whatever reads them, and however often. */
class RowsReadTest {

    private static final int ROWS = 240;

    private static final String READ =
            """
            source(output(id as integer, name as string), allowSchemaDrift: false) ~> Csv
            source(output(id as integer, name as string), allowSchemaDrift: false, format: 'table') ~> Sql
            source(output(id as string, name as string), allowSchemaDrift: false, format: 'document') ~> Cosmos
            source(output(id as integer, name as string), allowSchemaDrift: false, format: 'json', container: 'c',
                folderPath: 'in', fileName: 'people.json', documentForm: 'documentPerLine') ~> Inline
            """;

    /** Each way to read twice: for a second sink, for the sampling before a sort, by a join with itself, by a merge. */
    private static final String FLOW = READ
            + """
            Csv derive(name = upper(name)) ~> Loud
            Loud sort(desc(id, true)) ~> Sorted
            Sorted sink(allowSchemaDrift: true, partitionFileNames: ['sorted.csv'], partitionBy('hash', 1)) ~> Ordered
            Loud alterRow(upsertIf(true())) ~> Marked
            Marked sink(allowSchemaDrift: true, format: 'delta', container: 'c', folderPath: 'merged',
                deletable: false, insertable: false, updateable: false, upsertable: true, keys: ['id']) ~> Merged
            Sql aggregate(groupBy(name), ids = max(id)) ~> Names
            Sql, Names join(Sql@name == Names@name, joinType: 'inner', broadcast: 'off') ~> Both
            Both select(mapColumn(id, name = Sql@name)) ~> Joined
            Joined sink(allowSchemaDrift: true, truncate: true) ~> Parquet
            Sql alterRow(upsertIf(true())) ~> Upserts
            Upserts sink(allowSchemaDrift: true, format: 'table', deletable: false, insertable: false,
                updateable: false, upsertable: true, keys: ['id']) ~> Table
            Cosmos sink(allowSchemaDrift: true, format: 'delta', container: 'c', folderPath: 'delta') ~> Delta
            Cosmos alterRow(upsertIf(true())) ~> Documents
            Documents sink(allowSchemaDrift: true, format: 'document', partitionKey: ['/id'], deletable: false,
                insertable: false, updateable: false, upsertable: true) ~> Items
            Inline keyGenerate(output(number as long), startAt: 1L) ~> Numbered
            Numbered sink(allowSchemaDrift: true, partitionFileNames: ['a.json'], partitionBy('hash', 1)) ~> Json
            Inline sink(store: 'cache', format: 'inline', output: true, saveOrder: 0) ~> Cached
            """;

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles files;

    @BeforeEach
    void stores() {
        runs = LocalRuns.in(directory);
        files = FactoryFiles.in(runs.factory())
                .linkedService("Sql", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .dataset("SqlIn", "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"people\"}")
                .dataset("SqlOut", "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"made\"}")
                .file("JsonIn", "Json", "in", "people.json")
                .file("CsvIn", "DelimitedText", "in", "people.csv", "\"firstRowAsHeader\": true")
                .file("ParquetIn", "Parquet", "in/parquet", "")
                .file("JsonOut", "Json", "json", "")
                .file("CsvOut", "DelimitedText", "csv", "", "\"firstRowAsHeader\": true")
                .file("ParquetOut", "Parquet", "parquet", "")
                .file("SecondOut", "Parquet", "second", "")
                .container("CosmosIn", "people")
                .container("CosmosOut", "made");
        runs.file("Blob/c/in/people.csv", "id,name\n" + lines(n -> n + ",n" + n % 7 + "\n"));
        runs.file("Blob/c/in/people.json", lines(n -> "{\"id\": " + n + ", \"name\": \"n" + n % 7 + "\"}\n"));
        runs.file("Sql/dbo.people.csv", "id,name\n" + lines(n -> n + ",n" + n % 7 + "\n"));
        runs.file("Sql/dbo.made.csv", "id,name\n-1,none\n");
        runs.file(
                "Shop/" + files.database() + "/people.jsonl",
                lines(n -> "{\"id\": \"" + n + "\", \"name\": \"n" + n % 7 + "\"}\n"));
    }

    private static String lines(Function<Integer, String> line) {
        return IntStream.rangeClosed(1, ROWS).boxed().map(line).collect(Collectors.joining());
    }

    private static String sink(String name, String kind, String reference) {
        return "{\"name\": \"" + name + "\", \"" + kind + "\": {\"referenceName\": \"" + reference + "\", \"type\": \""
                + (kind.equals("dataset") ? "DatasetReference" : "LinkedServiceReference") + "\"}}";
    }

    @Test
    void aRowOfASourceCountsOnceForEachSink() {
        String sources = sink("Csv", "dataset", "CsvIn") + ", " + sink("Sql", "dataset", "SqlIn") + ", "
                + sink("Cosmos", "dataset", "CosmosIn") + ", " + sink("Inline", "linkedService", "Blob");
        String sinks = sink("Ordered", "dataset", "CsvOut") + ", " + sink("Parquet", "dataset", "ParquetOut") + ", "
                + sink("Merged", "linkedService", "Blob") + ", " + sink("Delta", "linkedService", "Blob") + ", "
                + sink("Table", "dataset", "SqlOut") + ", " + sink("Items", "dataset", "CosmosOut") + ", "
                + sink("Json", "dataset", "JsonOut") + ", {\"name\": \"Cached\"}";
        files.dataFlow("Flow", "MappingDataFlow", sources, sinks, "", FLOW)
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""))
                .dataFlow(
                        "Again",
                        "MappingDataFlow",
                        sink("Parquet", "dataset", "ParquetOut") + ", " + sink("Delta", "linkedService", "Blob"),
                        sink("A", "dataset", "JsonOut") + ", " + sink("B", "dataset", "SecondOut"),
                        "",
                        "source(allowSchemaDrift: true) ~> Parquet\n"
                                + "source(allowSchemaDrift: true, format: 'delta', container: 'c', folderPath: 'merged')"
                                + " ~> Delta\nParquet sink() ~> A\nDelta sink() ~> B\n")
                .pipeline("Columns", executeDataFlow("Run", "Again", "{}", ", \"runConcurrently\": true"));

        assertCounts("Main", 7); // makes the tables
        assertCounts("Main", 7); // merges into them
        assertCounts("Columns", 2);
    }

    private void assertCounts(String pipeline, int sinks) {
        PipelineResult result = runs.run(pipeline);
        assertThat(result.failures()).isEmpty();
        JsonNode status = result.record().activities().get(0).output().path("runStatus");
        assertThat(status.path("metrics")).hasSize(sinks);
        status.path("metrics").fields().forEachRemaining(sink -> {
            assertThat(sink.getValue().path("sources")).as(sink.getKey()).hasSize(1);
            sink.getValue().path("sources").forEach(source -> assertThat(
                            source.path("rowsRead").asInt())
                    .as("read for " + sink.getKey() + " in " + status)
                    .isEqualTo(ROWS));
        });
        status.path("sources")
                .forEach(source -> assertThat(source.path("rowsRead").asInt(ROWS))
                        .as("read in " + status)
                        .isEqualTo(ROWS));
    }

    @Test
    void aCopyCountsEachRowOnce() {
        runs.file("Blob/c/in/people.json", lines(n -> "{\"id\": \"" + n + "\", \"name\": \"n\"}\n"));
        files.pipeline(
                "Main",
                copy("A", "JsonIn", "{\"type\": \"JsonSource\"}", "CosmosOut", "{\"type\": \"CosmosDbSqlApiSink\"}"),
                copy("B", "CosmosIn", "{\"type\": \"CosmosDbSqlApiSource\"}", "JsonOut", "{\"type\": \"JsonSink\"}"),
                copy("C", "SqlIn", "{\"type\": \"AzureSqlSource\"}", "CsvOut", "{\"type\": \"DelimitedTextSink\"}"),
                copy("D", "CsvIn", "{\"type\": \"DelimitedTextSource\"}", "SqlOut", "{\"type\": \"AzureSqlSink\"}"));

        PipelineResult result = runs.run("Main");

        assertThat(result.failures()).isEmpty();
        result.record().activities().forEach(activity -> {
            assertThat(activity.output().path("rowsRead").asInt()).isEqualTo(ROWS);
            assertThat(activity.output().path("rowsCopied").asInt()).isEqualTo(ROWS);
        });
    }
}
