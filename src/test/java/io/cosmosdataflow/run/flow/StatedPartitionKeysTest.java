package io.cosmosdataflow.run.flow;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.cosmos.CosmosLinkedService;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.ContainerName;
import io.cosmosdataflow.store.kind.KeyChoice;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which partition key a container has that local mode makes: a container has one, which sinks of data flows name.
 * Source: Microsoft Learn, connector-azure-cosmos-db, "Sink transformation".
 */
class StatedPartitionKeysTest {

    private static final String SOURCE =
            "source(output(id as string, tenant as string), allowSchemaDrift: false, format: 'document') ~> In\n";

    @TempDir
    Path directory;

    private FactoryFiles files;

    @BeforeEach
    void factory() {
        files = FactoryFiles.in(directory)
                .container("Source", "source")
                .container("Items", "items")
                .write(
                        "dataset/Any.json",
                        """
                        {"name": "Any", "properties": {
                           "linkedServiceName": {"referenceName": "Shop", "type": "LinkedServiceReference"},
                           "parameters": {"name": {"type": "string"}},
                           "type": "CosmosDbSqlApiCollection", "typeProperties": {
                           "collectionName": {"value": "@dataset().name", "type": "Expression"}}}}""")
                .pipeline("Main");
    }

    private FactoryFiles flow(String name, String dataset, String settings) {
        return files.dataFlow(name, Map.of("In", "Source"), Map.of("Out", dataset), script(settings));
    }

    private static String script(String settings) {
        return SOURCE + "In sink(allowSchemaDrift: false, format: 'document'" + settings + ") ~> Out";
    }

    private KeyChoice choice(String container) {
        return choice("Shop", container);
    }

    private KeyChoice choice(String service, String container) {
        Factory factory = FactoryLoader.load(directory, new Issues());
        Optional<LocalStores> local = Optional.of(new LocalStores(Optional.empty(), Optional.empty()));
        RunScope scope =
                RunScope.forCheck(factory, factory.pipelines().find("Main").orElseThrow(), local);
        LinkedService account = factory.linkedServices().find(service).orElseThrow();
        return new StatedPartitionKeys(scope)
                .of(new ContainerName(
                        CosmosLinkedService.localAccount(account),
                        CosmosLinkedService.localDatabase(account),
                        container));
    }

    @Test
    void withoutAWordItIsTheId() {
        flow("Flow", "Items", "");

        assertThat(choice("items")).isEqualTo(new KeyChoice(List.of("/id"), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tenant", "/tenant, /user/id"})
    void aSinkOfADataFlowTellsIt(String key) {
        List<String> paths = List.of(key.split(", "));
        flow("Flow", "Items", ", partitionKey: ['" + String.join("', '", paths) + "']");

        assertThat(choice("items")).isEqualTo(new KeyChoice(paths, "as sink 'Out' of data flow 'Flow' says"));
        assertThat(choice("Items").paths())
                .as("names of containers have a case")
                .containsExactly("/id");
    }

    @Test
    void aSinkThatNamesTheContainerInTheScriptTellsIt() {
        String inline = "{\"name\": \"Out\", \"linkedService\": {\"referenceName\": \"Shop\","
                + " \"type\": \"LinkedServiceReference\"}}";
        String source =
                "{\"name\": \"In\", \"dataset\": {\"referenceName\": \"Source\"," + " \"type\": \"DatasetReference\"}}";
        files.dataFlow(
                "Flow",
                "MappingDataFlow",
                source,
                inline,
                "",
                script(", store: 'cosmosDB', container: 'items', partitionKey: ['/tenant']"));

        assertThat(choice("items").paths()).containsExactly("/tenant");
    }

    /** The activity knows which container and which key it is. */
    @Test
    void parametersOfAnActivityCount() {
        files.dataFlow(
                        "Flow",
                        Map.of("In", "Source"),
                        Map.of("Out", "Any"),
                        "parameters{key as string}\n" + script(", partitionKey: [($key)]"))
                .write(
                        "pipeline/Other.json",
                        """
                        {"name": "Other", "properties": {"activities": [{"name": "Run", "type": "ExecuteDataFlow",
                          "typeProperties": {"dataflow": {"referenceName": "Flow", "type": "DataFlowReference",
                            "parameters": {"key": {"value": "'/tenant'", "type": "Expression"}},
                            "datasetParameters": {"Out": {"name": "items"}}}}}]}}""");

        assertThat(choice("items").paths()).containsExactly("/tenant");
        assertThat(choice("other").paths()).containsExactly("/id");
    }

    @Test
    void otherAccountsAndDatabasesHaveContainersOfTheirOwn() {
        files.linkedService(
                        "Same",
                        "CosmosDb",
                        "{\"connectionString\": \"AccountEndpoint=https://SHOP.documents.azure.com/;Database="
                                + files.database() + "\"}")
                .linkedService(
                        "Elsewhere",
                        "CosmosDb",
                        "{\"connectionString\": \"AccountEndpoint=https://shop.documents.azure.com/;Database=else\"}")
                .linkedService(
                        "Other",
                        "CosmosDb",
                        "{\"connectionString\": \"AccountEndpoint=https://other.documents.azure.com/;Database="
                                + files.database() + "\"}");
        flow("Flow", "Items", ", partitionKey: ['/tenant']");

        assertThat(choice("Same", "items").paths()).containsExactly("/tenant");
        assertThat(choice("Elsewhere", "items").paths()).containsExactly("/id");
        assertThat(choice("Other", "items").paths()).containsExactly("/id");
    }

    /** Ours: a container has one key, so that all but one of the sinks are wrong; the run says which is followed. */
    @Test
    void whereSinksContradictThePipelineThatRunsDecidesAndThenTheNames() {
        flow("A", "Items", ", partitionKey: ['/a']");
        flow("B", "Items", ", partitionKey: ['/b']");
        flow("C", "Items", ", partitionKey: ['/c']");

        assertThat(choice("items"))
                .isEqualTo(new KeyChoice(
                        List.of("/a"),
                        "as sink 'Out' of data flow 'A' says; but sink 'Out' of data flow 'B' says /b;"
                                + " sink 'Out' of data flow 'C' says /c"));

        files.pipeline("Other", executeDataFlow("Run", "C", "{}", ""));
        assertThat(choice("items").paths()).containsExactly("/c");

        files.pipeline("Main", executeDataFlow("Run", "B", "{}", ""));
        assertThat(choice("items").paths()).containsExactly("/b");
    }

    @Test
    void aBrokenDataFlowIsNoMatterOfTheRunThatAsks() {
        flow("A", "Items", ", partitionKey: ['tenant']");
        flow("B", "Missing", ", partitionKey: ['/tenant']");
        files.dataFlow("C", Map.of("In", "Source"), Map.of("Out", "Items"), "In sink(partitionKey: ['/x' ~> Out");
        files.write("dataflow/D.json", "{\"name\": \"D\", ");
        flow("E", "Items", ", partitionKey: ['/tenant']");

        assertThat(choice("items").paths()).containsExactly("/tenant");
    }
}
