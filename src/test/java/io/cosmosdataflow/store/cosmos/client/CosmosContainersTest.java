package io.cosmosdataflow.store.cosmos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

@InBothModes
class CosmosContainersTest {

    private static CosmosAccount account() {
        return EmulatorAccount.of(SharedEmulator.instance());
    }

    @Test
    void containersAreMadeOnceAndDeleted() {
        String database = SharedEmulator.newDatabaseName();
        try (CosmosContainers containers = CosmosContainers.of(account())) {
            assertThat(containers.exists(database, "c")).isFalse();

            containers.createIfMissing(database, "c", "/a/b", OptionalInt.of(1_000));
            containers.createIfMissing(database, "c", "/other", OptionalInt.empty());

            assertThat(containers.exists(database, "c")).isTrue();
            assertThat(containers.partitionKey(database, "c")).isEqualTo(new PartitionKeyShape(List.of("/a/b"), false));

            containers.delete(database, "c");
            containers.delete(database, "c");

            assertThat(containers.exists(database, "c")).isFalse();
        }
    }

    @Test
    void partitionKeyOfAMissingContainerIsAnError() {
        try (CosmosContainers containers = CosmosContainers.of(account())) {
            JobException failure = catchThrowableOfType(
                    JobException.class, () -> containers.partitionKey(SharedEmulator.newDatabaseName(), "c"));

            assertThat(failure.code()).isEqualTo(ErrorCode.CosmosNotFound);
        }
    }

    @Test
    void tasksOfOneAccountShareAClient() {
        try (ClientLease first = CosmosClients.lease(account(), ClientUse.READ);
                ClientLease second = CosmosClients.lease(account(), ClientUse.READ);
                ClientLease other = CosmosClients.lease(account(), ClientUse.WRITE)) {
            assertThat(second.client()).isSameAs(first.client());
            assertThat(other.client()).isNotSameAs(first.client());
            first.close();
            first.close();
            assertThat(CosmosClients.open()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void endpointsOnThisMachineUseGatewayMode() {
        Secret key = Secret.of("a2V5");

        assertThat(CosmosAccount.of(URI.create("https://localhost:8081/"), key).gatewayMode())
                .isTrue();
        assertThat(CosmosAccount.of(URI.create("https://[::1]:8081/"), key).gatewayMode())
                .isTrue();
        CosmosAccount azure = CosmosAccount.of(URI.create("https://a.documents.azure.com:443/"), key);
        assertThat(azure.gatewayMode()).isFalse();
        assertThat(azure.inMode(ConnectionMode.Gateway).gatewayMode()).isTrue();
        assertThat(azure.inMode(ConnectionMode.Usual).gatewayMode()).isFalse();
        assertThat(CosmosAccount.of(URI.create("https://localhost:8081/"), key)
                        .inMode(ConnectionMode.Direct)
                        .gatewayMode())
                .isFalse();
        assertThat(azure.withPreferredRegions(List.of("East US")).preferredRegions())
                .containsExactly("East US");
    }
}
