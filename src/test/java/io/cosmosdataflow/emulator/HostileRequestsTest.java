package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.testing.Seed;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, its answer says so: 400 with a reason, never 500, never a lost connection. */
class HostileRequestsTest {

    private static final String JSON_MEMBERS =
            "\"a\": [1, -2.5e3, true, null, \"\\u00e9 x\"], \"b\": {\"c\": {}}, \"n\": 1";
    private static final String MEANT = "{}[],:\"\\ 0e-.";
    private static final int MANY = 200;

    private static SignedClient client;
    private static String database;
    private static String docs;

    @BeforeAll
    static void connect() {
        client = new SignedClient(SharedEmulator.instance());
        database = SharedEmulator.newDatabaseName();
        client.post("dbs", "{\"id\":\"" + database + "\"}");
        client.post(
                "dbs/" + database + "/colls",
                "{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"],\"kind\":\"Hash\",\"version\":2}}");
        docs = "dbs/" + database + "/colls/c/docs";
        assertThat(client.post(docs, "{\"id\":\"x\",\"pk\":\"k\"," + JSON_MEMBERS + "}")
                        .status())
                .isEqualTo(201);
    }

    /** A way to send a body: everything that is a JSON text for the service. */
    private enum Door {
        DATABASE("POST", "dbs", "{\"id\":\"other\"}"),
        CONTAINER(
                "POST",
                null,
                "{\"id\":\"d\",\"partitionKey\":{\"paths\":[\"/pk\"],\"kind\":\"Hash\"},\"defaultTtl\":-1}"),
        CREATE("POST", "", "{\"id\":\"y\",\"pk\":\"k\"," + JSON_MEMBERS + "}"),
        UPSERT("POST", "", "{\"id\":\"x\",\"pk\":\"k\"," + JSON_MEMBERS + "}", "x-ms-documentdb-is-upsert", "True"),
        REPLACE("PUT", "/x", "{\"id\":\"x\",\"pk\":\"k\"," + JSON_MEMBERS + "}"),
        PATCH(
                "PATCH",
                "/x",
                "{\"condition\":\"from c where c.n = 1\",\"operations\":[{\"op\":\"incr\",\"path\":\"/n\",\"value\":0},"
                        + "{\"op\":\"set\",\"path\":\"/a/0\",\"value\":{\"x\":[null,true]}}]}"),
        QUERY(
                "POST",
                "",
                "{\"query\":\"SELECT * FROM c WHERE c.pk = @p AND c.n > 0.5\",\"parameters\":[{\"name\":\"@p\",\"value\":\"k\"}]}",
                "x-ms-documentdb-isquery",
                "true",
                "Content-Type",
                "application/query+json"),
        BATCH(
                "POST",
                "",
                "[{\"operationType\":\"Upsert\",\"resourceBody\":{\"id\":\"x\",\"pk\":\"k\"," + JSON_MEMBERS
                        + "}},{\"operationType\":\"Read\",\"id\":\"x\",\"partitionKey\":\"[\\\"k\\\"]\"}]",
                "x-ms-cosmos-is-batch-request",
                "True",
                "x-ms-cosmos-batch-atomic",
                "True");

        private final String method;
        private final String path;
        private final String body;
        private final String[] headers;

        Door(String method, String path, String body, String... headers) {
            this.method = method;
            this.path = path;
            this.body = body;
            this.headers = headers;
        }

        SignedClient.Answer send(byte[] bytes) {
            String to = this == DATABASE ? path : this == CONTAINER ? "dbs/" + database + "/colls" : docs + path;
            String[] all = Stream.concat(Arrays.stream(headers), Stream.of("x-ms-documentdb-partitionkey", "[\"k\"]"))
                    .toArray(String[]::new);
            return client.send(method, to, bytes, this == DATABASE || this == CONTAINER ? headers : all);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> badBodies() {
        Map<String, byte[]> bodies = new TreeMap<>();
        bodies.put("nothing", bytes(" "));
        bodies.put("a number", bytes("1"));
        bodies.put("zeros", new byte[20]);
        bodies.put("zeros first", bytes("\0\0\0{\"id\":\"x\"}"));
        bodies.put("UTF-16", "{\"id\":\"x\",\"pk\":\"k\"}".getBytes(StandardCharsets.UTF_16));
        bodies.put("UTF-16 without a mark", "{\"id\":\"x\",\"pk\":\"k\"}".getBytes(StandardCharsets.UTF_16LE));
        bodies.put("no UTF-8", "{\"id\":\"\u00e9\",\"pk\":\"k\"}".getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("cut", bytes("{\"id\":\"x\",\"pk"));
        bodies.put("cut behind a name", bytes("{\"id\":\"x\",\"operations\":[{\"op\""));
        bodies.put(
                "deep", bytes("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"id\":\"x\",\"pk\":\"k\"}"));
        bodies.put("deep without end", bytes("[{".repeat(100_000)));
        bodies.put("huge exponent", bytes("{\"id\":\"x\",\"pk\":\"k\",\"n\":1e99999999999}"));
        bodies.put("endless number", bytes("{\"id\":\"x\",\"pk\":\"k\",\"n\":" + "9".repeat(1_000_000) + "}"));
        return Arrays.stream(Door.values()).flatMap(door -> bodies.entrySet().stream()
                .map(body -> Arguments.of(door, body.getKey(), body.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badBodies")
    void aBadBodyIsRefused(Door door, String what, byte[] body) {
        SignedClient.Answer answer = door.send(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("code").asText()).isEqualTo("BadRequest");
        assertThat(answer.message()).isNotBlank();
    }

    static Stream<Door> doors() {
        return Arrays.stream(Door.values());
    }

    @ParameterizedTest
    @MethodSource("doors")
    void noBodyBreaksTheService(Door door) {
        long seed = Seed.of("requests");
        Random random = new Random(seed + door.ordinal());
        byte[] whole = bytes(door.body);
        for (int cut = 0; cut < whole.length; cut++) {
            judge(door, Arrays.copyOf(whole, cut), seed);
        }
        for (int i = 0; i < MANY; i++) {
            byte[] body = whole.clone();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                body[random.nextInt(body.length)] =
                        (byte) (random.nextBoolean() ? MEANT.charAt(random.nextInt(MEANT.length())) : random.nextInt());
            }
            judge(door, body, seed);
        }
    }

    private static void judge(Door door, byte[] body, long seed) {
        SignedClient.Answer answer = door.send(body);
        assertThat(answer.status())
                .as("-Drequests.seed=%d %s %s: %s", seed, door, Arrays.toString(body), answer.text())
                .isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-ms-documentdb-partitionkey",
                "x-ms-max-item-count",
                "x-ms-continuation",
                "x-ms-documentdb-partitionkeyrangeid",
                "x-ms-start-epk",
                "x-ms-end-epk",
                "If-None-Match",
                "If-Match",
                "If-Modified-Since",
                "A-IM",
                "x-ms-session-token",
                "x-ms-offer-throughput",
                "x-ms-cosmos-offer-autopilot-settings",
                "x-ms-cosmos-intended-collection-rid",
                "Prefer",
                "x-ms-documentdb-populatequotainfo"
            })
    void noHeaderBreaksTheService(String header) {
        for (String value : List.of(
                "",
                "x",
                "-1",
                "99999999999999999999",
                "1e99999999999",
                "[",
                "[".repeat(5_000),
                "[1,2,3,4]",
                "[{\"a\":1}]",
                "{\"maxThroughput\": 1e99999}",
                "{\"maxThroughput\": \"x\"}",
                "P:0#N:-1#S:0",
                "C:1#P:9#O:5",
                "Thu, 01 Jan 99999 00:00:00 GMT",
                "FF",
                "zz",
                "0,0,0",
                "incremental feed",
                "9".repeat(10_000))) {
            for (SignedClient.Answer answer : List.of(
                    client.get(docs, header, value),
                    client.get(docs, "A-IM", "Incremental Feed", header, value),
                    client.get(docs + "/x", header, value),
                    client.query(docs, "SELECT * FROM c", header, value),
                    client.query(docs, "SELECT COUNT(1) FROM c", header, value),
                    client.post(docs, "{\"id\":\"h\",\"pk\":\"k\"}", header, value),
                    client.post("dbs/" + database + "/colls", "{\"id\":\"d\"}", header, value))) {
                assertThat(answer.status())
                        .as("%s: %s: %s", header, value, answer.text())
                        .isLessThan(500);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dbs/%s/colls/c/docs/%%C3",
                "dbs/%s/colls/c/pkranges/5/x",
                "dbs/%s/colls/c/sprocs",
                "dbs/%s/colls/c/docs/a/b/c/d",
                "offers/none",
                "offers/x/y/z",
                "addresses/?$resolveFor=dbs/a/colls/b/docs&$partitionKeyRangeIds=0,0",
                "addresses/?$resolveFor=%%2F%%2F%%2F&$partitionKeyRangeIds=",
                "addresses/?&&=&",
                "none",
                "dbs//colls"
            })
    void noPathBreaksTheService(String path) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")) {
            SignedClient.Answer answer =
                    client.send(method, path.formatted(database), method.startsWith("P") ? "{}" : (String) null);
            assertThat(answer.status()).as(method + answer.text()).isBetween(400, 499);
        }
    }

    /** Patches whose result would be no document, or whose numbers nobody can add up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"op\":\"incr\",\"path\":\"/n\",\"value\":1e99999999999}",
                "{\"op\":\"incr\",\"path\":\"/n\",\"value\":1e2147483647}",
                "{\"op\":\"set\",\"path\":\"/\",\"value\":1}",
                "{\"op\":\"set\",\"path\":\"x\",\"value\":1}",
                "{\"op\":\"set\",\"path\":7,\"value\":1}",
                "{\"op\":\"set\",\"path\":\"/a/99999999999\",\"value\":1}",
                "{\"op\":\"move\",\"path\":\"/z\"}",
                "{\"op\":\"remove\",\"path\":\"/id\"}",
                "{\"op\":null,\"path\":\"/a\"}",
                "{}",
                "[]",
                "null"
            })
    void aPatchThatCannotBeDoneIsRefused(String operation) {
        SignedClient.Answer answer = Door.PATCH.send(bytes("{\"operations\":[" + operation + "]}"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @Test
    void aQueryThatIsTooDeepIsRefused() {
        for (String query : List.of(
                "SELECT VALUE " + "ABS(".repeat(1_500) + "1" + ")".repeat(1_500) + " FROM c",
                "SELECT VALUE " + "ABS(".repeat(100_000),
                "SELECT * FROM c WHERE c.id LIKE '[z-a]'",
                "SELECT * FROM c WHERE c.id LIKE '[[]'",
                "SELECT VALUE REGEXMATCH(c.id, '" + "(".repeat(50_000) + "') FROM c",
                "SELECT VALUE REGEXMATCH('" + "ab".repeat(20_000) + "', '(a|b)*c') FROM c",
                "SELECT VALUE REGEXMATCH('" + "a".repeat(60) + "', '^(a+)+$b') FROM c",
                "SELECT VALUE c.a[1e99999999999] FROM c",
                "SELECT TOP 1e5 * FROM c")) {
            SignedClient.Answer answer = client.query(docs, query, "x-ms-documentdb-partitionkey", "[\"k\"]");

            assertThat(answer.status()).as(answer.text()).isIn(200, 400);
        }
    }

    /** Jetty itself refuses it, and closes the connection behind its answer. */
    @Test
    void aZeroInAPathIsRefused() {
        assertThat(new SignedClient(SharedEmulator.instance())
                        .get("dbs/" + database + "/colls/c/docs/%00")
                        .status())
                .isEqualTo(400);
    }

    /** By the words of LIKE in Transact-SQL, whose patterns Cosmos DB has: each percent sign is any text. */
    @Test
    void aPatternOfManyPercentSignsIsAnsweredSoon() {
        client.post(docs, "{\"id\":\"long\",\"pk\":\"k\",\"t\":\"" + "a".repeat(5_000) + "\"}");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(found("%a".repeat(30) + "%b")).isEmpty();
            assertThat(found("%a".repeat(30) + "%")).isEqualTo("long");
            assertThat(found("[z-a]%")).isEmpty();
            assertThat(found("[^z-a]%a")).isEqualTo("long");
        });
    }

    private static String found(String pattern) {
        JsonNode documents = client.query(
                        docs,
                        "SELECT c.id FROM c WHERE c.t LIKE '" + pattern + "'",
                        "x-ms-documentdb-partitionkey",
                        "[\"k\"]")
                .json()
                .get("Documents");
        return documents.path(0).path("id").asText();
    }
}
