package io.cosmosdataflow.bench;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinition;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The account on which both sides work: containers of the hand-written job, made like those of local mode, what the
 * job does with them, and what the emulator has charged.
 */
record BenchAccount(URI endpoint, String key, String database) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    void create(String container) {
        try (CosmosAsyncClient client = client()) {
            client.createDatabaseIfNotExists(database).block();
            PartitionKeyDefinition id =
                    new PartitionKeyDefinition().setPaths(List.of("/id")).setVersion(PartitionKeyDefinitionVersion.V2);
            client.getDatabase(database)
                    .createContainerIfNotExists(new CosmosContainerProperties(container, id))
                    .block();
        }
    }

    void drop(String container) {
        try (CosmosAsyncClient client = client()) {
            client.getDatabase(database).getContainer(container).delete().block();
        }
    }

    /** @param strategy the connector's: {@code ItemAppend}, {@code ItemOverwrite}, {@code ItemDelete} */
    void write(Dataset<Row> rows, String container, String strategy) {
        rows.write()
                .format("cosmos.oltp")
                .options(connector(container))
                .option("spark.cosmos.write.strategy", strategy)
                .option("spark.cosmos.write.bulk.enabled", "true")
                .mode("append")
                .save();
    }

    /** The filter costs the service nothing; without one this connector cannot plan a read on Spark 3.4. */
    Dataset<Row> read(SparkSession spark, String container) {
        return spark.read()
                .format("cosmos.oltp")
                .options(connector(container))
                .option("spark.cosmos.read.inferSchema.enabled", "true")
                .load()
                .filter("length(id) > 0")
                .drop("_rid", "_self", "_etag", "_attachments", "_ts");
    }

    /** All documents as texts. @param strategy the connector's, for the number of Spark partitions */
    Dataset<Row> readRaw(SparkSession spark, String container, String strategy) {
        return spark.read()
                .format("cosmos.oltp")
                .options(connector(container))
                .option("spark.cosmos.read.inferSchema.enabled", "false")
                .option("spark.cosmos.read.partitioning.strategy", strategy)
                .load()
                .filter("length(id) > 0");
    }

    /** Request units that the emulator has charged for the container so far. */
    double charged(String container) {
        try {
            String statistics = HTTP.send(
                            HttpRequest.newBuilder(endpoint.resolve("_emulator/statistics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            JsonNode containers = JSON.readTree(statistics).path("containers");
            return containers
                    .path(database + "/" + container)
                    .path("requestCharge")
                    .asDouble();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> connector(String container) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("spark.cosmos.accountEndpoint", endpoint.toString());
        options.put("spark.cosmos.accountKey", key);
        options.put("spark.cosmos.database", database);
        options.put("spark.cosmos.container", container);
        options.put("spark.cosmos.useGatewayMode", "true");
        options.put("spark.cosmos.disableTcpConnectionEndpointRediscovery", "true");
        return options;
    }

    private CosmosAsyncClient client() {
        return new CosmosClientBuilder()
                .endpoint(endpoint.toString())
                .key(key)
                .gatewayMode()
                .endpointDiscoveryEnabled(false)
                .buildAsyncClient();
    }
}
