package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Lookup activities give.
 *
 * <p>Source: Microsoft Learn, control-flow-lookup-activity; format-delimited-text, by which an empty text is null.
 */
class LookupTest {

    private static final String JSON_SOURCE = "{\"type\": \"JsonSource\"}";
    private static final String CSV_SOURCE = "{\"type\": \"DelimitedTextSource\"}";
    private static final String ALL_ROWS = ", \"firstRowOnly\": false";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aSourceOfEachKind() {
        runs = LocalRuns.in(directory);
        runs.file("Db/Users.csv", "id:int,name:nvarchar(20),\"price:decimal(9,2)\"\n7,Ann,2.50\n8,,3\n");
        runs.file("Blob/c/in/rows.csv", "id,name\n7,Ann\n8,\n");
        runs.file("Blob/c/in/documents.json", "{\"id\": 7, \"a\": {\"b\": [1.10, null]}}\n{\"id\": 8}\n");
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .dataset("Users", "AzureSqlTable", "Db", "{\"tableName\": \"Users\"}")
                .file("Table", "DelimitedText", "in", "rows.csv", "\"firstRowAsHeader\": true")
                .file("Documents", "Json", "in", "documents.json")
                .container("Items", "items");
        Items.of(factory.database(), "items", "pk")
                .upsert(
                        "{'id': '1', 'pk': 'a', 'v': 2}",
                        "{'id': '2', 'pk': 'b', 'v': 3}",
                        "{'id': '3', 'pk': 'c', 'v': 4}");
    }

    /** @param more members of the type properties, each with a comma before it */
    private static String lookup(String dataset, String source, String more) {
        return """
                {"name": "Look", "type": "Lookup", "typeProperties": {"source": %s,
                  "dataset": {"referenceName": "%s", "type": "DatasetReference"}%s}}"""
                .formatted(source, dataset, more);
    }

    private static String after(String name, String type, String typeProperties) {
        return """
                {"name": "%s", "type": "%s", "dependsOn": [{"activity": "Look", "dependencyConditions": ["Succeeded"]}],
                 "typeProperties": {%s}}"""
                .formatted(name, type, typeProperties);
    }

    private PipelineResult run(String... activities) {
        return run(RunOptions.NONE, activities);
    }

    private PipelineResult run(RunOptions options, String... activities) {
        factory.pipeline("P", activities);
        return runs.run("P", options);
    }

