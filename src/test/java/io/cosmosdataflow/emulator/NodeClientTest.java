package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cosmosdataflow.testing.SharedEmulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The emulator as {@code @azure/cosmos} for Node sees it. Runs where Node is there and the package was installed
 * under {@code target/node} ({@code npm install --prefix target/node @azure/cosmos}) or is on {@code NODE_PATH}.
 */
class NodeClientTest {

    private record Run(int status, String output) {}

    private static Run node(EmbeddedCosmos emulator, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("node");
        builder.command().addAll(List.of(arguments));
        String path = System.getenv().getOrDefault("NODE_PATH", "");
        String installed = Path.of("target/node/node_modules").toAbsolutePath().toString();
        builder.environment().put("NODE_PATH", path.isEmpty() ? installed : installed + ":" + path);
        builder.environment()
                .put("NODE_EXTRA_CA_CERTS", emulator.certificatePem().toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private static boolean isInstalled(EmbeddedCosmos emulator) throws InterruptedException {
        try {
            return node(emulator, "-e", "require('@azure/cosmos')").status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void everyStepOfTheScriptSucceeds() throws IOException, InterruptedException {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        assumeTrue(isInstalled(emulator), "Node or @azure/cosmos is not there");
        Run run = node(
                emulator,
                "src/test/resources/emulator/node-client.js",
                emulator.endpoint().toString(),
                emulator.key(),
                SharedEmulator.newDatabaseName());
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("16 steps");
    }
}
