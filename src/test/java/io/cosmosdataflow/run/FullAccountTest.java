package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.RefusingDisk;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container is copied to another one of an embedded account whose disk is full: the first refusal ends the copy. */
class FullAccountTest {

    private static final Duration MOST = Duration.ofSeconds(30);
    private static final int DOCUMENTS = 4000;

    @TempDir
    Path directory;

    @Test
    @InBothModes
    void theFirstRefusalEndsTheCopy() {
        RefusingDisk disk = new RefusingDisk("No space left on device");
        EmulatorOptions options =
                EmulatorOptions.usual().withData(directory.resolve("data")).withThrottling(false);
        try (ThrowawayEmulator account = ThrowawayEmulator.start(options, disk)) {
            LocalRuns runs = LocalRuns.on(account.emulator(), directory);
            FactoryFiles factory = FactoryFiles.in(runs.factory());
            account.emulator()
                    .seed(
                            factory.database(),
                            "orders",
                            "/id",
                            IntStream.range(0, DOCUMENTS)
                                    .mapToObj(i -> ("{\"id\":\"" + i + "\",\"text\":\"" + "x".repeat(500) + "\"}")
                                            .getBytes(StandardCharsets.UTF_8))
                                    .iterator());
            account.emulator().createContainer(factory.database(), "copied", "/id");
            factory.account(EmulatorAccount.mode())
                    .container("Orders", "orders")
                    .container("Copied", "copied")
                    .pipeline(
                            "Move",
                            copy(
                                    "Move them",
                                    "Orders",
                                    "{\"type\": \"CosmosDbSqlApiSource\"}",
                                    "Copied",
                                    "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\"}"));

            disk.leave(300_000);
            Instant start = Instant.now();
            PipelineResult result = runs.run("Move");

            assertThat(Duration.between(start, Instant.now())).isLessThan(MOST);
            assertThat(result.record().status()).isEqualTo(RunStatus.Failed);
            assertThat(result.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.CosmosWriteFailed);
                assertThat(failure)
                        .hasMessageContaining("status 507")
                        .hasMessageContaining(".journal: No space left on device")
                        .hasMessageContaining("Make room there");
            });

            disk.mend();
            assertThat(runs.run("Move").failures()).isEmpty();
        }
    }
}
