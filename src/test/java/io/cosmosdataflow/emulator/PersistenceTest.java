package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data directory keeps. A copy taken while the emulator runs is what a killed process leaves. */
class PersistenceTest {

    private static final String DOCS = "dbs/db/colls/items/docs";

    @TempDir
    Path directory;

    private static EmbeddedCosmos start(Path data) throws IOException {
        EmbeddedCosmos emulator =
                EmbeddedCosmos.start(EmulatorOptions.usual().withData(data).withThrottling(false));
        emulator.trustStore().install();
        return emulator;
    }

    private static void seed(EmbeddedCosmos emulator, int from, int to, String text) {
        emulator.seed(
                "db",
                "items",
                "/pk",
                IntStream.range(from, to)
                        .mapToObj(i -> String.format(
                                        Locale.ROOT, "{\"id\":\"%d\",\"pk\":\"k%d\",\"x\":%s}", i, i % 9, text)
                                .getBytes(StandardCharsets.UTF_8))
                        .iterator());
    }

    private static String[] key(int i) {
        return new String[] {"x-ms-documentdb-partitionkey", "[\"k" + i % 9 + "\"]"};
    }

    private static JsonNode all(SignedClient client) {
        return client.query(DOCS, "SELECT * FROM c", "x-ms-max-item-count", "1000")
                .json();
    }

    private Path copy(Path source, String name) throws IOException {
        Path target = Files.createDirectory(directory.resolve(name));
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return target;
    }

    @Test
    void everythingAnsweredSurvivesAKill() throws IOException {
        Path data = directory.resolve("data");
        Path killed;
        String document;
        JsonNode before;
        try (EmbeddedCosmos emulator = start(data)) {
            SignedClient client = new SignedClient(emulator);
            seed(emulator, 0, 100, "1.0");
            seed(emulator, 50, 60, "1E5");
            client.delete(DOCS + "/7", key(7));
            document = client.get(DOCS + "/55", key(55)).text();
            before = all(client);
            killed = copy(data, "killed");
        }
        try (EmbeddedCosmos emulator = start(killed)) {
            SignedClient client = new SignedClient(emulator);
            assertThat(client.get(DOCS + "/55", key(55)).text())
                    .isEqualTo(document)
                    .contains("\"x\":1E5");
            assertThat(client.get(DOCS + "/7", key(7)).status()).isEqualTo(404);
            assertThat(all(client)).isEqualTo(before);
            seed(emulator, 100, 110, "null");
            assertThat(all(client).get("_count").asInt()).isEqualTo(109);
        }
        try (EmbeddedCosmos emulator = start(killed)) {
            SignedClient client = new SignedClient(emulator);
            assertThat(all(client).get("_count").asInt()).isEqualTo(109);
            assertThat(client.delete("dbs/db").status()).isEqualTo(204);
        }
        try (Stream<Path> files = Files.list(killed)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".journal"));
        }
    }

    private static Path journal(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void tornRecordAtTheEndIsLeftOut() throws IOException {
        Path data = directory.resolve("data");
        try (EmbeddedCosmos emulator = start(data)) {
            seed(emulator, 0, 20, "1");
        }
        Path journal = journal(data);
        byte[] whole = Files.readAllBytes(journal);
        Files.write(journal, List.of("half of a record"), StandardOpenOption.APPEND);
        try (EmbeddedCosmos emulator = start(data)) {
            assertThat(all(new SignedClient(emulator)).get("_count").asInt()).isEqualTo(20);
            assertThat(Files.size(journal)).isEqualTo(whole.length);
        }
    }

    @Test
    void fileOfOldVersionsIsRewrittenAtStart() throws IOException {
        Path data = directory.resolve("data");
        String large = "\"" + "y".repeat(100_000) + "\"";
        String etag;
        try (EmbeddedCosmos emulator = start(data)) {
            for (int i = 0; i < 12; i++) {
                seed(emulator, 0, 9, large);
            }
            etag = new SignedClient(emulator).get(DOCS + "/3", key(3)).header("etag");
        }
        long size = Files.size(journal(data));
        try (EmbeddedCosmos emulator = start(data)) {
            assertThat(Files.size(journal(data))).isLessThan(size / 5);
            SignedClient client = new SignedClient(emulator);
            assertThat(client.get(DOCS + "/3", key(3)).header("etag")).isEqualTo(etag);
            assertThat(all(client).get("_count").asInt()).isEqualTo(9);
        }
    }

    @Test
    void directoryInUseIsRefused() throws IOException {
        Path data = directory.resolve("data");
        try (EmbeddedCosmos emulator = start(data)) {
            assertThat(emulator.connectionString()).startsWith("AccountEndpoint=https://127.0.0.1:");
            assertThatThrownBy(() -> start(data))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use by another embedded Cosmos DB");
        }
    }
}
