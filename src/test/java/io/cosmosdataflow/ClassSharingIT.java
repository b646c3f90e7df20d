package io.cosmosdataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that scripts/cosmos-dataflow keeps makes starts faster, and is never more than that. */
class ClassSharingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Of a process that is gone: numbers are smaller on every system. */
    private static final String GONE = ".list.999999999";

    /** As in {@code [0.012s][error][cds] ..}; the help has brackets of its own. */
    private static final String LINE_OF_THE_JVM = "(?m)^\\[\\d";

    @TempDir
    Path archives;

    /** Says nothing but its version, whatever the archive is like. */
    private void start() {
        try {
            ChildProcess.Ended ended = ChildProcess.run(
                    PATIENCE,
                    List.of("env", "COSMOS_DATAFLOW_CDS=" + archives, "scripts/cosmos-dataflow", "runs", "--help"));
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            assertThat(ended.output())
                    .startsWith("Shows what ran.")
                    .doesNotContain("arning")
                    .doesNotContainPattern(LINE_OF_THE_JVM);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Without the folder of jars that have lost their signatures. */
    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(archives)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The second start has it made in the background. */
    private Path made() throws Exception {
        start();
        start();
        Instant most = Instant.now().plus(PATIENCE);
        while (files().size() != 1 || !files().get(0).toString().endsWith(".jsa")) {
            assertThat(Instant.now()).as("there are " + files()).isBefore(most);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(files().get(0).getFileName().toString()).startsWith("look-");
        return files().get(0);
    }

    @Test
    void anArchiveOfTheClassesOfTheFirstStartIsUsedByLaterOnes() throws Exception {
        Path archive = made();

        ChildProcess.Ended ended = ChildProcess.run(
                PATIENCE,
                List.of(
                        "env",
                        "COSMOS_DATAFLOW_CDS=" + archives,
                        "JAVA_OPTS=-Xmx2g -Xlog:class+load",
                        "scripts/cosmos-dataflow",
                        "runs",
                        "--help"));
        assertThat(ended.output().lines())
                .anyMatch(line ->
                        line.contains("io.cosmosdataflow.cli.words.ArgumentParser source: shared objects file"));
        assertThat(files()).containsExactly(archive);
    }

    @Test
    void startsBesideEachOtherAreAllWell() throws Exception {
        for (int times = 0; times < 2; times++) {
            IntStream.range(0, 3)
                    .mapToObj(n -> CompletableFuture.runAsync(this::start))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        assertThat(made()).exists();
    }

    @Test
    void whatKilledStartsHaveLeftDoesNoHarm() throws Exception {
        Path archive = made();
        Files.delete(archive);
        Files.writeString(Path.of(archive + GONE), "[0.1s][info][class,load] java.lang.Object sou");
        Files.writeString(Path.of(archive + ".draft"), "half of an archive");

        assertThat(made()).isEqualTo(archive);
    }

    /** Of another JDK, of other jars, or not whole: the JVM looks at it and goes on without it. */
    @Test
    void anArchiveThatDoesNotFitDoesNoHarm() throws Exception {
        Path archive = made();
        byte[] damaged = Files.readAllBytes(archive);
        for (int i = 0; i < 4096; i++) {
            damaged[i] ^= 0x55;
        }
        archive.toFile().setWritable(true);
        Files.write(archive, damaged);
        start();

        Files.writeString(archive, "not an archive");
        start();

        Files.setLastModifiedTime(archive, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        start();
        assertThat(made()).isEqualTo(archive);
        assertThat(Files.getLastModifiedTime(archive).toInstant()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsPassedOver() throws Exception {
        Path file = Files.writeString(archives.resolve("file"), "");

        ChildProcess.Ended ended = ChildProcess.run(
                PATIENCE,
                List.of(
                        "env",
                        "-u",
                        "HOME",
                        "COSMOS_DATAFLOW_CDS=" + file,
                        "scripts/cosmos-dataflow",
                        "runs",
                        "--help"));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).startsWith("Shows what ran.");
        assertThat(files()).containsExactly(file);
    }
}
