package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.Mappings.structured;
import static io.cosmosdataflow.testing.Mappings.structuredText;
import static io.cosmosdataflow.testing.Mappings.translated;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the service adds to a document reaches the sink where a definition names it, in each form of the translator.
 * The expected values are what a query of the service gives for each property.
 *
 * <p>Source: Microsoft Learn, Azure Cosmos DB, "Properties of an item": the names, and that {@code _ts} is a number of
 * seconds; copy-activity-schema-and-type-mapping for the forms.
 */
class NamedSystemPropertiesTest {

    private static final List<String> NAMES = List.of("_rid", "_self", "_etag", "_attachments", "_ts");
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";
    private static final String CSV_SINK = "{\"type\": \"DelimitedTextSink\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;
    private final List<String> activities = new ArrayList<>();

    @BeforeEach
    void aContainerWithOneDocument() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory());
        runs.file("Shop/" + factory.database() + "/items.jsonl", "{\"id\":\"1\"}");
    }

    @ParameterizedTest
    @CsvSource({"CosmosDbSqlApiCollection, CosmosDbSqlApiSource", "DocumentDbCollection, DocumentDbCollectionSource"})
    void arriveWithTheirValues(String datasetType, String sourceType) throws IOException {
        String source = "{\"type\": \"" + sourceType + "\"}";
        String collection = "{\"collectionName\": \"items\"}";
        factory.dataset("Items", datasetType, "Shop", collection);
        structured(factory, "Structured", datasetType, "Shop", collection, NAMES.toArray(String[]::new));
        factory.write("dataset/Schema.json", withSchema(datasetType));
        NAMES.forEach(name -> toDocuments(
                "query" + name,
                "Items",
                "{\"type\": \"" + sourceType + "\", \"query\": \"SELECT VALUE c." + name + " FROM c\"}",
                JSON_SINK));
        toDocuments("asItIs", "Items", source, JSON_SINK);
        toDocuments("schemaAsItIs", "Schema", source, JSON_SINK);
        toDocuments("mappings", "Items", source, translated(JSON_SINK, "\"mappings\": [" + rows("path") + "]"));
        toDocuments("schemaMapping", "Items", source, translated(JSON_SINK, "\"schemaMapping\": " + pairs("$.", "$.")));
        toDocuments("structure", "Structured", source, JSON_SINK);
        toDocuments(
                "columnMappings", "Structured", source, translated(JSON_SINK, "\"columnMappings\": " + pairs("", "")));
        toText("mappingsText", "Items", source, translated(CSV_SINK, "\"mappings\": [" + rows("name") + "]"));
        toText("schemaMappingText", "Items", source, translated(CSV_SINK, "\"schemaMapping\": " + pairs("$.", "")));
        toText("structureText", "Structured", source, CSV_SINK);
        toText("schemaText", "Schema", source, CSV_SINK);
        toText(
                "columnMappingsText",
                "Structured",
                source,
                translated(CSV_SINK, "\"columnMappings\": " + pairs("", "")));
        factory.pipeline("P", activities.toArray(String[]::new));

        assertThat(runs.run("P").failures()).isEmpty();

        Map<String, String> expected = new LinkedHashMap<>();
        for (String name : NAMES) {
            JsonNode value = document("query" + name).get("_value");
            assertThat(value.getNodeType()).isEqualTo(name.equals("_ts") ? JsonNodeType.NUMBER : JsonNodeType.STRING);
            expected.put(name, value.toString());
        }
        for (String form : List.of("mappings", "schemaMapping", "structure", "columnMappings")) {
            Map<String, String> found = new LinkedHashMap<>();
            document(form)
                    .fields()
                    .forEachRemaining(
                            field -> found.put(field.getKey(), field.getValue().toString()));
            assertThat(found).as(form).containsExactlyInAnyOrderEntriesOf(expected);
        }
        String line = expected.values().stream()
                .map(value -> value.replaceAll("^\"|\"$", "").replace("\\\"", ""))
                .collect(joining(","));
        for (String form :
                List.of("mappingsText", "schemaMappingText", "structureText", "schemaText", "columnMappingsText")) {
            assertThat(lines(form).stream().map(each -> each.replace("\\\"", "").replace("\"", "")))
                    .as(form)
                    .containsExactly(String.join(",", NAMES), line);
        }
        assertThat(lines("asItIs")).containsExactly("{\"id\":\"1\"}");
        assertThat(lines("schemaAsItIs")).containsExactly("{\"id\":\"1\"}");
    }

    private static String withSchema(String datasetType) {
        return """
                {"name": "Schema", "properties": {
                   "linkedServiceName": {"referenceName": "Shop", "type": "LinkedServiceReference"},
                   "type": "%s", "schema": {"type": "object", "properties": {%s}},
                   "typeProperties": {"collectionName": "items"}}}"""
                .formatted(
                        datasetType,
                        NAMES.stream()
                                .map(name -> "\"" + name + "\": {\"type\": \""
                                        + (name.equals("_ts") ? "integer" : "string") + "\"}")
                                .collect(joining(", ")));
    }

    /** Rows of {@code mappings}. */
    private static String rows(String sink) {
        return NAMES.stream()
                .map(name -> "{\"source\": {\"path\": \"$['" + name + "']\"}, \"sink\": {\"" + sink + "\": \""
                        + (sink.equals("path") ? "$['" + name + "']" : name) + "\"}}")
                .collect(joining(", "));
    }

    private static String pairs(String before, String beforeSink) {
        return NAMES.stream()
                .map(name -> "\"" + before + name + "\": \"" + beforeSink + name + "\"")
                .collect(joining(", ", "{", "}"));
    }

    private void toDocuments(String name, String from, String source, String sink) {
        structured(factory, name, "Json", "Blob", location(name), NAMES.toArray(String[]::new));
        activities.add(copy(name, from, source, name, sink));
    }

    private void toText(String name, String from, String source, String sink) {
        structuredText(factory, name, "out", name, NAMES.toArray(String[]::new));
        activities.add(copy(name, from, source, name, sink));
    }

    private static String location(String file) {
        return "{\"location\": {\"type\": \"AzureBlobStorageLocation\", \"container\": \"c\", \"folderPath\": \"out\","
                + " \"fileName\": \"" + file + "\"}}";
    }

    private JsonNode document(String name) throws IOException {
        return new ObjectMapper().readTree(lines(name).get(0));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readString(runs.local("Blob/c/out/" + name))
                .replace("\uFEFF", "")
                .lines()
                .toList();
    }
}
