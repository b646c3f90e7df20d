package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Items over the wire: what clients cannot show because they hide it. */
class ItemProtocolTest {

    private static SignedClient client;
    private static String database;
    private static EmbeddedCosmos emulator;

    @BeforeAll
    static void connect() {
        emulator = SharedEmulator.instance();
        client = new SignedClient(emulator);
        database = SharedEmulator.newDatabaseName();
        client.post("dbs", "{\"id\":\"" + database + "\"}");
    }

    private static String container(String id, String more) {
        SignedClient.Answer answer = client.post(
                "dbs/" + database + "/colls",
                "{\"id\":\"" + id + "\",\"partitionKey\":{\"paths\":[\"/pk\"],\"version\":2}" + more + "}");
        assertThat(answer.status()).isEqualTo(201);
        return "dbs/" + database + "/colls/" + id + "/docs";
    }

    private static String[] key(String key) {
        return new String[] {"x-ms-documentdb-partitionkey", "[\"" + key + "\"]"};
    }

    @Test
    void storedDocumentKeepsItsTextAndGetsTheSystemPropertiesAtTheEnd() {
        String docs = container("fidelity", "");
        String text = "{\"pk\":\"a\",\"n\":1234567890123456789,\"d\":0.12345678901234567,\"e\":1E5,\"z\":null,"
                + "\"when\":\"2020-13-45T00:00:00Z\",\"id\":\"x\",\"o\":{\"b\":1, \"a\":[]}";
        SignedClient.Answer created = client.post(docs, text + "}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text())
                .startsWith(text + ",\"_rid\":\"")
                .matches(".*,\"_self\":\"dbs/[^\"]+/docs/[^\"]+/\",\"_etag\":\"\\\\\"[-0-9a-f]+\\\\\"\","
                        + "\"_attachments\":\"attachments/\",\"_ts\":\\d+}");
        SignedClient.Answer read = client.get(docs + "/x", key("a"));
        assertThat(read.text()).isEqualTo(created.text());
        assertThat(read.header("etag")).isEqualTo(read.json().get("_etag").asText());
        assertThat(read.header("x-ms-request-charge")).isEqualTo("1.00");
        assertThat(read.header("x-ms-session-token")).matches("\\d:-1#\\d+");
        assertThat(read.header("x-ms-alt-content-path")).isEqualTo("dbs/" + database + "/colls/fidelity");

        SignedClient.Answer replaced = client.put(docs + "/x", read.text().replace("1E5", "1.50"), key("a"));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.text()).startsWith(text.replace("1E5", "1.50") + ",\"_rid\":\"");
        assertThat(replaced.json().get("_rid")).isEqualTo(read.json().get("_rid"));
        assertThat(replaced.json().get("_etag")).isNotEqualTo(read.json().get("_etag"));
    }

