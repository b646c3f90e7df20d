package io.cosmosdataflow.testing;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosQueryRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.azure.cosmos.util.CosmosPagedFlux;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The documents of a container of the shared emulator, as its users write and see them. */
public final class Items {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SYSTEM = List.of("_rid", "_self", "_etag", "_attachments", "_ts");

    private final ContainerAddress address;
    private final String partitionKey;

    private Items(ContainerAddress address, String partitionKey) {
        this.address = address;
        this.partitionKey = partitionKey;
    }

    /**
     * Makes the container if it is missing.
     *
     * @param partitionKey name of a property that holds a text
     */
    public static Items of(String database, String container, String partitionKey) {
        SharedEmulator.instance().createContainer(database, container, "/" + partitionKey);
        CosmosAccount account = EmulatorAccount.of(SharedEmulator.instance());
        return new Items(new ContainerAddress(account, database, container), partitionKey);
    }

    public ContainerAddress address() {
        return address;
    }

    /** Writes documents; single quotes stand for double ones. */
    public Items upsert(String... documents) {
        try (ClientLease lease = CosmosClients.lease(address.account(), ClientUse.READ)) {
            CosmosAsyncContainer container = lease.container(address);
            for (String document : documents) {
                JsonNode json = parse(document.replace('\'', '"'));
                container
                        .upsertItem(
                                sdk(json),
                                new PartitionKey(json.path(partitionKey).asText()),
                                new CosmosItemRequestOptions())
                        .block();
            }
            return this;
        }
    }

    public Items delete(String id, String key) {
        try (ClientLease lease = CosmosClients.lease(address.account(), ClientUse.READ)) {
            lease.container(address).deleteItem(id, new PartitionKey(key)).block();
            return this;
        }
    }

    /** All documents by id, without system properties. */
    public Map<String, JsonNode> all() {
        Map<String, JsonNode> all = new TreeMap<>();
        stored().forEach((id, document) -> all.put(id, ((ObjectNode) document).remove(SYSTEM)));
        return all;
    }

    /** All documents by id, with system properties. */
    public Map<String, JsonNode> stored() {
        Map<String, JsonNode> all = new TreeMap<>();
        documents(address).forEach(document -> all.put(document.path("id").asText(), document));
        return all;
    }

    /** All documents of a container of any account that this JVM trusts, with system properties. */
    public static List<JsonNode> documents(ContainerAddress address) {
        try (ClientLease lease = CosmosClients.lease(address.account(), ClientUse.READ)) {
            CosmosPagedFlux<azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode> found = lease.container(address)
                    .queryItems(
                            "SELECT * FROM c",
                            new CosmosQueryRequestOptions(),
                            azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode.class);
            return found.collectList().block().stream()
                    .map(each -> parse(each.toString()))
                    .toList();
        }
    }

    private static azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode sdk(JsonNode json) {
        try {
            return new azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper().readTree(json.toString());
        } catch (azure_cosmos_spark.com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
