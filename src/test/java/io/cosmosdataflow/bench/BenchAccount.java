package io.cosmosdataflow.bench;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinition;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import java.net.URI;
import java.util.List;

/** Makes and drops the containers of the hand-written job, like those that local mode makes. */
final class BenchAccount {

    private BenchAccount() {}

    static void create(URI endpoint, String key, String database, String container) {
        try (CosmosAsyncClient client = client(endpoint, key)) {
            client.createDatabaseIfNotExists(database).block();
            PartitionKeyDefinition id =
                    new PartitionKeyDefinition().setPaths(List.of("/id")).setVersion(PartitionKeyDefinitionVersion.V2);
            client.getDatabase(database)
                    .createContainerIfNotExists(new CosmosContainerProperties(container, id))
                    .block();
        }
    }

    static void drop(URI endpoint, String key, String database, String container) {
        try (CosmosAsyncClient client = client(endpoint, key)) {
            client.getDatabase(database).getContainer(container).delete().block();
        }
    }

    private static CosmosAsyncClient client(URI endpoint, String key) {
        return new CosmosClientBuilder()
                .endpoint(endpoint.toString())
                .key(key)
                .gatewayMode()
                .endpointDiscoveryEnabled(false)
                .buildAsyncClient();
    }
}
