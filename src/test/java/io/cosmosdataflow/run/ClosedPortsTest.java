package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.fault.PortFault;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A firewall that lets the gateway through and no replica: every activity says so, and nothing is written. */
class ClosedPortsTest {

    @TempDir
    Path directory;

    @Test
    void copiesAndDataFlowsNameThePortAndWriteNothing() throws Exception {
        try (ThrowawayEmulator throwaway =
                ThrowawayEmulator.start(EmulatorOptions.usual().withThrottling(false))) {
            EmbeddedCosmos cosmos = throwaway.emulator();
            LocalRuns runs =
                    LocalRuns.on(cosmos, directory).file("Blob/c/in/d.json", "{\"id\":\"new\",\"pk\":\"p\"}\n");
            FactoryFiles files = factory(runs);
            cosmos.seed(
                    files.database(),
                    "items",
                    "/pk",
                    List.of("{\"id\":\"old\",\"pk\":\"p\"}".getBytes(StandardCharsets.UTF_8))
                            .iterator());
            cosmos.createContainer(files.database(), "other", "/pk");
            cosmos.failDirectPort(PortFault.CLOSED);

            PipelineResult result = runs.run("Main");

            assertThat(result.failures()).hasSize(3).allSatisfy(failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.CosmosUnreachable);
                assertThat(failure)
                        .hasMessageContaining("its data at 127.0.0.1:" + cosmos.directPort() + " cannot")
                        .hasMessageContaining("\"connectionMode\": \"Gateway\"");
            });
            assertThat(runs.local("Blob/c/out")).doesNotExist();
            assertThat(cosmos.statistics().directRequests(files.database())).isZero();
            assertThat(cosmos.statistics().total().documentsWritten()).isZero();
        }
    }

    private static FactoryFiles factory(LocalRuns runs) throws Exception {
        FactoryFiles files = FactoryFiles.in(Files.createDirectories(runs.factory()));
        return files.linkedService(
                        "Shop",
                        "CosmosDb",
                        ("{\"connectionString\": \"AccountEndpoint=https://shop.documents.azure.com:443/;Database=%s\","
                                        + " \"encryptedCredential\": \"opaque\", \"connectionMode\": \"Direct\"}")
                                .formatted(files.database()))
                .container("Items", "items")
                .container("Other", "other")
                .file("In", "Json", "in", "d.json")
                .file("Out", "Json", "out", "d.json")
                .dataFlow(
                        "Flow",
                        Map.of("From", "Items"),
                        Map.of("To", "Other"),
                        "source(output(id as string, pk as string), format: 'document') ~> From\n"
                                + "From sink(insertable: true, format: 'document', partitionKey: ['/pk']) ~> To")
                .pipeline(
                        "Main",
                        FactoryFiles.copy(
                                "Load",
                                "In",
                                "{\"type\": \"JsonSource\"}",
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"insert\"}"),
                        FactoryFiles.copy(
                                "Export",
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSource\"}",
                                "Out",
                                "{\"type\": \"JsonSink\", \"formatSettings\": {\"type\": \"JsonWriteSettings\"}}"),
                        FactoryFiles.executeDataFlow("Run", "Flow", "{}", ""));
    }
}
