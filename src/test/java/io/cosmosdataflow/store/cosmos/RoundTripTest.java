package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.testing.InBothModes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@InBothModes
class RoundTripTest {

    private static final List<String> NASTY = List.of(
            "{\"id\":\"1\",\"n\":[1.10,3.1415926535897931,12345678901234567890123,9007199254740993,1E400,1E5,1e-7,-0,-0.0]}",
            "{\"z\":1,\"a\":2,\"id\":\"2\",\"m\":{\"x\":null,\"\":[],\"o\":{}}}",
            "{\"id\":\"3\",\"a.b\":1,\"a b\":2,\"q\\\"q\":3,\"$x\":4,\"\u00e4\u20ac\ud83d\ude00\":\"\u00e4\u20ac\ud83d\ude00\"}",
            "{\"id\":\"4\",\"escaped\":\"\\u00e9\\/\\n\\t\\\"\",\"date\":\"2020-02-31T25:00:00Z\",\"v\":\"1\"}",
            "{\"id\":\"5\",\"v\":1,\"inner\":{\"_rid\":\"mine\",\"_ts\":1.50,\"_self\":\"s\",\"_etag\":\"e\"}}",
            "{\"id\":\"6\",\"v\":true,\"text\":\"{\\\"a\\\":1}\",\"spaced\" : [ 1 , 2 ]}",
            "{ \"id\" : \"7\" , \"v\" : null }");

    @Test
    void valuesArriveAsTheyLeft() {
        ContainerAddress first = CosmosFixture.container("/id");
        ContainerAddress second = CosmosFixture.container("/id");

        CosmosFixture.insert(first, NASTY);
        CosmosFixture.insert(second, CosmosFixture.read(first));

        assertThat(CosmosFixture.read(second).stream().map(String::strip))
                .hasSameSizeAs(NASTY)
                .map(text -> text.replace(" ", ""))
                .containsExactlyInAnyOrderElementsOf(
                        NASTY.stream().map(text -> text.replace(" ", "")).toList());
    }

    @Test
    void manyDocumentsArriveOnceEach() {
        ContainerAddress container = CosmosFixture.container("/pk");
        List<String> documents = IntStream.range(0, 3_000)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"pk\":\"p" + i % 7 + "\",\"n\":" + i + ".10}")
                .toList();

        assertThat(CosmosFixture.insert(container, documents).rows()).hasValue(3_000L);

        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(documents);
    }

    @Test
    void documentsOfOneAndAHalfMegabytesFit() {
        ContainerAddress container = CosmosFixture.container("/id");
        String large = "{\"id\":\"large\",\"text\":\"" + "x".repeat(1_500_000) + "\"}";

        CosmosFixture.insert(container, List.of(large, "{\"id\":\"small\"}"));

        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrder(large, "{\"id\":\"small\"}");
    }
}
