package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosQueryRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import azure_cosmos_spark.reactor.core.publisher.Mono;
import azure_cosmos_spark.reactor.util.retry.Retry;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.PortFault;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Partitions that move or are split, and ports that come back, as a client with default settings sees them. */
class DirectPlacesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DOCUMENTS = 8;
    /** Longer than the SDK tries a read in direct mode. Source: GoneAndRetryWithRetryPolicy. */
    private static final Duration LOST = Duration.ofSeconds(40);

    private static ThrowawayEmulator throwaway;
    private static EmbeddedCosmos emulator;
    private static CosmosAsyncClient client;

    @BeforeAll
    static void connect() {
        throwaway = ThrowawayEmulator.start(EmulatorOptions.usual().withThrottling(false));
        emulator = throwaway.emulator();
        client = new CosmosClientBuilder()
                .endpoint(emulator.endpoint().toString())
                .key(emulator.key())
                .buildAsyncClient();
    }

    @AfterAll
    static void disconnect() {
        client.close();
        throwaway.close();
    }

    private static CosmosAsyncContainer container(String name) {
        emulator.createContainer("db", name, "/pk");
        CosmosAsyncContainer container = client.getDatabase("db").getContainer(name);
        IntStream.range(0, DOCUMENTS).forEach(number -> answer(container.upsertItem(document(number, "old"))));
        return container;
    }

    /**
     * Of 4,500 requests, on an account that closed all connections every quarter of a second, the SDK lost one: it was
     * on its way to a connection that ended, and waited for for ever. Whoever can lose none asks again.
     */
    private static <T> T answer(Mono<T> request) {
        return request.timeout(LOST)
                .retryWhen(Retry.max(2).filter(TimeoutException.class::isInstance))
                .block();
    }

    private static List<ObjectNode> query(CosmosAsyncContainer container, String query) {
        return answer(container
                .queryItems(query, new CosmosQueryRequestOptions(), ObjectNode.class)
                .byPage()
                .flatMapIterable(page -> page.getResults())
                .collectList());
    }

    private static ObjectNode document(int number, String value) {
        return MAPPER.createObjectNode()
                .put("id", "id" + number)
                .put("pk", "key" + number)
                .put("value", value);
    }

    /** Reads, writes and queries in all partitions. */
    private static void use(CosmosAsyncContainer container) {
        for (int number = 0; number < DOCUMENTS; number += 2) {
            PartitionKey key = new PartitionKey("key" + number);
            assertThat(answer(container.readItem("id" + number, key, ObjectNode.class))
                            .getStatusCode())
                    .isEqualTo(200);
        }
        for (int number = 1; number < DOCUMENTS; number += 2) {
            assertThat(answer(container.upsertItem(document(number, "new"))).getStatusCode())
                    .isEqualTo(200);
        }
        assertThat(query(container, "SELECT * FROM c WHERE c.value = 'new'")).hasSize(DOCUMENTS / 2);
        assertThat(query(container, "SELECT * FROM c")).hasSize(DOCUMENTS);
    }

    /** The first answer is 410/0, the second 410/1008; after either clients ask with x-ms-force-refresh. */
    @Test
    void aPartitionThatMovesTwiceIsFoundTwice() throws IOException {
        CosmosAsyncContainer container = container("moves");

        emulator.movePartitions("db", "moves", Fault.GONE);
        use(container);

        emulator.movePartitions("db", "moves", Fault.COMPLETING_MIGRATION);
        use(container);
    }

    @ParameterizedTest
    @EnumSource(PortFault.class)
    void aPortThatIsWellAgainIsUsedAgain(PortFault fault) throws IOException {
        CosmosAsyncContainer container = container("port-" + fault);

        emulator.failDirectPort(fault);
        emulator.failDirectPort(PortFault.NONE);
        use(container);
    }

    @Test
    void aPartitionThatIsSplitIsFound() {
        CosmosAsyncContainer container = container("splits");

        emulator.splitPartitions("db", "splits");
        use(container);
    }
}
