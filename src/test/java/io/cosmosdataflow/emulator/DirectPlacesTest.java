package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.CosmosClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.CosmosContainer;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.PortFault;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.io.IOException;
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

    private static ThrowawayEmulator throwaway;
    private static EmbeddedCosmos emulator;
    private static CosmosClient client;

    @BeforeAll
    static void connect() {
        throwaway = ThrowawayEmulator.start(EmulatorOptions.usual().withThrottling(false));
        emulator = throwaway.emulator();
        client = new CosmosClientBuilder()
                .endpoint(emulator.endpoint().toString())
                .key(emulator.key())
                .buildClient();
    }

    @AfterAll
    static void disconnect() {
        client.close();
        throwaway.close();
    }

    private static CosmosContainer container(String name) {
        emulator.createContainer("db", name, "/pk");
        CosmosContainer container = client.getDatabase("db").getContainer(name);
        IntStream.range(0, DOCUMENTS).forEach(number -> container.upsertItem(document(number, "old")));
        return container;
    }

    private static ObjectNode document(int number, String value) {
        return MAPPER.createObjectNode()
                .put("id", "id" + number)
                .put("pk", "key" + number)
                .put("value", value);
    }

    /** Reads, writes and queries in all partitions. */
    private static void use(CosmosContainer container) {
        for (int number = 0; number < DOCUMENTS; number += 2) {
            assertThat(container
                            .readItem("id" + number, new PartitionKey("key" + number), ObjectNode.class)
                            .getStatusCode())
                    .isEqualTo(200);
        }
        for (int number = 1; number < DOCUMENTS; number += 2) {
            assertThat(container.upsertItem(document(number, "new")).getStatusCode())
                    .isEqualTo(200);
        }
        assertThat(container.queryItems("SELECT * FROM c WHERE c.value = 'new'", null, ObjectNode.class))
                .hasSize(DOCUMENTS / 2);
        assertThat(container.queryItems("SELECT * FROM c", null, ObjectNode.class))
                .hasSize(DOCUMENTS);
    }

    /** The first answer is 410/0, the second 410/1008; after either clients ask with x-ms-force-refresh. */
    @Test
    void aPartitionThatMovesTwiceIsFoundTwice() throws IOException {
        CosmosContainer container = container("moves");

        emulator.movePartitions("db", "moves", Fault.GONE);
        use(container);

        emulator.movePartitions("db", "moves", Fault.COMPLETING_MIGRATION);
        use(container);
    }

    @ParameterizedTest
    @EnumSource(PortFault.class)
    void aPortThatIsWellAgainIsUsedAgain(PortFault fault) throws IOException {
        CosmosContainer container = container("port-" + fault);

        emulator.failDirectPort(fault);
        emulator.failDirectPort(PortFault.NONE);
        use(container);
    }

    @Test
    void aPartitionThatIsSplitIsFound() {
        CosmosContainer container = container("splits");

        emulator.splitPartitions("db", "splits");
        use(container);
    }
}