    @Test
    void idsWithBlanksPercentsAndUnicodeAreFound() {
        String docs = container("names", "");
        assertThat(client.post(docs, "{\"id\":\"a b%+é😀:&\",\"pk\":\"k\"}").status())
                .isEqualTo(201);
        assertThat(client.get(docs + "/a%20b%25%2B%C3%A9%F0%9F%98%80:&", key("k"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void conditionsOnEtagsAreKept() {
        String docs = container("etags", "");
        String etag = client.post(docs, "{\"id\":\"1\",\"pk\":\"k\"}").header("etag");
        String[] same = {"x-ms-documentdb-partitionkey", "[\"k\"]", "If-None-Match", etag};
        assertThat(client.get(docs + "/1", same).status()).isEqualTo(304);
        String[] other = {"x-ms-documentdb-partitionkey", "[\"k\"]", "If-Match", "\"other\""};
        SignedClient.Answer refused = client.put(docs + "/1", "{\"id\":\"1\",\"pk\":\"k\"}", other);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().get("code").asText()).isEqualTo("PreconditionFailed");
        assertThat(client.delete(docs + "/1", other).status()).isEqualTo(412);
        String[] right = {"x-ms-documentdb-partitionkey", "[\"k\"]", "If-Match", etag};
        assertThat(client.delete(docs + "/1", right).status()).isEqualTo(204);
        assertThat(client.get(docs + "/1", key("k")).status()).isEqualTo(404);
    }

    @Test
    void keyThatDiffersFromTheDocumentIsRefused() {
        String docs = container("mismatch", "");
        SignedClient.Answer answer = client.post(docs, "{\"id\":\"1\",\"pk\":\"a\"}", key("b"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.substatus()).isEqualTo(1001);
        assertThat(answer.message()).contains("PartitionKey extracted from document doesn't match");
    }

    @Test
    void largeRequestIsRefusedAndAlmostTwoMegabytesAreKept() {
        String docs = container("large", "");
        String start = "{\"id\":\"1\",\"pk\":\"a\",\"x\":\"";
        assertThat(client.post(docs, start + "y".repeat(2 * 1024 * 1024 - 100) + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(client.get(docs + "/1", key("a")).text()).hasSizeGreaterThan(2 * 1024 * 1024 - 100);
        SignedClient.Answer refused = client.post(docs, start + "y".repeat(2 * 1024 * 1024) + "\"}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.message()).contains("Request size is too large");
    }

    @Test
    void uniqueKeysHoldInsideALogicalPartition() {
        String docs = container("unique", ",\"uniqueKeyPolicy\":{\"uniqueKeys\":[{\"paths\":[\"/mail\"]}]}");
        assertThat(client.post(docs, "{\"id\":\"1\",\"pk\":\"a\",\"mail\":\"m\"}")
                        .status())
                .isEqualTo(201);
        SignedClient.Answer twin = client.post(docs, "{\"id\":\"2\",\"pk\":\"a\",\"mail\":\"m\"}");
        assertThat(twin.status()).isEqualTo(409);
        assertThat(twin.message()).contains("Unique index constraint violation.");
        assertThat(client.post(docs, "{\"id\":\"2\",\"pk\":\"b\",\"mail\":\"m\"}")
                        .status())
                .isEqualTo(201);
        assertThat(client.put(docs + "/1", "{\"id\":\"1\",\"pk\":\"a\",\"mail\":\"n\"}", key("a"))
                        .status())
                .isEqualTo(200);
        assertThat(client.post(docs, "{\"id\":\"3\",\"pk\":\"a\",\"mail\":\"m\"}")
                        .status())
                .isEqualTo(201);
        assertThat(client.delete(docs + "/3", key("a")).status()).isEqualTo(204);
        assertThat(client.post(docs, "{\"id\":\"4\",\"pk\":\"a\",\"mail\":\"m\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void patchChangesOnlyWhatItNames() {
        String docs = container("patches", "");
        client.post(
                docs, "{\"id\":\"1\",\"pk\":\"a\",\"n\":9007199254740993,\"d\":1E5,\"l\":[1,2.0,\"\\u00e9\"],\"x\":0}");
        String body = "{\"condition\":\"from c where c.n > 1\",\"operations\":["
                + "{\"op\":\"incr\",\"path\":\"/n\",\"value\":1},{\"op\":\"add\",\"path\":\"/l/1\",\"value\":3.10},"
                + "{\"op\":\"set\",\"path\":\"/new\",\"value\":{\"k\":1e3}},{\"op\":\"remove\",\"path\":\"/x\"},"
                + "{\"op\":\"move\",\"from\":\"/d\",\"path\":\"/moved\"},{\"op\":\"replace\",\"path\":\"/l/0\",\"value\":null}]}";
        SignedClient.Answer answer = client.send("PATCH", docs + "/1", body, key("a"));
        assertThat(answer.text())
                .startsWith("{\"id\":\"1\",\"pk\":\"a\",\"n\":9007199254740994,\"l\":[null,3.10,2.0,\"\\u00e9\"],"
                        + "\"new\":{\"k\":1e3},\"moved\":1E5,\"_rid\"");
        SignedClient.Answer refused = client.send("PATCH", docs + "/1", body.replace("c.n > 1", "c.n < 1"), key("a"));
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.substatus()).isEqualTo(1110);
        SignedClient.Answer missing =
                client.send("PATCH", docs + "/1", "{\"operations\":[{\"op\":\"remove\",\"path\":\"/no\"}]}", key("a"));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.message()).contains("the path must exist: '/no' does not");
    }

    @Test
    void timeToLiveIsCheckedWhenADocumentIsWritten() {
        String docs = container("living", ",\"defaultTtl\":1000");
        assertThat(client.post(docs, "{\"id\":\"1\",\"pk\":\"a\",\"ttl\":-1}").status())
                .isEqualTo(201);
        assertThat(client.get(docs + "/1", key("a")).status()).isEqualTo(200);
        SignedClient.Answer refused = client.post(docs, "{\"id\":\"2\",\"pk\":\"a\",\"ttl\":0}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("The input ttl is invalid");
    }

    @Test
    void wrongKeyIsAnsweredWithThePayloadThatWasExpected() {
        String other = Base64.getEncoder().encodeToString("another key".getBytes(StandardCharsets.UTF_8));
        SignedClient.Answer answer = new SignedClient(emulator, other).get("dbs/" + database);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("code").asText()).isEqualTo("Unauthorized");
        assertThat(answer.message())
                .contains("The input authorization token can't serve the request.")
                .contains("get\\ndbs\\ndbs/" + database);
    }

    @Test
    void signatureOfYesterdayIsForbidden() {
        SignedClient.Answer answer = new SignedClient(emulator)
                .at(ZonedDateTime.now(ZoneOffset.UTC).minusDays(1))
                .get("dbs");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).contains("The authorization token is not valid at the current time.");
    }

    @Test
    void missingOwnerIsToldApartFromMissingItem() {
        SignedClient.Answer owner = client.get("dbs/" + database + "/colls/none/docs/1", key("a"));
        assertThat(owner.status()).isEqualTo(404);
        assertThat(owner.substatus()).isEqualTo(1003);
        SignedClient.Answer item = client.get(container("empty", "") + "/1", key("a"));
        assertThat(item.status()).isEqualTo(404);
        assertThat(item.substatus()).isZero();
    }
}
