package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBatch;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBatchResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkOperations;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemOperation;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosPatchItemRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosPatchOperations;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosQueryRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.FeedRange;
import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinition;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import azure_cosmos_spark.reactor.core.publisher.Flux;
import io.cosmosdataflow.testing.SharedEmulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The emulator as the Java client inside the Spark connector sees it, in whichever mode. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ClientScenarios {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COUNT = 1000;

    private CosmosAsyncClient client;
    private String database;

    abstract CosmosClientBuilder inMode(CosmosClientBuilder builder);

    abstract boolean direct();

    @BeforeAll
    void connect() {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        client = inMode(new CosmosClientBuilder()
                        .endpoint(emulator.endpoint().toString())
                        .key(emulator.key()))
                .buildAsyncClient();
        database = SharedEmulator.newDatabaseName();
        client.createDatabase(database).block(PATIENCE);
    }

    @AfterAll
    void disconnect() {
        client.close();
        long direct = SharedEmulator.instance().statistics().directRequests(database);
        assertThat(direct > 0).as(direct + " requests to replicas").isEqualTo(direct());
    }

    private CosmosAsyncContainer container(String name, PartitionKeyDefinitionVersion version) {
        PartitionKeyDefinition key =
                new PartitionKeyDefinition().setPaths(List.of("/pk")).setVersion(version);
        client.getDatabase(database)
                .createContainer(
                        new CosmosContainerProperties(name, key), ThroughputProperties.createManualThroughput(400))
                .block(PATIENCE);
        return client.getDatabase(database).getContainer(name);
    }

    private static ObjectNode document(int number) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("id", "id-" + number).put("pk", "key-" + number % 97).put("n", number);
        return document;
    }

    private static PartitionKey key(ObjectNode document) {
        return new PartitionKey(document.get("pk").asText());
    }

    private static Map<Integer, Integer> bulk(
            CosmosAsyncContainer container, int count, Function<ObjectNode, CosmosItemOperation> operation) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        container
                .executeBulkOperations(
                        Flux.fromStream(IntStream.range(0, count).mapToObj(i -> operation.apply(document(i)))))
                .toIterable()
                .forEach(response -> statuses.merge(response.getResponse().getStatusCode(), 1, Integer::sum));
        return statuses;
    }

    private static Map<Integer, Integer> create(CosmosAsyncContainer container, int count) {
        return bulk(container, count, document -> CosmosBulkOperations.getCreateItemOperation(document, key(document)));
    }

    private static List<ObjectNode> query(CosmosAsyncContainer container, String text) {
        List<ObjectNode> all = new ArrayList<>();
        container
                .queryItems(text, new CosmosQueryRequestOptions(), ObjectNode.class)
                .byPage(100)
                .toIterable()
                .forEach(page -> all.addAll(page.getResults()));
        return all;
    }

    @ParameterizedTest
    @EnumSource(PartitionKeyDefinitionVersion.class)
    void bulkCreatesArriveOnceAndAreReadBackThroughEveryDoor(PartitionKeyDefinitionVersion version) {
        CosmosAsyncContainer container = container("doors-" + version, version);
        assertThat(create(container, COUNT)).isEqualTo(Map.of(201, COUNT));
        assertThat(create(container, 10)).isEqualTo(Map.of(409, 10));

        Set<String> ids = new HashSet<>();
        List<ObjectNode> selected = query(container, "SELECT * FROM c");
        selected.forEach(document -> ids.add(document.get("id").asText()));
        assertThat(selected).hasSize(COUNT);
        assertThat(ids).hasSize(COUNT);
        assertThat(query(container, "SELECT c.id FROM c WHERE c.n < 10")).hasSize(10);
        assertThat(query(container, "SELECT * FROM c WHERE c.pk = 'key-3'")).hasSize(11);

        int listed = 0;
        int changed = 0;
        List<FeedRange> ranges = container.getFeedRanges().block(PATIENCE);
        assertThat(ranges).hasSize(3);
        for (FeedRange range : ranges) {
            CosmosQueryRequestOptions options = new CosmosQueryRequestOptions().setFeedRange(range);
            listed += container
                    .queryItems("SELECT * FROM c", options, ObjectNode.class)
                    .collectList()
                    .block(PATIENCE)
                    .size();
            for (FeedResponse<ObjectNode> page : container
                    .queryChangeFeed(
                            CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(range), ObjectNode.class)
                    .byPage(50)
                    .toIterable()) {
                changed += page.getResults().size();
            }
        }
        assertThat(listed).isEqualTo(COUNT);
        assertThat(changed).isEqualTo(COUNT);
        ObjectNode seventh = container
                .readItem("id-7", key(document(7)), ObjectNode.class)
                .block(PATIENCE)
                .getItem();
        assertThat(seventh.get("n").asInt()).isEqualTo(7);
    }

    @Test
    void changeFeedGivesOnlyWhatChangedSinceItsToken() {
        CosmosAsyncContainer container = container("changes", PartitionKeyDefinitionVersion.V2);
        create(container, 100);
        List<String> tokens = new ArrayList<>();
        for (FeedRange range : container.getFeedRanges().block(PATIENCE)) {
            String last = null;
            for (FeedResponse<ObjectNode> page : container
                    .queryChangeFeed(
                            CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(range), ObjectNode.class)
                    .byPage(30)
                    .toIterable()) {
                last = page.getContinuationToken();
            }
            tokens.add(last);
        }
        for (int i = 0; i < 3; i++) {
            container.upsertItem(document(i).put("n", 1000 + i)).block(PATIENCE);
            container.upsertItem(document(i).put("n", 2000 + i)).block(PATIENCE);
        }
        List<Integer> changed = new ArrayList<>();
        for (String token : tokens) {
            container
                    .queryChangeFeed(
                            CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(token), ObjectNode.class)
                    .byPage(30)
                    .toIterable()
                    .forEach(page -> page.getResults()
                            .forEach(document -> changed.add(document.get("n").asInt())));
        }
        assertThat(changed).containsExactlyInAnyOrder(2000, 2001, 2002);
    }

    @Test
    void etagsGuardReplacesAndPatches() {
        CosmosAsyncContainer container = container("etags", PartitionKeyDefinitionVersion.V2);
        ObjectNode document = document(1);
        String etag = container.createItem(document).block(PATIENCE).getETag();
        CosmosItemRequestOptions guarded = new CosmosItemRequestOptions().setIfMatchETag(etag);
        assertThat(container
                        .replaceItem(document.put("n", 2), "id-1", key(document), guarded)
                        .block(PATIENCE)
                        .getStatusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> container
                        .replaceItem(document, "id-1", key(document), guarded)
                        .block(PATIENCE))
                .isInstanceOfSatisfying(CosmosException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(412));
        container
                .patchItem(
                        "id-1",
                        key(document),
                        CosmosPatchOperations.create()
                                .set("/status", "new")
                                .increment("/n", 5)
                                .add("/list", new int[] {1})
                                .remove("/status"),
                        new CosmosPatchItemRequestOptions(),
                        ObjectNode.class)
                .block(PATIENCE);
        ObjectNode patched = container
                .readItem("id-1", key(document), ObjectNode.class)
                .block(PATIENCE)
                .getItem();
        assertThat(patched.get("n").asInt()).isEqualTo(7);
        assertThat(patched.has("status")).isFalse();
        assertThatThrownBy(() -> container
                        .patchItem(
                                "id-1",
                                key(document),
                                CosmosPatchOperations.create().set("/a", 1),
                                new CosmosPatchItemRequestOptions().setFilterPredicate("from c where c.n > 1000"),
                                ObjectNode.class)
                        .block(PATIENCE))
                .isInstanceOfSatisfying(CosmosException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(412));
    }

    @Test
    void atomicBatchIsAllOrNothing() {
        CosmosAsyncContainer container = container("batches", PartitionKeyDefinitionVersion.V2);
        PartitionKey key = new PartitionKey("tx");
        ObjectNode first = MAPPER.createObjectNode().put("id", "1").put("pk", "tx");
        ObjectNode second = MAPPER.createObjectNode().put("id", "2").put("pk", "tx");
        CosmosBatch good = CosmosBatch.createCosmosBatch(key);
        good.createItemOperation(first);
        CosmosBatchResponse done = container.executeCosmosBatch(good).block(PATIENCE);
        assertThat(done.getStatusCode()).isEqualTo(200);

        CosmosBatch bad = CosmosBatch.createCosmosBatch(key);
        bad.createItemOperation(second);
        bad.createItemOperation(first);
        CosmosBatchResponse failed = container.executeCosmosBatch(bad).block(PATIENCE);
        assertThat(failed.getStatusCode()).isEqualTo(409);
        assertThat(failed.getResults())
                .extracting(result -> result.getStatusCode())
                .containsExactly(424, 409);
        assertThatThrownBy(() -> container.readItem("2", key, ObjectNode.class).block(PATIENCE))
                .isInstanceOfSatisfying(CosmosException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(404));
    }

    @Test
    void throughputIsReadAndReplaced() {
        CosmosAsyncContainer container = container("offers", PartitionKeyDefinitionVersion.V2);
        assertThat(container.readThroughput().block(PATIENCE).getProperties().getManualThroughput())
                .isEqualTo(400);
        container
                .replaceThroughput(ThroughputProperties.createManualThroughput(1200))
                .block(PATIENCE);
        assertThat(container.readThroughput().block(PATIENCE).getProperties().getManualThroughput())
                .isEqualTo(1200);
    }

    @Test
    void ordersGroupsAndAggregatesAreMergedOverAllPartitions() {
        CosmosAsyncContainer container = container("merged", PartitionKeyDefinitionVersion.V2);
        create(container, 300);
        List<Integer> ordered = new ArrayList<>();
        query(container, "SELECT TOP 5 * FROM c ORDER BY c.n DESC")
                .forEach(document -> ordered.add(document.get("n").asInt()));
        assertThat(ordered).containsExactly(299, 298, 297, 296, 295);
        List<Integer> counts = container
                .queryItems("SELECT VALUE COUNT(1) FROM c", new CosmosQueryRequestOptions(), Integer.class)
                .collectList()
                .block(PATIENCE);
        assertThat(counts).containsExactly(300);
    }
}
