package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azure_cosmos_spark.com.azure.cosmos.CosmosClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.CosmosContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBatch;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBatchResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkOperations;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosDatabaseProperties;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemOperation;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosPatchOperations;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosQueryRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.FeedRange;
import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.testing.SharedEmulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each call of the Java client has the answer that Azure gives, for a client with no setting but endpoint and key: in
 * direct mode, then. Status codes: Microsoft Learn, Azure Cosmos DB REST API, HTTP status codes, and the pages of each
 * operation; the rest is arithmetic over the documents that the test writes.
 */
class PlainClientTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MANY = 1_000;
    private static final int PARTITIONS = 3;

    private static CosmosClient client;
    private static String database;

    @BeforeAll
    static void connect() {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        client = new CosmosClientBuilder()
                .endpoint(emulator.endpoint().toString())
                .key(emulator.key())
                .buildClient();
        database = SharedEmulator.newDatabaseName();
        assertThat(client.createDatabaseIfNotExists(database).getStatusCode()).isEqualTo(201);
    }

    @AfterAll
    static void itWasDirectMode() {
        client.close();
        assertThat(SharedEmulator.instance().statistics().directRequests(database))
                .isPositive();
    }

    private static CosmosContainer container(String name) {
        assertThat(client.getDatabase(database)
                        .createContainerIfNotExists(
                                new CosmosContainerProperties(name, "/id"),
                                ThroughputProperties.createManualThroughput(30_000))
                        .getStatusCode())
                .isEqualTo(201);
        return client.getDatabase(database).getContainer(name);
    }

    private static ObjectNode document(String id, int value) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("v", value)
                .put("text", "gr\u00f6\u00dfe \ud83d\ude00 " + id);
    }

    private static CosmosContainer filled(String name) {
        CosmosContainer container = container(name);
        List<CosmosItemOperation> upserts = IntStream.range(0, MANY)
                .mapToObj(n ->
                        CosmosBulkOperations.getUpsertItemOperation(document("b" + n, n), new PartitionKey("b" + n)))
                .toList();
        assertThat(container.executeBulkOperations(upserts)).hasSize(MANY).allSatisfy(done -> assertThat(
                        done.getResponse().getStatusCode())
                .isEqualTo(201));
        return container;
    }

    private static void refused(int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CosmosException.class, answer -> {
            assertThat(answer.getStatusCode()).isEqualTo(status);
            assertThat(answer.getSubStatusCode()).isZero();
        });
    }

    private static ObjectNode read(CosmosContainer container, String id) {
        return container.readItem(id, new PartitionKey(id), ObjectNode.class).getItem();
    }

    private static void assertHas(ObjectNode found, ObjectNode written) {
        List<String> names = new ArrayList<>();
        written.fieldNames().forEachRemaining(names::add);
        assertThat(found.retain(names)).isEqualTo(written);
    }

    private static <T> List<T> query(CosmosContainer container, String text, Class<T> type) {
        return container.queryItems(text, new CosmosQueryRequestOptions(), type).stream()
                .toList();
    }

    @Test
    void databasesAndContainersAreReadAndListed() {
        CosmosContainer container = container("listed");

        assertThat(client.getDatabase(database).read().getStatusCode()).isEqualTo(200);
        assertThat(client.readAllDatabases().stream().map(CosmosDatabaseProperties::getId))
                .contains(database);
        assertThat(client.getDatabase(database).readAllContainers().stream().map(CosmosContainerProperties::getId))
                .contains("listed");
        assertThat(container.getFeedRanges()).hasSize(PARTITIONS);
        CosmosContainerResponse found = container.read(new CosmosContainerRequestOptions().setQuotaInfoEnabled(true));
        assertThat(found.getStatusCode()).isEqualTo(200);
        assertThat(found.getProperties().getId()).isEqualTo("listed");
        assertThat(container.readThroughput().getProperties().getManualThroughput())
                .isEqualTo(30_000);
    }

    @Test
    void aDocumentIsMadeReadChangedAndDeleted() {
        CosmosContainer container = container("single");
        PartitionKey key = new PartitionKey("1");
        CosmosItemRequestOptions none = new CosmosItemRequestOptions();

        refused(404, () -> container.deleteItem("1", key, none));
        CosmosItemResponse<ObjectNode> made = container.createItem(document("1", 1));
        assertThat(made.getStatusCode()).isEqualTo(201);
        assertThat(made.getRequestCharge()).isPositive();
        assertThat(made.getSessionToken()).matches("\\d+:-1#\\d+");
        assertThat(made.getETag()).isNotEmpty();
        refused(409, () -> container.createItem(document("1", 1)));
        assertHas(read(container, "1"), document("1", 1));
        refused(404, () -> read(container, "nobody"));

        assertThat(container.upsertItem(document("2", 2)).getStatusCode()).isEqualTo(201);
        assertThat(container.upsertItem(document("2", 22)).getStatusCode()).isEqualTo(200);
        assertThat(container.replaceItem(document("1", 11), "1", key, none).getStatusCode())
                .isEqualTo(200);
        CosmosItemRequestOptions another = new CosmosItemRequestOptions().setIfMatchETag("\"another\"");
        refused(412, () -> container.replaceItem(document("1", 12), "1", key, another));
        CosmosPatchOperations patch =
                CosmosPatchOperations.create().set("/p", 5).increment("/v", 3);
        assertThat(container.patchItem("1", key, patch, ObjectNode.class).getStatusCode())
                .isEqualTo(200);
        assertHas(read(container, "1"), document("1", 14).put("p", 5));
        assertThat(container.deleteItem("2", new PartitionKey("2"), none).getStatusCode())
                .isEqualTo(204);
        refused(404, () -> read(container, "2"));
    }

    @Test
    void manyDocumentsAreWrittenAndQueried() {
        CosmosContainer container = filled("many");

        assertThat(query(container, "SELECT VALUE COUNT(1) FROM c", Integer.class))
                .containsExactly(MANY);
        assertThat(query(container, "SELECT c.v FROM c WHERE c.v < 500 AND STARTSWITH(c.id, 'b')", ObjectNode.class))
                .extracting(found -> found.get("v").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).boxed().toList());
        assertThat(query(container, "SELECT VALUE c.v FROM c ORDER BY c.v DESC", Integer.class))
                .containsExactlyElementsOf(
                        IntStream.range(0, MANY).map(n -> MANY - 1 - n).boxed().toList());
        CosmosQueryRequestOptions one = new CosmosQueryRequestOptions().setPartitionKey(new PartitionKey("b7"));
        assertThat(container.queryItems("SELECT * FROM c", one, ObjectNode.class).stream())
                .singleElement()
                .satisfies(found -> assertHas(found, document("b7", 7)));
        assertThat(container.readAllItems(new PartitionKey("b9"), ObjectNode.class).stream())
                .hasSize(1);
        refused(400, () -> query(container, "SELECT * FRM c", ObjectNode.class));
    }

    @Test
    void aChangeFeedOfAllPartitionsGoesOnFromItsToken() {
        CosmosContainer container = filled("changing");
        Set<String> seen = new TreeSet<>();

        String token = follow(
                container,
                CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(FeedRange.forFullRange()),
                seen);
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, MANY).mapToObj(n -> "b" + n).toList());

        container.upsertItem(document("late", 1));
        Set<String> later = new TreeSet<>();
        // each time until a partition has nothing more: 4.32 looks into one of them then, and not into the next
        for (int times = 0; times < PARTITIONS; times++) {
            token = follow(container, CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(token), later);
        }
        assertThat(later).containsExactly("late");
    }

    private static String follow(CosmosContainer container, CosmosChangeFeedRequestOptions from, Set<String> seen) {
        String token = null;
        for (FeedResponse<ObjectNode> page :
                container.queryChangeFeed(from, ObjectNode.class).iterableByPage()) {
            page.getResults().forEach(found -> seen.add(found.get("id").asText()));
            token = page.getContinuationToken();
        }
        return token;
    }

    @Test
    void aBatchWritesAndReads() {
        CosmosContainer container = container("batch");
        CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey("x"));
        batch.upsertItemOperation(document("x", 1));
        batch.readItemOperation("x");

        CosmosBatchResponse done = container.executeCosmosBatch(batch);

        assertThat(done.getStatusCode()).isEqualTo(200);
        assertThat(done.getResults()).extracting(each -> each.getStatusCode()).containsExactly(201, 200);
        assertHas(done.getResults().get(1).getItem(ObjectNode.class), document("x", 1));
    }
}
