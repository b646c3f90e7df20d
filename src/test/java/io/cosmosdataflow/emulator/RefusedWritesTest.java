package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cosmosdataflow.emulator.disk.DiskRefusal;
import io.cosmosdataflow.testing.RefusingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An account below which the disk refuses to write: the client is told, nothing is kept of what was refused, and all of
 * what was answered. The reasons are the texts of strerror(3).
 */
class RefusedWritesTest {

    private static final String DOCS = "dbs/db/colls/items/docs";
    private static final String[] PARTITION = {"x-ms-documentdb-partitionkey", "[\"k\"]"};

    @TempDir
    Path directory;

    private EmbeddedCosmos start(RefusingDisk disk) throws IOException {
        return EmbeddedCosmos.start(EmulatorOptions.usual().withData(directory).withThrottling(false), disk);
    }

    private static SignedClient.Answer create(SignedClient client, String id) {
        return client.post(DOCS, "{\"id\":\"" + id + "\",\"pk\":\"k\"}", PARTITION);
    }

    private static int count(EmbeddedCosmos emulator) {
        return new SignedClient(emulator)
                .query(DOCS, "SELECT * FROM c", "x-ms-max-item-count", "1000")
                .json()
                .get("_count")
                .asInt();
    }

    private Path journal() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "Disk quota exceeded",
                "Input/output error",
                "Read-only file system",
                "File too large",
                "Permission denied",
                "Too many open files"
            })
    void whatIsRefusedIsSaidAndNotKept(String reason) throws IOException {
        RefusingDisk disk = new RefusingDisk(reason);
        try (EmbeddedCosmos emulator = start(disk)) {
            emulator.createContainer("db", "items", "/pk");
            SignedClient client = new SignedClient(emulator);
            assertThat(create(client, "before").status()).isEqualTo(201);
            long whole = Files.size(journal());

            disk.leave(20);
            SignedClient.Answer refused = create(client, "refused");

            assertThat(refused.status()).isEqualTo(507);
            assertThat(refused.text())
                    .contains(journal().toString(), reason, "bytes are free", "Make room")
                    .containsPattern("cannot write \\d+ bytes");
            assertThat(Files.size(journal())).isEqualTo(whole);
            assertThat(count(emulator)).isEqualTo(1);

            disk.mend();
            assertThat(create(client, "refused").status()).isEqualTo(201);
            assertThat(create(client, "after").status()).isEqualTo(201);
        }
        try (EmbeddedCosmos emulator = start(disk)) {
            assertThat(count(emulator)).isEqualTo(3);
        }
    }

    /** Each operation of a bulk request would be told alone if it failed alone. */
    @Test
    void aBatchIsRefusedAsAWhole() throws IOException {
        RefusingDisk disk = new RefusingDisk("No space left on device");
        try (EmbeddedCosmos emulator = start(disk)) {
            emulator.createContainer("db", "items", "/pk");
            disk.leave(0);
            SignedClient.Answer refused = new SignedClient(emulator)
                    .post(
                            DOCS,
                            "[{\"operationType\":\"Create\",\"resourceBody\":{\"id\":\"1\",\"pk\":\"k\"}}]",
                            "x-ms-cosmos-is-batch-request",
                            "True",
                            "x-ms-cosmos-batch-atomic",
                            "True",
                            PARTITION[0],
                            PARTITION[1]);
            assertThat(refused.status()).isEqualTo(507);
            assertThat(count(emulator)).isZero();
        }
    }

    /** A directory in the place of the catalog's file refuses whoever runs the test, the superuser too. */
    @Test
    void aCatalogThatCannotBeKeptChangesNothing() throws IOException {
        try (EmbeddedCosmos emulator = start(new RefusingDisk("unused"))) {
            SignedClient client = new SignedClient(emulator);
            emulator.createContainer("db", "items", "/pk");
            create(client, "1");
            Path catalog = directory.resolve("catalog.json");
            byte[] before = Files.readAllBytes(catalog);
            Files.delete(catalog);
            Files.createDirectories(catalog.resolve("occupied"));

            String container = "{\"id\":\"more\",\"partitionKey\":{\"paths\":[\"/pk\"],\"kind\":\"Hash\"}}";
            assertThat(client.post("dbs/db/colls", container).status()).isEqualTo(507);
            assertThat(client.post("dbs", "{\"id\":\"other\"}").status()).isEqualTo(507);
            assertThat(client.delete("dbs/db/colls/items").status()).isEqualTo(507);
            assertThat(client.delete("dbs/db").status()).isEqualTo(507);

            assertThat(emulator.hasContainer("db", "more")).isFalse();
            assertThat(client.get("dbs/other").status()).isEqualTo(404);
            assertThat(count(emulator)).isEqualTo(1);
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.map(Path::toString))
                        .filteredOn(name -> name.endsWith(".new"))
                        .isEmpty();
            }

            Files.delete(catalog.resolve("occupied"));
            Files.delete(catalog);
            Files.write(catalog, before);
            assertThat(client.post("dbs/db/colls", container).status()).isEqualTo(201);
        }
        try (EmbeddedCosmos emulator = start(new RefusingDisk("unused"))) {
            assertThat(count(emulator)).isEqualTo(1);
            assertThat(emulator.hasContainer("db", "more")).isTrue();
        }
    }

    @Test
    void aDirectoryThatCannotBeIsSaid() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (Path refused : List.of(file.resolve("below"), directory.resolve("n".repeat(300)))) {
            assertThatThrownBy(
                            () -> EmbeddedCosmos.start(EmulatorOptions.usual().withData(refused)))
                    .isInstanceOf(DiskRefusal.class)
                    .hasMessageContaining(refused.toString())
                    .hasMessageContaining("take another directory");
        }
    }

    /** A real one; only the superuser of Linux may mount it. */
    @Test
    void aFullDiskStopsWritesUntilThereIsRoom() throws IOException, InterruptedException {
        Path full = Files.createDirectory(directory.resolve("full"));
        assumeThat(succeeds("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", full.toString()))
                .as("a file system in memory can be mounted")
                .isTrue();
        try {
            Path ballast = Files.write(full.resolve("ballast"), new byte[1 << 20]);
            EmulatorOptions options =
                    EmulatorOptions.usual().withData(full.resolve("data")).withThrottling(false);
            int taken = 0;
            try (EmbeddedCosmos emulator = EmbeddedCosmos.start(options)) {
                emulator.createContainer("db", "items", "/pk");
                SignedClient client = new SignedClient(emulator);
                String text = "\",\"pk\":\"k\",\"text\":\"" + "x".repeat(50_000) + "\"}";
                SignedClient.Answer answer;
                while ((answer = client.post(DOCS, "{\"id\":\"" + taken + text, PARTITION)).status() == 201) {
                    taken++;
                }
                assertThat(answer.status()).isEqualTo(507);
                assertThat(answer.text()).contains("No space left on device");
            }
            assertThatThrownBy(
                            () -> EmbeddedCosmos.start(EmulatorOptions.usual().withData(full.resolve("another"))))
                    .isInstanceOf(DiskRefusal.class)
                    .hasMessageContaining(full.resolve("another").toString());
            Files.delete(ballast);
            try (EmbeddedCosmos emulator = EmbeddedCosmos.start(options)) {
                assertThat(count(emulator)).isEqualTo(taken).isPositive();
                assertThat(create(new SignedClient(emulator), "after").status()).isEqualTo(201);
            }
        } finally {
            succeeds("umount", full.toString());
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
