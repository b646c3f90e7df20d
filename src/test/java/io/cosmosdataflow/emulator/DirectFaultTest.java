package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.CosmosClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.CosmosContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemResponse;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.testing.SharedEmulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client of direct mode with default settings makes of each fault. */
class DirectFaultTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PartitionKey KEY = new PartitionKey("k");

    /** Sub-statuses that newer SDKs make up themselves. */
    private static final int FIRST_OF_CLIENT = 20_000;
    /** Either is said of a write that may have been done, 410 by older SDKs, 408 by newer ones. */
    private static final Set<Integer> LOST = Set.of(408, 410);

    private static EmbeddedCosmos emulator;
    private static CosmosClient client;
    private static CosmosContainer container;

    @BeforeAll
    static void connect() {
        emulator = SharedEmulator.instance();
        String database = SharedEmulator.newDatabaseName();
        emulator.createContainer(database, "c", "/pk");
        client = new CosmosClientBuilder()
                .endpoint(emulator.endpoint().toString())
                .key(emulator.key())
                .buildClient();
        container = client.getDatabase(database).getContainer("c");
        container.createItem(document("here"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @AfterEach
    void noMoreFaults() {
        emulator.faults().off();
    }

    private static ObjectNode document(String id) {
        return MAPPER.createObjectNode().put("id", id).put("pk", "k");
    }

    private static void once(Fault fault, RequestKind kind) {
        emulator.faults().on(FaultRule.of(1, 1, fault).on(kind).atMost(1));
    }

    private static boolean isThere(String id) {
        return container
                .queryItems("SELECT * FROM c WHERE c.id = '" + id + "'", null, ObjectNode.class)
                .iterator()
                .hasNext();
    }

    private static String status(Supplier<CosmosItemResponse<?>> request) {
        try {
            return String.valueOf(request.get().getStatusCode());
        } catch (CosmosException e) {
            int substatus = e.getSubStatusCode() < FIRST_OF_CLIENT ? e.getSubStatusCode() : 0;
            return LOST.contains(e.getStatusCode()) && substatus == 0 ? "lost" : e.getStatusCode() + "/" + substatus;
        }
    }

    private static String read() {
        return status(() -> container.readItem("here", KEY, ObjectNode.class));
    }

    private static String write(String id) {
        return status(() -> container.createItem(document(id)));
    }

    /**
     * Reads are tried again, and writes that have surely not been done; the client cannot know of a write whose
     * connection is lost, nor of one that is answered 408. Sources: Microsoft Learn, Designing resilient applications
     * with Azure Cosmos DB SDKs; {@code GoneAndRetryWithRetryPolicy} of the Java SDK.
     */
    @ParameterizedTest
    @CsvSource({
        "THROTTLED,            200,      201,      true",
        "RETRY_WITH,           200,      201,      true",
        "UNAVAILABLE,          503/0,    503/0,    false",
        "TIMED_OUT,            200,      lost,     false",
        "CONFLICT,             409/0,    409/0,    false",
        "GONE,                 200,      201,      true",
        "NAME_IS_STALE,        200,      201,      true",
        "SPLIT,                410/1002, 410/1002, false",
        "COMPLETING_SPLIT,     200,      201,      true",
        "COMPLETING_MIGRATION, 200,      201,      true",
        "REAL_SPLIT,           200,      201,      true",
        "INTERNAL,             500/0,    500/0,    false",
        "FORBIDDEN,            403/0,    403/0,    false",
        "PARTITION_KEY_FULL,   403/1014, 403/1014, false",
        "RESET_BEFORE,         200,      lost,     false",
        "RESET_AFTER,          200,      lost,     true",
        "CLOSE_BEFORE,         200,      lost,     false",
        "CLOSE_AFTER,          200,      lost,     true"
    })
    void oneFaultIsMetAndTheStatusIs(Fault fault, String read, String write, boolean written) {
        once(fault, RequestKind.ITEM_READ);
        assertThat(read()).isEqualTo(read);
        assertThat(emulator.faults().count()).isOne();

        once(fault, RequestKind.ITEM_WRITE);
        assertThat(write(fault.name())).isEqualTo(write);
        assertThat(emulator.faults().count()).isOne();
        emulator.faults().off();
        assertThat(isThere(fault.name())).isEqualTo(written);
    }

    /** All side by side, for each takes the client's patience, which is 5 s. */
    @Test
    void whatIsNotAnsweredInTimeIsReadAgainAndNotWrittenAgain() {
        List<Fault> faults =
                Stream.of(Fault.values()).filter(Fault::isTrialOfPatience).toList();
        List<CompletableFuture<String>> reads = new ArrayList<>();
        List<CompletableFuture<String>> writes = new ArrayList<>();
        for (Fault fault : faults) {
            reads.add(hit(fault, RequestKind.ITEM_READ, DirectFaultTest::read));
            writes.add(hit(fault, RequestKind.ITEM_WRITE, () -> write(fault.name())));
        }
        assertThat(reads).extracting(CompletableFuture::join).containsOnly("200");
        assertThat(writes).extracting(CompletableFuture::join).containsOnly("lost");
        assertThat(faults).allSatisfy(fault -> assertThat(isThere(fault.name())).isEqualTo(fault.isCarriedOut()));
    }

    private static CompletableFuture<String> hit(Fault fault, RequestKind kind, Supplier<String> request) {
        once(fault, kind);
        CompletableFuture<String> asked =
                CompletableFuture.supplyAsync(request, command -> new Thread(command).start());
        while (emulator.faults().count() == 0 && !asked.isDone()) {
            Thread.onSpinWait();
        }
        return asked;
    }
}
