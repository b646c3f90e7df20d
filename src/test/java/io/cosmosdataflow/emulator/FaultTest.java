package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults on purpose, in an emulator of its own so that other tests do not meet them. */
class FaultTest {

    private static final String[] KEY = {"x-ms-documentdb-partitionkey", "[\"k\"]"};

    private static EmbeddedCosmos emulator;
    private static SignedClient client;
    private static int containers;

    private String docs;

    @BeforeAll
    static void start() throws IOException {
        emulator = EmbeddedCosmos.start(EmulatorOptions.usual());
        client = new SignedClient(emulator);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void makeContainer() {
        String name = "c" + containers++;
        emulator.createContainer("db", name, "/pk");
        docs = "dbs/db/colls/" + name + "/docs";
    }

    @AfterEach
    void switchOff() {
        emulator.faults().off();
    }

    private static String document(int i) {
        return "{\"id\":\"" + i + "\",\"pk\":\"k\"}";
    }

    @Test
    void rateAndSeedDecideWhichWritesFail() {
        FaultRule rule = FaultRule.of(0.5, 7, Fault.THROTTLED, Fault.RETRY_WITH, Fault.UNAVAILABLE, Fault.TIMED_OUT)
                .on(RequestKind.ITEM_WRITE)
                .retryAfter(3);
        List<Integer> first = statuses(rule, 0);
        List<Integer> second = statuses(rule, 100);
        assertThat(first).isEqualTo(second).contains(201, 429, 449, 503, 408);
        assertThat(emulator.faults().count())
                .isEqualTo(second.stream().filter(status -> status != 201).count())
                .isBetween(10L, 30L);
        assertThat(client.query(docs, "SELECT * FROM c").json().get("_count").asLong())
                .isEqualTo(2 * first.stream().filter(status -> status == 201).count());
    }

    private List<Integer> statuses(FaultRule rule, int from) {
        emulator.faults().on(rule);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            SignedClient.Answer answer = client.post(docs, document(from + i));
            statuses.add(answer.status());
            if (answer.status() == 429) {
                assertThat(answer.substatus()).isEqualTo(3200);
                assertThat(answer.header("x-ms-retry-after-ms")).isEqualTo("3");
            }
        }
        return statuses;
    }

    @Test
    void resetBeforeLeavesNothingAndResetAfterLeavesTheDocument() {
        emulator.faults().on(FaultRule.of(1, 1, Fault.RESET_BEFORE).on(RequestKind.ITEM_WRITE));
        assertThatThrownBy(() -> client.post(docs, document(1))).isInstanceOf(UncheckedIOException.class);
        assertThat(client.get(docs + "/1", KEY).status()).isEqualTo(404);
        emulator.faults().on(FaultRule.of(1, 1, Fault.RESET_AFTER).on(RequestKind.ITEM_WRITE));
        assertThatThrownBy(() -> client.post(docs, document(1))).isInstanceOf(UncheckedIOException.class);
        assertThat(client.get(docs + "/1", KEY).status()).isEqualTo(200);
    }

    @Test
    void operationsOfABulkFailOneByOne() {
        int range = range();
        emulator.faults()
                .on(FaultRule.of(0.5, 3, Fault.RETRY_WITH).inEachOperation().atMost(5));
        SignedClient.Answer answer = upsertTogether(30, range);
        assertThat(answer.status()).isEqualTo(207);
        List<Integer> statuses = new ArrayList<>();
        answer.json().forEach(result -> statuses.add(result.get("statusCode").asInt()));
        assertThat(statuses).filteredOn(status -> status == 449).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(25);
    }

