package io.cosmosdataflow.store.cosmos.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.implementation.Utils;
import azure_cosmos_spark.com.fasterxml.jackson.core.JsonParser;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What others read of a tree of ours is what Jackson itself makes of the text: the connector tells types by the
 * classes of nodes. Runs on the Jackson of connector 4.11.1 and on that of the newest SDK.
 */
class JacksonNodesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "5.0",
                "-0",
                "-0.0",
                "0",
                "1E5",
                "1e-7",
                "1E400",
                "-1E400",
                "12345678901234567890",
                "7",
                "2147483648",
                "9007199254740993",
                "0.30000000000000004",
                "123456789.123456789123456789",
                "true",
                "null",
                "\"1.10\"",
                "[1.10,[-0],{\"x\":1E5}]",
                "{\"x\":1.10,\"y\":[2.0,{\"z\":-0}]}"
            })
    void nodesAreThoseOfJackson(String value) throws IOException {
        assertThat(StoredText.keep()).isTrue();
        byte[] answer = ("{\"Documents\":[{\"payload\":" + value + ",\"v\":" + value + "}," + value + "]}")
                .getBytes(StandardCharsets.UTF_8);
        ObjectMapper mapper = Utils.getSimpleObjectMapper();

        assertSame(mapper.readTree(answer), mapper.copy().readTree(answer));
    }

    private static void assertSame(JsonNode ours, JsonNode jacksons) {
        assertThat(ours).isInstanceOf(jacksons.getClass()).isEqualTo(jacksons);
        assertThat(jacksons).isEqualTo(ours).hasSameHashCodeAs(ours);
        assertThat(ours.getNodeType()).isEqualTo(jacksons.getNodeType());
        assertThat(ours.asText()).isEqualTo(jacksons.asText());
        assertThat(ours.asDouble()).isEqualTo(jacksons.asDouble());
        assertThat(ours.asLong()).isEqualTo(jacksons.asLong());
        assertThat(ours.asInt()).isEqualTo(jacksons.asInt());
        assertThat(ours.asBoolean()).isEqualTo(jacksons.asBoolean());
        assertThat(ours.isIntegralNumber()).isEqualTo(jacksons.isIntegralNumber());
        assertThat(ours.canConvertToLong()).isEqualTo(jacksons.canConvertToLong());
        assertThat(decimal(ours)).isEqualTo(decimal(jacksons));
        assertThat(ours).hasSameSizeAs(jacksons);
        for (int item = 0; item < jacksons.size(); item++) {
            if (jacksons.isArray()) {
                assertSame(ours.get(item), jacksons.get(item));
            }
        }
        jacksons.fields()
                .forEachRemaining((Map.Entry<String, JsonNode> member) ->
                        assertSame(ours.get(member.getKey()), member.getValue()));
    }

    private static BigDecimal decimal(JsonNode node) {
        try {
            return node.decimalValue();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A user's {@code allowInvalidJsonWithDuplicateJsonProperties} makes the SDK take another mapper. */
    @Test
    void aMapperThatTakesOverKeepsTextsToo() throws IOException {
        ObjectMapper other = new ObjectMapper();

        assertThat(StoredText.install(other)).isTrue();
        assertThat(other.readTree("[{\"n\":1.10,\"n\":1E5}]".getBytes(StandardCharsets.UTF_8)))
                .hasToString("[{\"n\":1.10,\"n\":1E5}]");
    }

    @Test
    void aMapperThatGivesNoSourceStaysAsItWas() throws IOException {
        ObjectMapper other = new ObjectMapper() {
            private static final long serialVersionUID = 1L;

            @Override
            public JsonNode readTree(byte[] content) throws IOException {
                return readTree(new String(content, StandardCharsets.UTF_8));
            }
        };
        other.getFactory().disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);

        assertThat(StoredText.install(other)).isFalse();

        assertThat(other.getFactory().isEnabled(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION))
                .isFalse();
        assertThat(other.readTree("1.10").getClass())
                .isEqualTo(new ObjectMapper().readTree("1.10").getClass());
        assertThat(other.readTree("[1.10]")).hasToString("[1.1]");
    }
}
