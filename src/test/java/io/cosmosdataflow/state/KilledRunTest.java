package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own takes a lock and is killed. */
class KilledRunTest {

    @TempDir
    Path directory;

    /** Holds the lock until it is killed. */
    public static void main(String[] arguments) throws IOException {
        StateDirectory state = new StateDirectory(arguments[0], new Configuration());
        try (RunLock lock = state.lock("Import", Optional.empty(), "killed")) {
            Instant now = Instant.now();
            state.save(new RunRecord(
                    "killed",
                    "Shop",
                    "Import",
                    new Course(RunStatus.InProgress, now, now),
                    JsonNodeFactory.instance.objectNode(),
                    List.of(),
                    RunRecord.Origin.PUBLISHED));
            lock.requireHeld();
            System.out.println("held");
            System.in.read();
        }
    }

    @Test
    void theLockOfAKilledProcessIsTakenAtOnceAndOfALivingOneNot() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRunTest.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        StateDirectory state = new StateDirectory(directory.toString(), new Configuration());
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.lines().anyMatch("held"::equals)).isTrue();

            assertThatThrownBy(() -> state.lock("Import", Optional.empty(), "next"))
                    .hasMessageContaining("in use by run killed")
                    .hasMessageContaining("(process " + process.pid() + ")")
                    .extracting("code")
                    .isEqualTo(ErrorCode.RunInProgress);
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (RunLock lock = state.lock("Import", Optional.empty(), "next")) {
            lock.requireHeld();
        }
        assertThat(state.load("killed").status()).isEqualTo(RunStatus.Failed);
        assertThat(state.load("killed").error().orElseThrow().message()).contains("interrupted");
    }
}
