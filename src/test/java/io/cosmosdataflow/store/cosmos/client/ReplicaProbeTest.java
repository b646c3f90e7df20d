package io.cosmosdataflow.store.cosmos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmbeddedAccounts;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.fault.PortFault;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.testing.SharedEmulator;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each account has ports of its own, and is tried once. */
class ReplicaProbeTest {

    private static final Duration STEP = Duration.ofSeconds(1);

    private static EmbeddedAccounts accounts;

    @BeforeAll
    static void open() throws IOException {
        SharedEmulator.instance();
        accounts = EmbeddedAccounts.open(EmulatorOptions.usual().withThrottling(false));
        accounts.trustStore().install();
        // The first handshake of a JVM takes its time.
        require(accounts.account("first"), STEP.multipliedBy(20));
    }

    @AfterAll
    static void close() {
        accounts.close();
        SharedEmulator.instance().trustStore().install();
    }

    private static CosmosAccount direct(EmbeddedCosmos cosmos) {
        return CosmosAccount.of(cosmos.endpoint(), Secret.of(cosmos.key())).inMode(ConnectionMode.Direct);
    }

    private static void require(EmbeddedCosmos cosmos, Duration step) {
        ReplicaProbe probe = ReplicaProbe.begin(direct(cosmos), step);
        try (CosmosAsyncClient client = new CosmosClientBuilder()
                .endpoint(cosmos.endpoint().toString())
                .key(cosmos.key())
                .buildAsyncClient()) {
            probe.require(client);
        }
    }

    /** The ports are those of Microsoft Learn, Azure Cosmos DB SQL SDK connectivity modes. */
    @ParameterizedTest
    @CsvSource({
        "CLOSED, no connection to 127.0.0.1:%d (Connection refused), : open them in the firewall.",
        "SILENT, nothing answers at 127.0.0.1:%d within, : open them in the firewall.",
        "SILENT_AFTER_HANDSHAKE, nothing answers at 127.0.0.1:%d within, : open them in the firewall.",
        "UNTRUSTED, the certificate of 127.0.0.1:%d is not trusted by this JVM, ', and trust there, too.'"
    })
    void aPortOfDataThatIsNotReachedIsNamedWithTheWayOut(PortFault fault, String reason, String advice)
            throws IOException {
        EmbeddedCosmos cosmos = accounts.account(fault.name());
        cosmos.failDirectPort(fault);

        for (int client = 0; client < 2; client++) {
            assertThatThrownBy(() -> require(cosmos, STEP))
                    .isInstanceOfSatisfying(JobException.class, failure -> assertThat(failure.code())
                            .isEqualTo(ErrorCode.CosmosUnreachable))
                    .hasMessageStartingWith("The Cosmos DB account at " + cosmos.endpoint()
                            + " answers, but its data at 127.0.0.1:" + cosmos.directPort() + " cannot be reached ("
                            + reason.formatted(cosmos.directPort()))
                    .hasMessageEndingWith("Direct mode needs TCP to the ports 10000 to 20000 besides 443, with private"
                            + " endpoints to all ports" + advice + " Or set \"connectionMode\": \"Gateway\" in the"
                            + " linked service, which goes by 443 only.");
        }
    }

    @Test
    void anAccountThatIsReachedIsNotTriedAgain() throws IOException {
        EmbeddedCosmos cosmos = accounts.account("well");

        require(cosmos, STEP.multipliedBy(20));
        cosmos.failDirectPort(PortFault.CLOSED);
        assertThatCode(() -> require(cosmos, STEP)).doesNotThrowAnyException();
    }

    /** The probe has no addresses, and the client has. */
    @Test
    void theClientHasTheLastWord() throws IOException {
        EmbeddedCosmos cosmos = accounts.account("busy");
        cosmos.faults()
                .on(FaultRule.of(1, 1, Fault.UNAVAILABLE)
                        .on(RequestKind.METADATA_READ)
                        .atMost(1));
        ReplicaProbe probe = ReplicaProbe.begin(direct(cosmos), STEP.multipliedBy(20));
        while (cosmos.faults().count() == 0) {
            Thread.onSpinWait();
        }
        try (CosmosAsyncClient client = new CosmosClientBuilder()
                .endpoint(cosmos.endpoint().toString())
                .key(cosmos.key())
                .buildAsyncClient()) {
            assertThatCode(() -> probe.require(client)).doesNotThrowAnyException();
        }
    }

    @Test
    void inGatewayModeNoPortOfDataIsNeeded() throws IOException {
        EmbeddedCosmos cosmos = accounts.account("gateway");
        cosmos.failDirectPort(PortFault.CLOSED);

        try (CosmosContainers containers = CosmosContainers.of(direct(cosmos).inMode(ConnectionMode.Gateway))) {
            assertThat(containers.exists("none", "none")).isFalse();
        }
    }
}