    private SignedClient.Answer upsertTogether(int documents, int range) {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < documents; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"operationType\":\"Upsert\",\"partitionKey\":\"[\\\"k\\\"]\",\"resourceBody\":")
                    .append(document(i))
                    .append('}');
        }
        return client.post(
                docs,
                body.append(']').toString(),
                "x-ms-cosmos-is-batch-request",
                "True",
                "x-ms-documentdb-partitionkeyrangeid",
                String.valueOf(range));
    }

    /** 400 RU/s are 200 RU/s of each of two partitions, and 40 documents at 5 RU. */
    @Test
    void ofABulkAreRefusedThoseForWhichThePartitionHasNothingLeft() {
        long begin = System.nanoTime();
        SignedClient.Answer answer = upsertTogether(100, range());
        double seconds = (System.nanoTime() - begin) / 1e9;

        List<Integer> statuses = new ArrayList<>();
        answer.json().forEach(result -> statuses.add(result.get("statusCode").asInt()));
        long created = statuses.stream().filter(status -> status == 201).count();
        assertThat(created).isBetween(37L, 41L + (long) Math.ceil(seconds * 200 / 5));
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(100 - (int) created);
        assertThat(statuses.subList(0, 37)).containsOnly(201);
    }

    @Test
    void onePartitionThatIsHotLeavesTheOthersTheirShare() {
        int hot = range();
        List<Integer> coldKeys = IntStream.range(0, 20)
                .filter(key -> !client.post(docs, "{\"id\":\"x\",\"pk\":\"" + key + "\"}")
                        .header("x-ms-documentdb-partitionkeyrangeid")
                        .equals(String.valueOf(hot)))
                .boxed()
                .toList();
        assertThat(coldKeys).isNotEmpty();
        upsertTogether(100, hot);
        assertThat(upsertTogether(100, hot).json().toString()).contains("429");

        for (int key : coldKeys) {
            assertThat(client.post(docs, "{\"id\":\"y\",\"pk\":\"" + key + "\"}")
                            .status())
                    .isEqualTo(201);
        }
    }

    /** The range of the key "k" in a container of two: found by asking, for 11 RU. */
    private int range() {
        client.post(docs, "{\"id\":\"probe\",\"pk\":\"k\"}");
        int range = Integer.parseInt(client.get(docs + "/probe", KEY).header("x-ms-documentdb-partitionkeyrangeid"));
        client.delete(docs + "/probe", KEY);
        return range;
    }

    @Test
    void otherProcessesUseTheSwitchOverTheWire() {
        assertThat(client.post(
                                "_emulator/faults",
                                "{\"rate\":1,\"faults\":[\"503\"],\"on\":[\"QUERY\"],\"retryAfterMs\":4}")
                        .status())
                .isEqualTo(200);
        assertThat(client.query(docs, "SELECT * FROM c").status()).isEqualTo(503);
        assertThat(client.post(docs, document(1)).status()).isEqualTo(201);
        assertThat(client.get("_emulator/faults").json().get("count").asInt()).isEqualTo(1);
        assertThat(client.delete("_emulator/faults").status()).isEqualTo(200);
        assertThat(client.query(docs, "SELECT * FROM c").status()).isEqualTo(200);
        SignedClient.Answer refused = client.post("_emulator/faults", "{\"rate\":2,\"faults\":[\"503\"]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("a rate is between 0 and 1, not 2.0");
        assertThat(client.get("_emulator/statistics").json().get("faults").asInt())
                .isPositive();
    }

    @Test
    void exceededOfferIsAnswered429WithTheTimeToWait() {
        int accepted = 0;
        SignedClient.Answer answer = client.post(docs, document(0));
        while (answer.status() == 201 && accepted < 5000) {
            accepted++;
            answer = client.post(
                    docs, "{\"id\":\"l" + accepted + "\",\"pk\":\"k\",\"x\":\"" + "y".repeat(60_000) + "\"}");
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.substatus()).isEqualTo(3200);
        assertThat(Long.parseLong(answer.header("x-ms-retry-after-ms"))).isPositive();
        assertThat(answer.message()).contains("Request rate is large");
        assertThat(emulator.statistics().total().throttled()).isPositive();
    }
}
