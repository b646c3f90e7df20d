package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.testing.SharedEmulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client sees of a split over the wire.
 *
 * <p>Source: PARTITION_KEY_RANGE_GONE of HttpConstants, InMemoryCollectionRoutingMap.tryCombine and
 * FeedRangeCompositeContinuationImpl.createChildRanges of SDK 4.32.
 */
class SplitProtocolTest {

    private static final int COUNT = 60;
    private static final String RANGE = "x-ms-documentdb-partitionkeyrangeid";

    private final EmbeddedCosmos emulator = SharedEmulator.instance();
    private final SignedClient client = new SignedClient(emulator);
    private final String database = SharedEmulator.newDatabaseName();
    private final String container = "dbs/" + database + "/colls/items";
    private final String docs = container + "/docs";

    private void seed(int first, int end) {
        emulator.seed(
                database,
                "items",
                "/id",
                IntStream.range(first, end)
                        .mapToObj(n -> ("{\"id\":\"" + n + "\",\"n\":" + n + ",\"g\":" + n % 12 + "}")
                                .getBytes(StandardCharsets.UTF_8))
                        .iterator());
    }

    private void split() {
        emulator.splitPartitions(database, "items");
    }

    private SignedClient.Answer ranges(String... headers) {
        return client.get(container + "/pkranges", headers);
    }

    private static List<JsonNode> list(SignedClient.Answer answer, String member) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<JsonNode> all = new ArrayList<>();
        answer.json().get(member).forEach(all::add);
        return all;
    }

    @Test
    void theHalvesNameWhatTheyCameFrom() {
        seed(0, COUNT);
        SignedClient.Answer before = ranges();
        List<JsonNode> parents = list(before, "PartitionKeyRanges");
        String etag = before.header("etag");
        assertThat(ranges("If-None-Match", etag).status()).isEqualTo(304);

        split();

        List<JsonNode> children = list(ranges("If-None-Match", etag), "PartitionKeyRanges");
        assertThat(children).hasSize(2 * parents.size());
        for (int i = 0; i < parents.size(); i++) {
            JsonNode parent = parents.get(i);
            JsonNode lower = children.get(2 * i);
            JsonNode upper = children.get(2 * i + 1);
            assertThat(lower.get("minInclusive")).isEqualTo(parent.get("minInclusive"));
            assertThat(lower.get("maxExclusive")).isEqualTo(upper.get("minInclusive"));
            assertThat(upper.get("maxExclusive")).isEqualTo(parent.get("maxExclusive"));
            assertThat(lower.get("parents")).hasSize(1).first().isEqualTo(parent.get("id"));
            assertThat(upper.get("parents")).isEqualTo(lower.get("parents"));
        }
        split();
        assertThat(list(ranges("If-None-Match", etag), "PartitionKeyRanges"))
                .hasSize(4 * parents.size())
                .allSatisfy(range -> assertThat(range.get("parents")).hasSize(2));
    }

    @Test
    void theOldRangeIsGone() {
        seed(0, COUNT);
        split();

        SignedClient.Answer read = client.get(docs, RANGE, "0");
        assertThat(read.status()).isEqualTo(410);
        assertThat(read.substatus()).isEqualTo(1002);
        assertThat(client.get(docs, RANGE, "0", "A-IM", "Incremental feed").status())
                .isEqualTo(410);
        assertThat(client.get(docs + "/7", "x-ms-documentdb-partitionkey", "[\"7\"]")
                        .status())
                .isEqualTo(200);
    }

    /** Pages of each partition: the first before the split, the others of its halves with the same token. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM c",
                "SELECT * FROM c WHERE c.n >= 0",
                "SELECT c._rid, [{\"item\": c.n}] AS orderByItems, c AS payload FROM c ORDER BY c.n",
            })
    void aTokenOfTheOldRangeIsGoodForBoth(String query) {
        seed(0, COUNT);
        List<JsonNode> found = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (int range = 0; range < 3; range++) {
            SignedClient.Answer first =
                    client.query(docs, query, RANGE, String.valueOf(range), "x-ms-max-item-count", "5");
            found.addAll(list(first, "Documents"));
            tokens.add(first.header("x-ms-continuation"));
        }

        split();

        for (int range = 0; range < 3; range++) {
            for (int half = 0; half < 2; half++) {
                String token = tokens.get(range);
                while (token != null) {
                    SignedClient.Answer page = client.query(
                            docs,
                            query,
                            RANGE,
                            String.valueOf(3 + 2 * range + half),
                            "x-ms-max-item-count",
                            "3",
                            "x-ms-continuation",
                            token);
                    found.addAll(list(page, "Documents"));
                    token = page.header("x-ms-continuation");
                }
            }
        }
        assertThat(found)
                .extracting(document -> document.path("payload").isMissingNode()
                        ? document.get("n").asInt()
                        : document.get("payload").get("n").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, COUNT).boxed().toList());
    }

    @Test
    void aMarkOfTheOldRangeIsGoodForBoth() {
        seed(0, COUNT);
        String mark = client.get(docs, RANGE, "0", "A-IM", "Incremental feed", "If-None-Match", "*")
                .header("etag");
        split();
        seed(COUNT, 2 * COUNT);

        List<Integer> changed = new ArrayList<>();
        for (String half : List.of("3", "4")) {
            SignedClient.Answer page = client.get(docs, RANGE, half, "A-IM", "Incremental feed", "If-None-Match", mark);
            list(page, "Documents")
                    .forEach(document -> changed.add(document.get("n").asInt()));
        }

        assertThat(changed).isNotEmpty().doesNotHaveDuplicates().allSatisfy(n -> assertThat(n)
                .isGreaterThanOrEqualTo(COUNT));
    }

    @Test
    void documentsInFilesAreNotSplit(@TempDir Path directory) throws IOException {
        try (EmbeddedCosmos kept = EmbeddedCosmos.start(EmulatorOptions.usual().withData(directory))) {
            kept.createContainer("db", "items", "/id");

            assertThatThrownBy(() -> kept.splitPartitions("db", "items"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("in memory");
        }
    }
}
