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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that scripts/cosmos-dataflow keeps makes starts faster, and is never more than that. */
class ClassSharingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Of a process that is gone: numbers are smaller on every system. */
    private static final String GONE = ".made.999999999";

    @TempDir
    Path archives;

    /** Says nothing but its version, whatever the archive is like. */
    private void start() {
        try {
            ChildProcess.Ended ended = ChildProcess.run(
                    PATIENCE,
                    List.of("env", "COSMOS_DATAFLOW_CDS=" + archives, "scripts/cosmos-dataflow", "runs", "--help"));
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            assertThat(ended.output()).startsWith("Shows what ran.").doesNotContain("[", "warning", "Warning");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(archives)) {
            return found.sorted().toList();
        }
    }

    private Path made() throws IOException {
        start();
        start();
        assertThat(files()).hasSize(1);
        assertThat(files().get(0).toString()).contains("look-").endsWith(".jsa");
        return files().get(0);
    }

    @Test
    void theFirstStartLeavesAnArchiveAndLaterOnesUseIt() throws Exception {
        start();
        assertThat(files()).hasSize(1);
        assertThat(files().get(0).toString()).contains(".jsa.made.");
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
                .anyMatch(line -> line.contains("io.cosmosdataflow.cli.ArgumentParser source: shared objects file"));
        assertThat(files()).containsExactly(archive);
    }

    @Test
    void startsBesideEachOtherAreAllWell() throws Exception {
        List<CompletableFuture<Void>> starts = IntStream.range(0, 3)
                .mapToObj(n -> CompletableFuture.runAsync(this::start))
                .toList();
        starts.forEach(CompletableFuture::join);
        start();

        assertThat(files()).anyMatch(file -> file.toString().endsWith(".jsa"));
    }

    @Test
    void whatAKilledStartHasLeftIsTakenAway() throws Exception {
        Path archive = made();
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        Path half = Path.of(archive + GONE);
        Files.write(half, java.util.Arrays.copyOf(whole, whole.length / 2));

        start();

        assertThat(half).doesNotExist();
        assertThat(made()).isEqualTo(archive);
    }

    @Test
    void anArchiveThatIsDamagedOrOfOtherJarsDoesNoHarm() throws Exception {
        Path archive = made();
        byte[] damaged = Files.readAllBytes(archive);
        for (int i = 0; i < damaged.length; i += 4096) {
            damaged[i] ^= 0x55;
        }
        Files.write(archive, damaged);
        start();

        Files.writeString(archive, "not an archive");
        start();

        Files.setLastModifiedTime(archive, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Files.delete(archive);
        assertThat(made()).isEqualTo(archive);
        Files.setLastModifiedTime(archive, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        start();
        start();
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
