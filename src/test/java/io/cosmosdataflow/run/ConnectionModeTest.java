package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents are written and read in the mode that the linked service names. */
class ConnectionModeTest {

    private static final int DOCUMENTS = 50;
    private static final String LINES = IntStream.range(0, DOCUMENTS)
            .mapToObj(n -> "{\"id\":\"" + n + "\",\"pk\":\"p" + n % 7 + "\",\"n\":" + n + ".50}\n")
            .collect(Collectors.joining());

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles files;

    @BeforeEach
    void factory() throws Exception {
        runs = LocalRuns.in(directory).file("Blob/c/in/d.json", LINES);
        files = FactoryFiles.in(Files.createDirectories(runs.factory()))
                .container("Items", "items")
                .file("In", "Json", "in", "d.json")
                .file("Out", "Json", "out", "d.json")
                .pipeline(
                        "Load",
                        FactoryFiles.copy(
                                "Load",
                                "In",
                                "{\"type\": \"JsonSource\"}",
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"insert\"}"))
                .pipeline(
                        "Export",
                        FactoryFiles.copy(
                                "Export",
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSource\"}",
                                "Out",
                                "{\"type\": \"JsonSink\", \"formatSettings\": {\"type\": \"JsonWriteSettings\"}}"));
    }

    private void mode(String mode) {
        files.linkedService(
                "Shop",
                "CosmosDb",
                ("{\"connectionString\": \"AccountEndpoint=https://shop.documents.azure.com:443/;Database=%s\","
                                + " \"encryptedCredential\": \"opaque\", \"connectionMode\": \"%s\"}")
                        .formatted(files.database(), mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Direct", "direct", "Gateway"})
    void theLinkedServiceChooses(String mode) throws Exception {
        mode(mode);
        Statistics statistics = SharedEmulator.instance().statistics();

        long before = statistics.directRequests(files.database());
        assertThat(runs.run("Load").failures()).isEmpty();
        long written = statistics.directRequests(files.database());
        assertThat(runs.run("Export").failures()).isEmpty();
        long read = statistics.directRequests(files.database());

        assertThat(Files.readAllLines(runs.local("Blob/c/out/d.json")))
                .containsExactlyInAnyOrderElementsOf(LINES.lines().toList());
        assertThat(written > before && read > written).isEqualTo(!mode.equals("Gateway"));
        assertThat(written == before && read == written).isEqualTo(mode.equals("Gateway"));
    }

    @Test
    void anotherModeIsAnErrorOfTheDefinition() {
        mode("Tunnel");

        assertThatThrownBy(() -> runs.run("Load"))
                .hasMessageContaining(
                        "'connectionMode' of linked service 'Shop' is 'Tunnel'; allowed: Gateway, Direct");
    }
}
