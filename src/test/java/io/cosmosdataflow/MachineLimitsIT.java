package io.cosmosdataflow;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cosmosdataflow.testing.ChildProcess;
import io.cosmosdataflow.testing.FactoryFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a machine really refuses: disks of a few megabytes, and one that is read-only, mounted for the one process; too
 * little memory; few open files. A place that was never looked at would end in a hang, a stack trace or exit code 70.
 */
class MachineLimitsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DOCUMENTS = 4_000;
    private static final int FILES = 4;
    private static final int CHARACTERS = 900;
    private static final int TOO_LARGE = 150_000_000;

    @TempDir
    static Path home;

    private static FactoryFiles factory;

    /** 3.7 MB; several files, so that a sort has to shuffle. */
    @BeforeAll
    static void factory() throws IOException {
        factory = FactoryFiles.in(Files.createDirectories(home.resolve("factory")))
                .container("Items", "items")
                .file("In", "Json", "in", "")
                .file("Out", "Json", "out", "")
                .dataFlow(
                        "Sorted",
                        Map.of("In", "In"),
                        Map.of("Out", "Out"),
                        """
                        source(output(id as string, text as string), allowSchemaDrift: false) ~> In
                        In sort(asc(text, true)) ~> Sorted
                        Sorted sink(allowSchemaDrift: false) ~> Out
                        """)
                .pipeline("ToFile", copy("Copy", "In", source(), "Out", sink()))
                .pipeline("ToCosmos", copy("Copy", "In", source(), "Items", "{\"type\": \"CosmosDbSqlApiSink\"}"))
                .pipeline("Sort", executeDataFlow("Flow", "Sorted", "{}", ""));
        Random random = new Random(1);
        for (int file = 0; file < FILES; file++) {
            int number = file;
            List<String> lines = IntStream.range(0, DOCUMENTS / FILES)
                    .mapToObj(i -> "{\"id\":\"d" + number + "-" + i + "\",\"text\":\"" + letters(random) + "\"}")
                    .toList();
            Files.write(folder("local/Blob/c/in").resolve("a" + file + ".json"), lines);
        }
    }

    private static String letters(Random random) {
        return random.ints(CHARACTERS, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String source() {
        return "{\"type\": \"JsonSource\", \"storeSettings\": {\"type\": \"AzureBlobStorageReadSettings\","
                + " \"recursive\": true}}";
    }

    private static String sink() {
        return "{\"type\": \"JsonSink\", \"storeSettings\": {\"type\": \"AzureBlobStorageWriteSettings\"}}";
    }

    private static Path folder(String path) throws IOException {
        return Files.createDirectories(home.resolve(path));
    }

    /** @param first commands of the shell before it */
    private static ChildProcess.Ended run(String first, String pipeline, String local, String more)
            throws IOException, InterruptedException {
        String command = String.join(
                " ",
                "scripts/cosmos-dataflow run --factory",
                factory.directory().toString(),
                "--pipeline",
                pipeline,
                "--local",
                home.resolve(local).toString(),
                more);
        return ChildProcess.run(
                PATIENCE, first.contains("mount") ? mounting(first + command) : List.of("sh", "-c", first + command));
    }

    private static List<String> mounting(String command) {
        return List.of("unshare", "--map-root-user", "--mount", "sh", "-c", command);
    }

    private static String disk(String size, Path folder) {
        return "mount -t tmpfs -o size=" + size + " tmpfs " + folder + " && ";
    }

    private static void requireMounts() throws IOException, InterruptedException {
        boolean can;
        try {
            can = ChildProcess.run(PATIENCE, mounting(disk("1m", folder("probe")) + "true"))
                            .exitCode()
                    == 0;
        } catch (IOException e) {
            can = false;
        }
        assumeTrue(can, "Skipped: this machine lets nobody mount a small disk for one process (unshare, tmpfs).");
    }

    private static void assertRefused(ChildProcess.Ended ended, String code, String... words) {
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(5);
        assertThat(ended.output())
                .contains("[" + code + "]")
                .contains(words)
                .doesNotContain("\tat ", "InterruptedException", "Internal error");
    }

    @Test
    void aFileSinkOnAFullDiskLeavesNothing() throws Exception {
        requireMounts();
        Path out = folder("local/Blob/c/out");

        ChildProcess.Ended ended = run(
                "trap 'find " + out + " -type f | sed s/^/left:/' EXIT; " + disk("2m", out),
                "ToFile",
                "local",
                "--state " + folder("state1"));

        assertRefused(ended, "FileStoreFailed", "No space left on device", "Make room there");
        assertThat(ended.output()).doesNotContain("left:");
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        requireMounts();
        Path out = folder("local/Blob/c/out");
        Path state = folder("state2");

        assertRefused(
                run(disk("1m,ro", out), "ToFile", "local", "--state " + folder("state3")),
                "FileStoreFailed",
                "Read-only file system",
                "Take a directory that can be written");
        assertRefused(
                run(disk("1m,ro", state), "ToFile", "local", "--state " + state),
                "StateUnavailable",
                "Read-only file system",
                "Take a directory that can be written");
    }

    @Test
    void theEmbeddedAccountOnAFullDiskEndsTheCopy() throws Exception {
        requireMounts();

        ChildProcess.Ended ended =
                run(disk("2m", folder("local/.cosmos")), "ToCosmos", "local", "--state " + folder("state4"));

        assertRefused(
                ended, "CosmosWriteFailed", "status 507", ".journal", "No space left on device", "Make room there");
    }

    @Test
    void aStateDirectoryOnAFullDiskIsNamed() throws Exception {
        requireMounts();
        Path state = folder("state5");

        // One page for the folder, none for a file.
        assertRefused(
                run(disk("4k", state), "ToFile", "local", "--state " + state),
                "StateUnavailable",
                state.toString(),
                "No space left on device",
                "--state");
    }

    @Test
    void sparksOwnFilesOnAFullDiskAreNamed() throws Exception {
        requireMounts();
        Path own = folder("own");

        assertRefused(
                run(disk("1m", own) + "SPARK_LOCAL_DIRS=" + own + " ", "Sort", "local", "--state " + folder("state6")),
                "MachineExhausted",
                own.toString(),
                "No space left on device",
                "SPARK_LOCAL_DIRS");
    }

    /** Spark logs what it cannot add to it, and goes on. */
    @Test
    void anEventLogOnAFullDiskEndsNothing() throws Exception {
        requireMounts();
        Path log = folder("log");

        ChildProcess.Ended ended = run(
                disk("64k", log) + "JAVA_OPTS='-Xmx1g -Dspark.eventLog.enabled=true -Dspark.eventLog.dir=" + log.toUri()
                        + "' ",
                "Sort",
                "local",
                "--state " + folder("state7"));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains(String.format("Out: %,d rows written", DOCUMENTS));
    }

    @Test
    void tooLittleMemoryInATaskIsSaid() throws Exception {
        try (BufferedWriter file =
                Files.newBufferedWriter(folder("large/Blob/c/in").resolve("a.json"))) {
            file.write("{\"id\":\"d\",\"text\":\"");
            for (int i = 0; i < TOO_LARGE; i += CHARACTERS) {
                file.write("x".repeat(CHARACTERS));
            }
            file.write("\"}\n");
        }

        assertRefused(
                run("JAVA_OPTS=-Xmx480m ", "ToFile", "large", ""), "MachineExhausted", "ran out of memory", "-Xmx4g");
    }

    /** What macOS allows is enough; and with less than Spark needs for its shuffle, the limit is named. */
    @Test
    void fewOpenFilesAreEnoughOrNamed() throws Exception {
        assertThat(run("ulimit -n 256; ", "ToCosmos", "local", "--state " + folder("state8"))
                        .exitCode())
                .isZero();
        ChildProcess.Ended fewer = run("ulimit -n 190; ", "Sort", "local", "--state " + folder("state9"));
        assertThat(fewer.exitCode()).as(fewer.output()).isIn(0, 5);
        assertThat(fewer.exitCode() == 0 || fewer.output().contains("ulimit -n"))
                .as(fewer.output())
                .isTrue();
    }
}
