package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists, queries and the change feed over the wire. */
class FeedProtocolTest {

    private static SignedClient client;
    private static String database;
    private static EmbeddedCosmos emulator;

    @BeforeAll
    static void connect() {
        emulator = SharedEmulator.instance();
        client = new SignedClient(emulator);
        database = SharedEmulator.newDatabaseName();
    }

    private static String seeded(String id, int count) {
        emulator.seed(
                database,
                id,
                "/pk",
                IntStream.range(0, count).mapToObj(FeedProtocolTest::document).iterator());
        return "dbs/" + database + "/colls/" + id + "/docs";
    }

    private static byte[] document(int i) {
        return ("{\"id\":\"" + i + "\",\"pk\":\"k" + i + "\",\"n\":" + i + ",\"tags\":[1,2,3]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String[] with(String[] headers, String... more) {
        String[] all = Arrays.copyOf(headers, headers.length + more.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return all;
    }

    /** All results of a query, page by page, with something done between two pages. */
    private static List<JsonNode> pages(String docs, String query, int size, Runnable between, String... headers) {
        List<JsonNode> all = new ArrayList<>();
        String[] sized = with(headers, "x-ms-max-item-count", String.valueOf(size));
        String token = null;
        do {
            SignedClient.Answer answer = query == null
                    ? client.get(docs, token == null ? sized : with(sized, "x-ms-continuation", token))
                    : client.query(docs, query, token == null ? sized : with(sized, "x-ms-continuation", token));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode documents = answer.json().get("Documents");
            assertThat(documents.size()).isLessThanOrEqualTo(size);
            assertThat(answer.json().get("_count").asInt()).isEqualTo(documents.size());
            documents.forEach(all::add);
            token = answer.header("x-ms-continuation");
            between.run();
        } while (token != null);
        return all;
    }

    private static List<JsonNode> pages(String docs, String query, int size) {
        return pages(docs, query, size, () -> {});
    }

    @Test
    void listAndQueriesGivePagesOfTheAskedSize() {
        String docs = seeded("pages", 100);
        assertThat(pages(docs, null, 7)).hasSize(100);
        assertThat(pages(docs, "SELECT * FROM c", 7)).hasSize(100);
        assertThat(pages(docs, "SELECT * FROM c WHERE c.n >= 50", 7)).hasSize(50);
        assertThat(pages(docs, "SELECT VALUE t FROM c JOIN t IN c.tags", 7)).hasSize(300);
        assertThat(pages(docs, "SELECT VALUE c.n FROM c ORDER BY c.n", 7))
                .extracting(JsonNode::asInt)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(pages(docs, "SELECT TOP 12 c.id FROM c", 5)).hasSize(12);
    }

    @Test
    void scanSeesEachDocumentOnceWhileDocumentsChange() {
        String docs = seeded("moving", 60);
        int[] turn = {0};
        Runnable disturbance = () -> {
            int i = turn[0]++;
            emulator.seed(
                    database,
                    "moving",
                    "/pk",
                    List.of(document(i), document(59 - i)).iterator());
            client.delete(docs + "/" + (20 + i), "x-ms-documentdb-partitionkey", "[\"k" + (20 + i) + "\"]");
        };
        List<String> ids = pages(docs, "SELECT * FROM c", 10, disturbance).stream()
                .map(document -> document.get("id").asText())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().contains("0", "1", "2", "57", "58", "59");
    }

    @Test
    void pageIsAskedForAgainWithTheSameResult() {
        String docs = seeded("again", 50);
        String text = "SELECT VALUE c.n FROM c ORDER BY c.n DESC";
        String token = client.query(docs, text, "x-ms-max-item-count", "10").header("x-ms-continuation");
        String[] headers = {"x-ms-max-item-count", "10", "x-ms-continuation", token};
        String first = client.query(docs, text, headers).text();
        assertThat(client.query(docs, text, headers).text()).isEqualTo(first).contains("[39,38,");
    }

    @Test
    void wrongQueryAndWrongTokenAreBadRequests() {
        String docs = seeded("wrong", 1);
        SignedClient.Answer answer = client.query(docs, "SELEC * FROM c");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("\"code\":\"SC1001\"").contains("Syntax error");
        SignedClient.Answer token = client.query(docs, "SELECT * FROM c", "x-ms-continuation", "nonsense");
        assertThat(token.status()).isEqualTo(400);
        assertThat(token.message()).contains("continuation token 'nonsense' is malformed");
    }

    @Test
    void rangesAndKeysLimitWhatIsRead() {
        String docs = seeded("limits", 90);
        int sum = 0;
        for (int range = 0; range < 3; range++) {
            sum += pages(docs, null, 20, () -> {}, "x-ms-documentdb-partitionkeyrangeid", String.valueOf(range))
                    .size();
        }
        assertThat(sum).isEqualTo(90);
        assertThat(pages(docs, null, 20, () -> {}, "x-ms-documentdb-partitionkey", "[\"k5\"]"))
                .hasSize(1);
        int halves = pages(docs, null, 20, () -> {}, "x-ms-start-epk", "", "x-ms-end-epk", "20")
                        .size()
                + pages(docs, null, 20, () -> {}, "x-ms-start-epk", "20", "x-ms-end-epk", "FF")
                        .size();
        assertThat(halves).isEqualTo(90);
        SignedClient.Answer gone = client.get(docs, "x-ms-documentdb-partitionkeyrangeid", "7");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.substatus()).isEqualTo(1002);
    }

    @Test
    void changeFeedGoesOnFromItsEtag() {
        String docs = seeded("feed", 30);
        String[] first = {"A-IM", "Incremental Feed", "x-ms-documentdb-partitionkeyrangeid", "0"};
        List<Long> lsns = new ArrayList<>();
        String etag = null;
        SignedClient.Answer answer;
        do {
            String[] headers = with(first, "x-ms-max-item-count", "4");
            answer = client.get(docs, etag == null ? headers : with(headers, "If-None-Match", etag));
            etag = answer.header("etag");
            assertThat(etag).matches("\"\\d+\"");
            if (answer.status() == 200) {
                answer.json()
                        .get("Documents")
                        .forEach(document -> lsns.add(document.get("_lsn").asLong()));
            }
        } while (answer.status() == 200);
        assertThat(answer.status()).isEqualTo(304);
        assertThat(lsns).isSorted().hasSizeGreaterThan(4);
        assertThat(client.get(docs, with(first, "If-None-Match", "*")).header("etag"))
                .isEqualTo(etag);
        SignedClient.Answer past = client.get(docs, with(first, "If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"));
        assertThat(past.json().get("_count").asInt()).isEqualTo(lsns.size());
        SignedClient.Answer future =
                client.get(docs, with(first, "If-Modified-Since", "Fri, 01 Jan 2038 00:00:00 GMT"));
        assertThat(future.status()).isEqualTo(304);
    }

    @Test
    void quotaCountsThePartitionAskedFor() {
        String docs = seeded("quota", 200);
        int sum = 0;
        for (int range = 0; range < 3; range++) {
            SignedClient.Answer answer = client.get(
                    docs,
                    "x-ms-documentdb-populatequotainfo",
                    "true",
                    "x-ms-max-item-count",
                    "1",
                    "x-ms-documentdb-partitionkeyrangeid",
                    String.valueOf(range));
            String usage = answer.header("x-ms-resource-usage");
            sum += Integer.parseInt(usage.replaceAll(".*documentsCount=(\\d+);.*", "$1"));
        }
        assertThat(sum).isEqualTo(200);
    }

    @Test
    void bulkOfAForeignRangeIsGoneOperationByOperation() {
        String docs = seeded("foreign", 0);
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 30; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"operationType\":\"Create\",\"partitionKey\":\"[\\\"k" + i + "\\\"]\",\"resourceBody\":")
                    .append(new String(document(i), StandardCharsets.UTF_8))
                    .append('}');
        }
        SignedClient.Answer answer = client.post(
                docs,
                body.append(']').toString(),
                "x-ms-cosmos-is-batch-request",
                "True",
                "x-ms-cosmos-batch-continue-on-error",
                "True",
                "x-ms-documentdb-partitionkeyrangeid",
                "1");
        assertThat(answer.status()).isEqualTo(207);
        List<Integer> statuses = new ArrayList<>();
        answer.json().forEach(result -> statuses.add(result.get("statusCode").asInt()));
        assertThat(statuses).hasSize(30).contains(201, 410).containsOnly(201, 410);
        assertThat(pages(docs, null, 100))
                .hasSize((int) statuses.stream().filter(status -> status == 201).count());
    }
}
