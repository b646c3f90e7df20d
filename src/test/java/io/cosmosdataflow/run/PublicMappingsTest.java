package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.Mappings.structuredText;
import static io.cosmosdataflow.testing.Mappings.translated;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mappings that Data Factory's documentation shows as examples, through whole pipelines with data of our own.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping.
 */
class PublicMappingsTest {

    private static final String CSV_SOURCE = "{\"type\": \"DelimitedTextSource\"}";
    private static final String CSV_SINK = "{\"type\": \"DelimitedTextSink\"}";
    private static final String JSON_SOURCE = "{\"type\": \"JsonSource\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";
    private static final String COSMOS_SOURCE = "{\"type\": \"CosmosDbSqlApiSource\"}";
    private static final String COSMOS_SINK = "{\"type\": \"CosmosDbSqlApiSink\"}";
    private static final String HEADER = "\"firstRowAsHeader\": true";
    private static final String THREE_COLUMNS =
            """
            "mappings": [
              {"source": {"name": "Id"}, "sink": {"name": "CustomerID"}},
              {"source": {"name": "Name"}, "sink": {"name": "LastName"}},
              {"source": {"name": "LastModifiedDate"}, "sink": {"name": "ModifiedDate"}}]""";
    private static final String ORDERS =
            """
            {"id":"a","number":"17","date":"20260131","city":[{"name":"Oslo"},{"name":"Bergen"}],\
            "orders":[{"prod":"tea","price":2.50},{"prod":"milk","price":3},{"prod":"salt"}]}
            {"id":"b","number":"18","date":"20260201","city":[],"orders":[{"prod":"tea","price":5}]}
            {"id":"c","number":"19","date":"20260202","city":[{"name":"Oslo"}],"orders":[]}
            """;
    private static final String[] ORDER_LINES = {
        "orderNumber,orderDate,order_pd,order_price,city",
        "17,20260131,tea,2.5,Oslo",
        "17,20260131,milk,3,Oslo",
        "17,20260131,salt,,Oslo",
        "18,20260201,tea,5,"
    };

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void files() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("Table", "DelimitedText", "in", "rows.csv", HEADER)
                .file("Bare", "DelimitedText", "in", "rows.csv")
                .file("OutTable", "DelimitedText", "out", "rows.csv", HEADER)
                .file("In", "Json", "in", "documents.json")
                .file("Out", "Json", "out", "documents.json")
                .container("Items", "items");
    }

    @Test
    void tabularToTabularByNames() throws IOException {
        in("rows.csv", "Name,Id,Phone,LastModifiedDate\nLee,1,555,2026-01-31\nKim,2,,2026-02-01\n");

        succeeds(copy("C", "Table", CSV_SOURCE, "OutTable", translated(CSV_SINK, THREE_COLUMNS)));

        assertThat(out("rows.csv"))
                .containsExactly("CustomerID,LastName,ModifiedDate", "1,Lee,2026-01-31", "2,Kim,2026-02-01");
    }

    @Test
    void textWithoutAHeaderByOrdinals() throws IOException {
        in("rows.csv", "7,Lee,admins,x\n8,Kim,users,y\n");

        succeeds(
                copy(
                        "C",
                        "Bare",
                        CSV_SOURCE,
                        "OutTable",
                        translated(
                                CSV_SINK,
                                """
                        "mappings": [
                          {"source": {"ordinal": "1"}, "sink": {"name": "MyUserId"}},
                          {"source": {"ordinal": "3"}, "sink": {"name": "MyGroup"}},
                          {"source": {"ordinal": "2"}, "sink": {"name": "MyName"}}]""")));

        assertThat(out("rows.csv")).containsExactly("MyUserId,MyGroup,MyName", "7,admins,Lee", "8,users,Kim");
    }

    @Test
    void elementsOfAnArrayBecomeRowsOfATable() throws IOException {
        in("documents.json", ORDERS);
        String mapping =
                """
                "mappings": [
                  {"source": {"path": "$['number']"}, "sink": {"name": "orderNumber"}},
                  {"source": {"path": "$['date']"}, "sink": {"name": "orderDate"}},
                  {"source": {"path": "['prod']"}, "sink": {"name": "order_pd"}},
                  {"source": {"path": "['price']"}, "sink": {"name": "order_price"}},
                  {"source": {"path": "$['city'][0]['name']"}, "sink": {"name": "city"}}],
                "collectionReference": "$['orders']\"""";

        succeeds(copy("C", "In", JSON_SOURCE, "OutTable", translated(CSV_SINK, mapping)));
        assertThat(out("rows.csv")).containsExactly(ORDER_LINES);

        succeeds(copy("Import", "In", JSON_SOURCE, "Items", COSMOS_SINK));
        succeeds(copy("C", "Items", COSMOS_SOURCE, "OutTable", translated(CSV_SINK, mapping)));
        assertThat(out("rows.csv")).containsExactlyInAnyOrder(ORDER_LINES).startsWith(ORDER_LINES[0]);
    }

    @Test
    void schemaMappingFromDocumentsToATable() throws IOException {
        in("documents.json", ORDERS);

        succeeds(
                copy(
                        "C",
                        "In",
                        JSON_SOURCE,
                        "OutTable",
                        translated(
                                CSV_SINK,
                                """
                        "schemaMapping": {
                          "$.number": "orderNumber",
                          "$.date": "orderDate",
                          "prod": "order_pd",
                          "price": "order_price",
                          "$.city[0].name": "city"},
                        "collectionReference": "$.orders\"""")));

        assertThat(out("rows.csv")).containsExactly(ORDER_LINES);
    }

    @Test
    void schemaMappingFromATableToDocuments() throws IOException {
        in("rows.csv", "Column1,Column2,Column3\n1,Lee,Oslo\n2,,Bergen\n");

        succeeds(
                copy(
                        "C",
                        "Table",
                        CSV_SOURCE,
                        "Items",
                        translated(
                                COSMOS_SINK,
                                """
                        "schemaMapping": {
                          "Column1": "$.id",
                          "Column2": "$.person.name",
                          "Column3": "$.person.city"}""")));

        assertThat(exported())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"1\",\"person\":{\"name\":\"Lee\",\"city\":\"Oslo\"}}",
                        "{\"id\":\"2\",\"person\":{\"name\":null,\"city\":\"Bergen\"}}");
    }

    @Test
    void aTableToDocumentsByPaths() throws IOException {
        in("rows.csv", "Id,Name,City\n1,Lee,Oslo\n");

        succeeds(
                copy(
                        "C",
                        "Table",
                        CSV_SOURCE,
                        "Items",
                        translated(
                                COSMOS_SINK,
                                """
                        "mappings": [
                          {"source": {"name": "Id"}, "sink": {"path": "$['id']"}},
                          {"source": {"name": "City"}, "sink": {"path": "$['address']['city']"}},
                          {"source": {"name": "Name"}, "sink": {"path": "$['name']"}}]""")));

        assertThat(exported()).containsExactly("{\"id\":\"1\",\"address\":{\"city\":\"Oslo\"},\"name\":\"Lee\"}");
    }

    @Test
    void documentsToDocumentsWithWholeObjectsAndArrays() throws IOException {
        in("documents.json", ORDERS);

        succeeds(
                copy(
                        "C",
                        "In",
                        JSON_SOURCE,
                        "Items",
                        translated(
                                COSMOS_SINK,
                                """
                        "mappings": [
                          {"source": {"path": "$['number']"}, "sink": {"path": "$['id']"}},
                          {"source": {"path": "$['city'][0]"}, "sink": {"path": "$['to']['place']"}},
                          {"source": {"path": "$['orders']"}, "sink": {"path": "$['lines']"}}]""")));

        assertThat(exported())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"17\",\"to\":{\"place\":{\"name\":\"Oslo\"}},\"lines\":[{\"prod\":\"tea\",\"price\":2.50},"
                                + "{\"prod\":\"milk\",\"price\":3},{\"prod\":\"salt\"}]}",
                        "{\"id\":\"18\",\"to\":{\"place\":null},\"lines\":[{\"prod\":\"tea\",\"price\":5}]}",
                        "{\"id\":\"19\",\"to\":{\"place\":{\"name\":\"Oslo\"}},\"lines\":[]}");
    }

    @Test
    void columnMappingsBetweenStructures() throws IOException {
        structuredText(factory, "Users", "in", "rows.csv", "UserId", "Name", "Group");
        structuredText(factory, "MyUsers", "out", "rows.csv", "MyUserId", "MyName", "MyGroup");
        in("rows.csv", "Group,Name,UserId,Phone\nadmins,Lee,7,555\n");
        String[] expected = {"MyUserId,MyGroup,MyName", "7,admins,Lee"};

        String asText = "\"ColumnMappings\": \"UserId: MyUserId, Group: MyGroup, Name: MyName\"";
        succeeds(copy("C", "Users", CSV_SOURCE, "MyUsers", translated(CSV_SINK, asText)));
        assertThat(out("rows.csv")).containsExactly(expected);

        String asObject =
                "\"columnMappings\": {\"UserId\": \"MyUserId\", \"Group\": \"MyGroup\", \"Name\": \"MyName\"}";
        succeeds(copy("C", "Users", CSV_SOURCE, "MyUsers", translated(CSV_SINK, asObject)));
        assertThat(out("rows.csv")).containsExactly(expected);
    }

    @Test
    void someColumnsOfTheSourceToAllOfTheSink() throws IOException {
        structuredText(factory, "Users", "in", "rows.csv", "UserId", "Name", "Group");
        structuredText(factory, "Names", "out", "rows.csv", "MyName");
        in("rows.csv", "UserId,Name,Group\n7,Lee,admins\n");

        succeeds(copy("C", "Users", CSV_SOURCE, "Names", translated(CSV_SINK, "\"columnMappings\": \"Name: MyName\"")));

        assertThat(out("rows.csv")).containsExactly("MyName", "Lee");
    }

    @Test
    void theWholeTranslatorAsAParameterOfThePipeline() throws IOException {
        in("rows.csv", "Id,Name,LastModifiedDate\n1,Lee,2026-01-31\n");
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {
                  "parameters": {"mapping": {"type": "object"}},
                  "activities": [%s]}}"""
                        .formatted(copy(
                                "C",
                                "Table",
                                CSV_SOURCE,
                                "OutTable",
                                CSV_SINK
                                        + ", \"translator\": {\"value\": \"@pipeline().parameters.mapping\","
                                        + " \"type\": \"Expression\"}")));

        PipelineResult result =
                runs.run("P", Map.of("mapping", "{\"type\": \"TabularTranslator\", " + THREE_COLUMNS + "}"));

        assertThat(result.failures()).isEmpty();
        assertThat(out("rows.csv")).containsExactly("CustomerID,LastName,ModifiedDate", "1,Lee,2026-01-31");
    }

    @Test
    void typeConversionWithItsSettings() throws IOException {
        structuredText(factory, "Typed", "in", "rows.csv", "flag:Boolean", "at:Datetime", "span:Timespan", "n:Decimal");
        factory.file("Columns", "Parquet", "columns", "rows.parquet");
        in("rows.csv", "flag,at,span,n\nTrue,2026-01-31 08:09:10.250,1.02:03:00,7.90\n");
        succeeds(copy("Typed", "Typed", CSV_SOURCE, "Columns", "{\"type\": \"ParquetSink\"}"));

        succeeds(
                copy(
                        "C",
                        "Columns",
                        "{\"type\": \"ParquetSource\"}",
                        "OutTable",
                        translated(
                                CSV_SINK,
                                """
                        "mappings": [
                          {"source": {"name": "flag"}, "sink": {"name": "flag", "type": "String"}},
                          {"source": {"name": "at"}, "sink": {"name": "at", "type": "String"}},
                          {"source": {"name": "span"}, "sink": {"name": "span", "type": "String"}},
                          {"source": {"name": "n"}, "sink": {"name": "n", "type": "Int32"}}],
                        "typeConversion": true,
                        "typeConversionSettings": {
                          "allowDataTruncation": true,
                          "treatBooleanAsNumber": true,
                          "dateTimeFormat": "dd/MM/yyyy HH:mm:ss.fff",
                          "culture": "en-gb"}""")));

        assertThat(out("rows.csv")).containsExactly("flag,at,span,n", "1,31/01/2026 08:09:10.250,1.02:03:00,7");
    }

    private void in(String file, String text) {
        runs.file("Blob/c/in/" + file, text);
    }

    private List<String> out(String file) throws IOException {
        return Files.readAllLines(runs.local("Blob/c/out/" + file));
    }

    private List<String> exported() throws IOException {
        succeeds(copy("Export", "Items", COSMOS_SOURCE, "Out", JSON_SINK));
        return out("documents.json");
    }

    private void succeeds(String activity) {
        factory.pipeline("P", activity);
        assertThat(runs.run("P").failures()).isEmpty();
    }
}
