package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cosmosdataflow.cli.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancellationTest {

    /** Does not end by itself, like a run whose activities do not. */
    public static void main(String[] arguments) throws InterruptedException {
        try (Cancellation cancellation = Cancellation.listen(new Console(System.out, System.out, false))) {
            System.out.println("listening");
            while (!cancellation.requested()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            System.out.println("requested " + cancellation.exitCode());
            TimeUnit.MINUTES.sleep(5);
        }
    }

    /** Exit codes of signals: POSIX, Shell Command Language, 2.8.2; numbers of signal(7). */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void theFirstSignalAsksAndTheSecondEnds(String signal, int exitCode) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CancellationTest.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            await(output, "listening");
            assumeFalse(
                    isIgnored(signal, process), "who started the build has it ignore " + signal + ", as nohup does");
            send(signal, process);
            await(output, "Cancelling: the activities that run are stopped");
            await(output, "requested " + exitCode);
            assertThat(process.isAlive()).isTrue();

            send(signal, process);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(exitCode);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void await(BufferedReader output, String text) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(text)) {
            line = output.readLine();
        }
        assertThat(line).as("printed").isNotNull();
    }

    /** Processes inherit it, and cannot tell. Source: proc(5), {@code SigIgn}; signal(7). */
    private static boolean isIgnored(String signal, Process process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return false;
        }
        int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).trim(), 16))
                .anyMatch(mask -> (mask >> number - 1 & 1) == 1);
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
