package io.cosmosdataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.ChildProcess;
import io.cosmosdataflow.testing.DemoDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each command that README, the pages of data flows and that of the migration give does what they say. */
class ReadmeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
    private static final String TESTS = "mvn -B verify";
    private static final Path README = Path.of("README.md");
    private static final List<Path> PAGES = List.of(
            README, Path.of("docs/data-flows.md"), Path.of("docs/cosmos-data-flows.md"), Path.of("docs/migrate.md"));

    private static DemoDirectory demo;

    @BeforeAll
    static void alone() {
        demo = DemoDirectory.taken();
    }

    @AfterAll
    static void forOthers() {
        demo.close();
    }

    @TestFactory
    List<DynamicTest> everyCommandRuns() {
        return PAGES.stream()
                .flatMap(page -> commands(page).stream())
                .filter(command -> !command.equals(TESTS))
                .distinct()
                .map(command -> DynamicTest.dynamicTest(command, () -> run(command)))
                .toList();
    }

    @Test
    void theTestCommandIsWhatTheContinuousIntegrationCalls() throws IOException {
        assertThat(commands(README)).contains(TESTS);
        assertThat(Files.readAllLines(Path.of(".ci/run"))).contains(TESTS);
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Path page : PAGES) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                assertThat(page.resolveSibling(links.group(1))).exists();
            }
        }
    }

    private static void run(String command) throws IOException, InterruptedException {
        if (command.contains(" emulator")) {
            startAndStop(command.replace("8081", "0"));
            return;
        }
        ChildProcess.Ended ended = ChildProcess.run(PATIENCE, List.of("bash", "-c", command));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    private static void startAndStop(String command) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", "exec " + command)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder seen = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                seen.append(line).append('\n');
                if (line.startsWith("Stop it with")) {
                    break;
                }
            }
            assertThat(seen).contains("The embedded Cosmos DB listens on https://", "Stop it with Ctrl+C.");
        } finally {
            process.destroy();
        }
    }

    private static List<String> commands(Path page) {
        Matcher blocks = BLOCK.matcher(text(page));
        return blocks.results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
