package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azure_cosmos_spark.com.azure.cosmos.CosmosClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.CosmosContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.testing.SharedEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client of direct mode with default settings makes of each fault. */
class DirectFaultTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PartitionKey KEY = new PartitionKey("k");

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

    /** A lost answer of a write is 410 to whoever wrote: the client cannot know, and does not write again. */
    @ParameterizedTest
    @CsvSource({"RESET_BEFORE, false", "RESET_AFTER, true", "CLOSE_BEFORE, false", "CLOSE_AFTER, true"})
    void aWriteWhoseConnectionIsLostIsNotWrittenAgain(Fault fault, boolean done) {
        once(fault, RequestKind.ITEM_WRITE);

        assertThatThrownBy(() -> container.createItem(document(fault.name())))
                .isInstanceOfSatisfying(CosmosException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(410));
        assertThat(isThere(fault.name())).isEqualTo(done);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE", "RESET_AFTER", "CLOSE_BEFORE", "CLOSE_AFTER"})
    void aReadWhoseConnectionIsLostIsReadAgain(Fault fault) {
        once(fault, RequestKind.ITEM_READ);

        assertThat(container.readItem("here", KEY, ObjectNode.class).getStatusCode())
                .isEqualTo(200);
        assertThat(emulator.faults().count()).isOne();
    }
}
