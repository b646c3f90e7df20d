package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.Mappings.structured;
import static io.cosmosdataflow.testing.Mappings.structuredText;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a copy does without a mapping: names and types of columns between tables, texts and documents.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, connector-azure-cosmos-db.
 */
class CopyDefaultsTest {

    private static final String SQL_SOURCE = "{\"type\": \"AzureSqlSource\"}";
    private static final String SQL_SINK = "{\"type\": \"AzureSqlSink\"}";
    private static final String CSV_SOURCE = "{\"type\": \"DelimitedTextSource\"}";
    private static final String CSV_SINK = "{\"type\": \"DelimitedTextSink\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";
    private static final String COSMOS_SOURCE = "{\"type\": \"CosmosDbSqlApiSource\"}";
    private static final String COSMOS_SINK = "{\"type\": \"CosmosDbSqlApiSink\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aTableAndAnEmptyContainer() {
        runs = LocalRuns.in(directory);
        runs.file("Db/Users.csv", "id:int,name:nvarchar(20),\"price:decimal(9,2)\"\n7,Ann,2.50\n8,,3\n");
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .dataset("Users", "AzureSqlTable", "Db", "{\"tableName\": \"Users\"}")
                .file("Table", "DelimitedText", "in", "rows.csv", "\"firstRowAsHeader\": true")
                .file("OutTable", "DelimitedText", "out", "rows.csv", "\"firstRowAsHeader\": true")
                .file("Out", "Json", "out", "documents.json")
                .container("Items", "items");
    }

    @Test
    void columnsGoToTheColumnsOfTheTableThatHaveTheirNames() throws IOException {
        runs.file("Blob/c/in/rows.csv", "price,id,name\n1.25,9,Lee\n");

        succeeds(copy("C", "Table", CSV_SOURCE, "Users", SQL_SINK));
        succeeds(copy("Show", "Users", SQL_SOURCE, "OutTable", CSV_SINK));

        assertThat(out("rows.csv")).containsExactlyInAnyOrder("id,name,price", "7,Ann,2.50", "8,,3.00", "9,Lee,1.25");
    }

    @Test
    void theResultOfAQueryDecidesTheColumns() throws IOException {
        succeeds(copy(
                "C",
                "Users",
                "{\"type\": \"AzureSqlSource\", \"sqlReaderQuery\": \"SELECT name AS who, id FROM Users WHERE id = 7\"}",
                "OutTable",
                CSV_SINK));

        assertThat(out("rows.csv")).containsExactly("who,id", "Ann,7");
    }

    @Test
    void aCastInTheQueryDecidesTheType() throws IOException {
        succeeds(copy(
                "C",
                "Users",
                "{\"type\": \"AzureSqlSource\", \"sqlReaderQuery\":"
                        + " \"SELECT id, CAST(id AS varchar(10)) AS text FROM Users WHERE id = 7\"}",
                "Out",
                JSON_SINK));

        assertThat(out("documents.json")).containsExactly("{\"id\":7,\"text\":\"7\"}");
    }

    @Test
    void rowsOfATableBecomeFlatDocuments() throws IOException {
        succeeds(copy("C", "Users", SQL_SOURCE, "Items", COSMOS_SINK));

        assertThat(exported())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"7\",\"name\":\"Ann\",\"price\":2.50}",
                        "{\"id\":\"8\",\"name\":null,\"price\":3.00}");
    }

    @Test
    void dottedNamesInTheStructureOfTheSinkMakeNestedObjects() throws IOException {
        runs.file("Blob/c/in/rows.csv", "id,name.first,name.last\n1,Ann,Lee\n");
        structured(
                factory,
                "Nested",
                "CosmosDbSqlApiCollection",
                "Shop",
                "{\"collectionName\": \"items\"}",
                "id",
                "name.first",
                "name.last");

        succeeds(copy("C", "Table", CSV_SOURCE, "Nested", COSMOS_SINK));

        assertThat(exported()).containsExactly("{\"id\":\"1\",\"name\":{\"first\":\"Ann\",\"last\":\"Lee\"}}");
    }

    @Test
    void theStructureNamesTheColumnsOfTextWithoutAHeader() throws IOException {
        runs.file("Blob/c/in/rows.csv", "9,Lee,1.25\n");
        structured(
                factory,
                "Bare",
                "DelimitedText",
                "Blob",
                "{\"location\": {\"type\": \"AzureBlobStorageLocation\", \"container\": \"c\", \"folderPath\": \"in\","
                        + " \"fileName\": \"rows.csv\"}}",
                "id:Int32",
                "name",
                "price:Decimal");

        succeeds(copy("C", "Bare", CSV_SOURCE, "Out", JSON_SINK));

        assertThat(out("documents.json")).containsExactly("{\"id\":9,\"name\":\"Lee\",\"price\":1.25}");

        succeeds(copy("C", "Bare", CSV_SOURCE, "OutTable", CSV_SINK));

        assertThat(out("rows.csv")).containsExactly("id,name,price", "9,Lee,1.25");
    }

    @Test
    void withoutAStructureColumnsOfTextWithoutAHeaderAreNumbered() throws IOException {
        runs.file("Blob/c/in/rows.csv", "9,Lee\n");
        factory.file("Bare", "DelimitedText", "in", "rows.csv");

        succeeds(copy("C", "Bare", CSV_SOURCE, "Out", JSON_SINK));

        assertThat(out("documents.json")).containsExactly("{\"Prop_0\":\"9\",\"Prop_1\":\"Lee\"}");
    }

    @Test
    void theStructureOfAContainerReplacesItsFirstDocument() throws IOException {
        runs.file("Shop/" + factory.database() + "/items.jsonl", "{\"id\":\"1\",\"x\":1}\n{\"id\":\"2\",\"late\":5}\n");
        structured(
                factory,
                "Declared",
                "CosmosDbSqlApiCollection",
                "Shop",
                "{\"collectionName\": \"items\"}",
                "id:String",
                "late:Int64");

        succeeds(copy("C", "Declared", COSMOS_SOURCE, "OutTable", CSV_SINK));

        assertThat(out("rows.csv"))
                .containsExactlyInAnyOrder("id,late", "1,", "2,5")
                .startsWith("id,late");
    }

    @Test
    void typesOfTheStructureOfATextReachTheTable() throws IOException {
        runs.file("Blob/c/in/rows.csv", "id,name,price\n 9 ,Lee,\"1,250.5\"\n");
        structuredText(factory, "Typed", "in", "rows.csv", "id:Int32", "name:String", "price:Decimal");

        succeeds(copy("C", "Typed", CSV_SOURCE, "Users", SQL_SINK));
        succeeds(copy("Show", "Users", SQL_SOURCE, "OutTable", CSV_SINK));

        assertThat(out("rows.csv")).contains("9,Lee,1250.50");
    }

    @Test
    void anUpsertOfDocumentsWithoutIdsAddsThemAgain() throws IOException {
        runs.file("Blob/c/in/documents.json", "{\"v\":1}\n");
        factory.file("In", "Json", "in", "documents.json");
        String upsert = "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\"}";

        succeeds(copy("C", "In", "{\"type\": \"JsonSource\"}", "Items", upsert));
        succeeds(copy("C", "In", "{\"type\": \"JsonSource\"}", "Items", upsert));

        assertThat(exported()).hasSize(2);
    }

    @Test
    void aQueryWithNestedPropertiesAndAConditionGivesItsColumns() throws IOException {
        runs.file(
                "Shop/" + factory.database() + "/items.jsonl",
                """
                {"id":"1","BusinessEntityID":1,"Name":{"First":"Ann","Last":"Lee"},"ModifiedDate":"2026-01-31T00:00:00"}
                {"id":"2","BusinessEntityID":2,"Name":{"First":"Bob"},"ModifiedDate":"2008-01-01T00:00:00"}
                """);

        succeeds(copy(
                "C",
                "Items",
                "{\"type\": \"CosmosDbSqlApiSource\", \"preferredRegions\": [\"East US\"], \"query\":"
                        + " \"SELECT c.BusinessEntityID, c.Name.First AS FirstName, c.Name.Last AS LastName FROM c"
                        + " WHERE c.ModifiedDate > \\\"2009-01-01T00:00:00\\\"\"}",
                "OutTable",
                CSV_SINK));

        assertThat(out("rows.csv")).containsExactly("BusinessEntityID,FirstName,LastName", "1,Ann,Lee");
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
