package io.cosmosdataflow.cli;

import static io.cosmosdataflow.store.RowOperation.INSERT;
import static io.cosmosdataflow.store.RowOperation.UPDATE;
import static io.cosmosdataflow.store.cosmos.WriteFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.run.Replay;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.reject.RejectedRun;
import io.cosmosdataflow.store.cosmos.replay.ReplayedContainer;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int replay(ContainerAddress container) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return new ReplayCommand(console)
                .report(new Replay(
                                SharedSpark.session(),
                                directory.toString(),
                                () -> new RejectedRun(
                                                directory.toString(),
                                                "run-1",
                                                SharedSpark.session()
                                                        .sessionState()
                                                        .newHadoopConf())
                                        .sinks(),
                                sink -> new ReplayedContainer(container))
                        .run());
    }

    @Test
    void saysWhatIsWrittenAndWhatIsStillRejected() {
        ContainerAddress container = WriteFixture.container("/id");
        WriteFixture.insert(container, "{\"id\":\"a\",\"v\":1}");
        WriteFixture.to(container)
                .withRejecting(WriteFixture.into(directory, "Load", "orders"))
                .write(WriteFixture.rows(
                        row(UPDATE, "{\"id\":\"b\",\"secret\":\"hidden\"}"), row(INSERT, "{\"id\":\"a\",\"v\":2}")));
        WriteFixture.insert(container, "{\"id\":\"b\"}");

        int first = replay(container);
        WriteFixture.to(container).write(WriteFixture.rows(row(UPDATE, "{\"id\":\"a\",\"v\":2}")));
        int second = replay(container);

        assertThat(first).isEqualTo(1);
        assertThat(second).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Sink 'orders' of activity 'Load': 1 written, 1 still rejected.",
                        "Sink 'orders' of activity 'Load': 1 written, 0 still rejected.");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("CosmosConflict: 'a' (its id exists). They are kept in ")
                .doesNotContain("hidden");
    }
}