    private JsonNode output(String... activities) {
        PipelineResult result = run(activities);
        assertThat(result.failures()).isEmpty();
        return result.record().activity("Look").orElseThrow().output();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static String cosmos(String query) {
        return "{\"type\": \"CosmosDbSqlApiSource\", \"query\": \"" + query + "\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Documents | {"type": "JsonSource"} | {'id': 7, 'a': {'b': [1.10, null]}} | {'id': 8}
            Table | {"type": "DelimitedTextSource"} | {'id': '7', 'name': 'Ann'} | {'id': '8', 'name': null}
            Users | {"type": "AzureSqlSource"} | {'id': 7, 'name': 'Ann', 'price': 2.50} | {'id': 8, 'name': null, 'price': 3.00}
            Users | {"type": "AzureSqlSource", "sqlReaderQuery": "SELECT name FROM Users ORDER BY id"} | {'name': 'Ann'} | {'name': null}
            Items | {"type": "CosmosDbSqlApiSource", "query": "SELECT TOP 2 c.id, c.v FROM c ORDER BY c.v"} | {'id': '1', 'v': 2} | {'id': '2', 'v': 3}
            """)
    void theFirstRowOrAllOfThem(String dataset, String source, String first, String second) throws IOException {
        JsonNode one = output(lookup(dataset, source, ""));
        JsonNode all = output(lookup(dataset, source, ALL_ROWS));

        assertThat(one.get("firstRow").toString()).isEqualTo(compact(first));
        assertThat(one.has("count")).isFalse();
        assertThat(one.has("value")).isFalse();
        assertThat(all.get("count").isInt()).isTrue();
        assertThat(all.get("count").asInt()).isEqualTo(2);
        assertThat(all.get("value").toString()).isEqualTo("[" + compact(first) + "," + compact(second) + "]");
        assertThat(all.has("firstRow")).isFalse();
    }

    /** The digits stay. */
    private static String compact(String text) {
        return text.replace('\'', '"').replaceAll("(?<=[:,]) ", "");
    }

    /** One result for the whole container, whatever the number of its physical partitions: 2 + 3 + 4. */
    @Test
    void aggregatesOfCosmosDbAreOneRow() throws IOException {
        assertThat(output(lookup("Items", cosmos("SELECT SUM(c.v) AS total, COUNT(1) AS n FROM c"), ALL_ROWS))
                        .get("value"))
                .isEqualTo(json("[{'total': 9, 'n': 3}]"));
    }

    @Test
    void whatCosmosDbHasAskedForIsToldUnlessItIsNotWanted() {
        String source = cosmos("SELECT * FROM c");

        assertThat(output(lookup("Items", source, ""))
                        .at("/cosmos/requestCharge")
                        .asDouble())
                .isPositive();
        assertThat(output(lookup("Items", source.replace("}", ", \"disableMetricsCollection\": true}"), ""))
                        .has("cosmos"))
                .isFalse();
    }

    @Test
    void thereIsNoFirstRowWhereThereAreNoRows() {
        String source = cosmos("SELECT * FROM c WHERE c.v > 9");

        assertThat(output(lookup("Items", source, "")).has("firstRow")).isFalse();
        JsonNode all = output(lookup("Items", source, ALL_ROWS));
        assertThat(all.get("count").asInt()).isZero();
        assertThat(all.get("value")).isEmpty();
    }

    /** The page's example of a dynamic list of tables: Lookup, ForEach, Copy with the item's values. */
    @Test
    void rowsGiveItemsAndParametersOfTheActivitiesAfterIt() throws IOException {
        runs.file("Blob/c/in/tables.json", "[{\"from\": \"a\", \"to\": \"x\"}, {\"from\": \"b\", \"to\": \"y\"}]");
        runs.file("Blob/c/a/part.csv", "n\n1\n");
        runs.file("Blob/c/b/part.csv", "n\n2\n");
        factory.file("Tables", "Json", "in", "tables.json").write("dataset/Any.json", ANY_FOLDER);

        PipelineResult result = run(
                lookup("Tables", JSON_SOURCE, ALL_ROWS),
                after(
                        "Each",
                        "ForEach",
                        """
                        "items": {"value": "@activity('Look').output.value", "type": "Expression"},
                        "activities": [{"name": "Copy", "type": "Copy",
                          "inputs": [{"referenceName": "Any", "type": "DatasetReference", "parameters": {"folder": "@item().from"}}],
                          "outputs": [{"referenceName": "Any", "type": "DatasetReference", "parameters": {"folder": "@item().to"}}],
                          "typeProperties": {"source": {"type": "DelimitedTextSource"}, "sink": {"type": "DelimitedTextSink"}}}]"""));

        assertThat(result.failures()).isEmpty();
        assertThat(Files.readString(runs.local("Blob/c/x/part.csv"))).contains("1");
        assertThat(Files.readString(runs.local("Blob/c/y/part.csv"))).contains("2");
    }

    private static final String ANY_FOLDER =
            """
            {"name": "Any", "properties": {"type": "DelimitedText", "parameters": {"folder": {"type": "string"}},
              "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"},
              "typeProperties": {"firstRowAsHeader": true, "columnDelimiter": ",", "location": {"container": "c",
                "fileName": "part.csv", "type": "AzureBlobStorageLocation",
                "folderPath": {"value": "@dataset().folder", "type": "Expression"}}}}}""";

    @Test
    void typesAreKeptForExpressions() {
        JsonNode seen = runs(
                lookup("Documents", JSON_SOURCE, ""),
                "@add(activity('Look').output.firstRow.id, activity('Look').output.firstRow.a.b[0])");

        assertThat(seen.decimalValue()).isEqualByComparingTo("8.10");
    }

    private JsonNode runs(String lookup, String expression) {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {"variables": {"seen": {"type": "Array"}}, "activities": [%s, %s]}}"""
                        .formatted(
                                lookup,
                                after(
                                        "Then",
                                        "AppendVariable",
                                        "\"variableName\": \"seen\", \"value\": {\"value\": \"" + expression
                                                + "\", \"type\": \"Expression\"}")));
        PipelineResult result = runs.run("P", RunOptions.NONE);
        assertThat(result.failures()).isEmpty();
        return result.record().activity("Then").orElseThrow().output().get("value");
    }

    @Test
    void additionalColumnsAreThere() throws IOException {
        String source = "{\"type\": \"DelimitedTextSource\", \"additionalColumns\":"
                + " [{\"name\": \"from\", \"value\": \"here\"}, {\"name\": \"file\", \"value\": \"$$FILEPATH\"}]}";

        assertThat(output(lookup("Table", source, "")).get("firstRow"))
                .isEqualTo(json("{'id': '7', 'name': 'Ann', 'from': 'here', 'file': 'rows.csv'}"));
    }

    /** "If the result set contains more records, the first 5000 rows will be returned." */
    @ParameterizedTest
    @ValueSource(ints = {5_000, 5_001})
    void rowsBeyondFiveThousandAreCut(int rows) {
        runs.file(
                "Blob/c/in/rows.csv",
                IntStream.rangeClosed(1, rows)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining("\n", "n\n", "\n")));

        JsonNode output = output(lookup("Table", CSV_SOURCE, ALL_ROWS));

        assertThat(output.get("count").asInt()).isEqualTo(5_000);
        assertThat(output.at("/value/4999/n").asText()).isEqualTo("5000");
        assertThat(runs.remarks().stream().anyMatch(remark -> remark.contains("more than 5000 rows")))
                .isEqualTo(rows > 5_000);
        ActivityRecord whole = run(RunOptions.NONE.withUnlimitedLookups(), lookup("Table", CSV_SOURCE, ALL_ROWS))
                .record()
                .activity("Look")
                .orElseThrow();
        assertThat(whole.output().get("count").asInt()).isEqualTo(rows);
    }

    /** "Activity will fail if the size exceeds the limit" of 4 MB. */
    @ParameterizedTest
    @CsvSource({
        "true, 1, 4194000, false",
        "true, 1, 4194400, true",
        "false, 4, 1048000, false",
        "false, 4, 1049000, true"
    })
    void moreThanFourMegabytesFail(boolean firstRowOnly, int rows, int length, boolean fails) {
        String row = "{\"t\": \"" + "x".repeat(length) + "\"}\n";
        runs.file("Blob/c/in/documents.json", row.repeat(rows));
        String lookup = lookup("Documents", JSON_SOURCE, ", \"firstRowOnly\": " + firstRowOnly);

        PipelineResult result = run(lookup);

        assertThat(result.failures())
                .extracting(JobException::code)
                .isEqualTo(fails ? List.of(ErrorCode.LookupTooLarge) : List.of());
        assertThat(run(RunOptions.NONE.withUnlimitedLookups(), lookup).failures())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "source": {"type": "JsonSource"} | MissingProperty | 'dataset' of activity 'Look'
            "dataset": {"referenceName": "Documents", "type": "DatasetReference"} | MissingProperty | 'source' of activity 'Look'
            "source": {"type": "JsonSource"}, "dataset": {"referenceName": "Document", "type": "DatasetReference"} | MissingReference | Document
            "source": {"type": "ParquetSource"}, "dataset": {"referenceName": "Documents", "type": "DatasetReference"} | InvalidProperty | 'type'
            "source": {"type": "JsonSource"}, "dataset": {"referenceName": "Documents", "type": "DatasetReference", "parameters": {"x": 1}} | InvalidParameter | 'x'
            "source": {"type": "JsonSource"}, "dataset": {"referenceName": "Documents", "type": "DatasetReference"}, "firstRowOnly": "maybe" | InvalidProperty | firstRowOnly
            """)
    void whatIsWrongIsSaidByTheCheck(String typeProperties, ErrorCode code, String word) {
        factory.pipeline(
                "P", "{\"name\": \"Look\", \"type\": \"Lookup\", \"typeProperties\": {" + typeProperties + "}}");

        List<Issue> issues = runs.job("P").check();

        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.message()).contains(word);
            assertThat(issue.span().toString()).contains("P.json");
        });
    }

    /** Copied as it is, but nothing that an expression can reckon with. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"n\": 1e99999999999}", "{\"n\": 1, \"n\": 2}"})
    void whatIsNoValueOfExpressionsIsNamed(String document) {
        runs.file("Blob/c/in/documents.json", document + "\n");

        assertThat(run(lookup("Documents", JSON_SOURCE, "")).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
                    assertThat(failure.getMessage()).contains("A row cannot be in the output of an activity");
                });
    }

    @Test
    void aFileThatIsNotThereFailsIt() {
        factory.file("Documents", "Json", "in", "none.json");

        assertThat(run(lookup("Documents", JSON_SOURCE, "")).failures())
                .extracting(JobException::code)
                .containsExactly(ErrorCode.FileNotFound);
    }
}
