package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.local.LocalStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of one machine are no stores for executors on others. */
class LocalModeOnAClusterTest {

    @ParameterizedTest
    @ValueSource(strings = {"spark://h:7077", "yarn", "k8s://https://h:6443", "local-cluster[2,1,1024]", "mesos://h"})
    void aMasterOfAClusterIsRefused(String master) {
        assertThatThrownBy(() -> LocalStores.requireThisMachine(master))
                .hasMessageContaining("Spark's master is '" + master + "'")
                .hasMessageContaining("Use the master local[*]")
                .extracting("code")
                .isEqualTo(ErrorCode.InvalidOptionValue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local[*]", "local[4]", "local[2,4]", "local[*, 4]"})
    void aMasterOfThisJvmIsNot(String master) {
        assertThatCode(() -> LocalStores.requireThisMachine(master)).doesNotThrowAnyException();
    }

    /** Before anything is started: no account, no session, no folder. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "preview"})
    void theCommandEndsAtOnce(String command, @TempDir Path directory) throws Exception {
        Path local = directory.resolve("local");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dspark.master=spark://nosuch.invalid:7077",
                Main.class.getName(),
                command,
                "--factory",
                "conf/demo/factory",
                "--local",
                local.toString()));
        words.addAll(
                command.equals("run")
                        ? List.of("--pipeline", "ImportAndExportProducts", "--parameter", "day=2026-01-31")
                        : List.of("--dataflow", "ProductReport", "--stream", "Stock@Low"));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains("[InvalidOptionValue]")
                .contains("spark://nosuch.invalid:7077");
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(local).doesNotExist();
    }
}
