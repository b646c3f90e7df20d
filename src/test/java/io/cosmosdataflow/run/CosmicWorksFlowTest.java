package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four tables of a shop to one document per product, over the real data where it is there. */
class CosmicWorksFlowTest {

    private static final Path DATA = Path.of("../shared/data/cosmicworks");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SCRIPT =
            """
            source(output(id as string, categoryId as string, sku as string, name as string,
                    description as string, price as double),
                allowSchemaDrift: true, validateSchema: false, documentForm: 'arrayOfDocuments') ~> Products
            source(output(id as string, name as string),
                allowSchemaDrift: true, validateSchema: false, documentForm: 'arrayOfDocuments') ~> Categories
            source(output(id as string, name as string),
                allowSchemaDrift: true, validateSchema: false, documentForm: 'arrayOfDocuments') ~> Tags
            source(output(id as string, productId as string, productTagId as string),
                allowSchemaDrift: true, validateSchema: false, documentForm: 'arrayOfDocuments') ~> ProductTags
            ProductTags, Tags join(productTagId == Tags@id,
                joinType:'inner', matchType:'exact', ignoreSpaces: false, broadcast: 'auto')~> NamedTags
            NamedTags aggregate(groupBy(productId),
                tags = collect(@(id=Tags@id, name=Tags@name))) ~> TagsOfProduct
            Products, Categories join(categoryId == Categories@id,
                joinType:'left', matchType:'exact', ignoreSpaces: false, broadcast: 'auto')~> WithCategory
            WithCategory, TagsOfProduct lookup(Products@id == TagsOfProduct@productId,
                multiple: false, pickup: 'any', broadcast: 'auto')~> WithTags
            WithTags select(mapColumn(
                    id = Products@id,
                    sku,
                    name = Products@name,
                    description,
                    price,
                    categoryId,
                    categoryName = Categories@name,
                    tags
                ), skipDuplicateMapInputs: true, skipDuplicateMapOutputs: true) ~> Documents
            Documents sink(allowSchemaDrift: true, validateSchema: false,
                partitionFileNames:['products.json'], partitionBy('hash', 1)) ~> Out
            """;

    @TempDir
    Path directory;

    @Test
    void aDocumentPerProductHasItsCategorysNameAndItsTags() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the data of CosmicWorks is not here");
        LocalRuns runs = LocalRuns.in(directory);
        FactoryFiles files = FactoryFiles.in(runs.factory());
        Map<String, String> sources = new LinkedHashMap<>();
        for (String name : new String[] {"product", "productCategory", "productTag", "productTags"}) {
            files.file(name, "Json", "in", name + ".json");
            runs.file("Blob/c/in/" + name + ".json", Files.readString(DATA.resolve(name + ".json")));
        }
        sources.put("Products", "product");
        sources.put("Categories", "productCategory");
        sources.put("Tags", "productTag");
        sources.put("ProductTags", "productTags");
        files.file("out", "Json", "out", "")
                .dataFlow("Denormalise", sources, Map.of("Out", "out"), SCRIPT)
                .pipeline("P", executeDataFlow("Flow", "Denormalise", "{}", ""));

        assertThat(runs.run("P").failures()).isEmpty();

        Map<String, ObjectNode> documents = new TreeMap<>();
        for (String line : Files.readAllLines(runs.local("Blob/c/out/products.json"))) {
            ObjectNode document = (ObjectNode) JSON.readTree(line);
            ObjectNode before = documents.put(document.get("id").textValue(), sorted(document));
            assertThat(before).as("a document per product").isNull();
        }
        assertThat(documents).isEqualTo(expected());
    }

    /** The same by hand. */
    private static Map<String, ObjectNode> expected() throws IOException {
        Map<String, String> categories = names("productCategory");
        Map<String, String> tags = names("productTag");
        Map<String, ObjectNode> documents = new TreeMap<>();
        for (JsonNode product : JSON.readTree(DATA.resolve("product.json").toFile())) {
            ObjectNode document = product.deepCopy();
            document.put(
                    "categoryName", categories.get(product.get("categoryId").textValue()));
            documents.put(product.get("id").textValue(), document);
        }
        for (JsonNode link : JSON.readTree(DATA.resolve("productTags.json").toFile())) {
            ObjectNode tag = JSON.createObjectNode();
            tag.put("id", link.get("productTagId").textValue());
            tag.put("name", tags.get(link.get("productTagId").textValue()));
            documents.get(link.get("productId").textValue()).withArray("tags").add(tag);
        }
        documents.replaceAll((id, document) -> sorted(document));
        return documents;
    }

    private static Map<String, String> names(String file) throws IOException {
        Map<String, String> names = new HashMap<>();
        JSON.readTree(DATA.resolve(file + ".json").toFile())
                .forEach(each ->
                        names.put(each.get("id").textValue(), each.get("name").textValue()));
        return names;
    }

    /** Members by name, tags by id: neither order means anything. */
    private static ObjectNode sorted(ObjectNode document) {
        ObjectNode sorted = JSON.createObjectNode();
        TreeMap<String, JsonNode> members = new TreeMap<>();
        document.fields().forEachRemaining(field -> members.put(field.getKey(), field.getValue()));
        members.forEach((name, value) -> {
            if (name.equals("tags")) {
                TreeMap<String, JsonNode> byId = new TreeMap<>();
                value.forEach(tag -> byId.put(tag.get("id").textValue(), tag));
                byId.values().forEach(sorted.withArray("tags")::add);
            } else {
                sorted.set(name, value);
            }
        });
        return sorted;
    }
}
