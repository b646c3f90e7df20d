package io.cosmosdataflow.store.cosmos.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemPropertiesTest {

    private static final String ADDED =
            "\"_rid\":\"r==\",\"_self\":\"dbs/x/\",\"_etag\":\"\\\"0-1\\\"\",\"_attachments\":\"attachments/\",\"_ts\":1700000000";

    private static String without(String json) {
        return new String(SystemProperties.without(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void theyGoWhereTheServiceAddsThem() {
        assertThat(without("{\"id\":\"1\",\"n\":1.10," + ADDED + "}")).isEqualTo("{\"id\":\"1\",\"n\":1.10}");
        assertThat(without("{\"id\":\"1\"," + ADDED + ",\"_lsn\":77}")).isEqualTo("{\"id\":\"1\"}");
    }

    @Test
    void theyGoFromAnywhereAtTheTop() {
        assertThat(without("{" + ADDED + ", \"id\" : \"1\",\"n\":[1.10 , {\"_ts\":5}],\"last\":-0.0}"))
                .isEqualTo("{\"id\" : \"1\",\"n\":[1.10 , {\"_ts\":5}],\"last\":-0.0}");
        assertThat(without("{\"_rid\":\"r\",\"a\":1,\"_self\":\"s\",\"b\":\"x\",\"_etag\":\"e\",\"_ts\":1}"))
                .isEqualTo("{\"a\":1,\"b\":\"x\"}");
        assertThat(without("{" + ADDED + "}")).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"1\",\"_ts\":5}",
                "{\"id\":\"1\",\"_rid\":\"r\",\"_ts\":5}",
                "{\"id\":\"1\",\"inner\":{\"a\":1,\"_rid\":\"r\",\"_self\":\"s\",\"_etag\":\"e\",\"_attachments\":\"a\",\"_ts\":5}}",
                "{\"text\":\"x,\\\"_rid\\\":\\\"r\\\",\\\"_self\\\":\"}",
                "{}",
                "{\"_value\":5}"
            })
    void whatIsNoWholeDocumentStays(String json) {
        assertThat(without(json)).isEqualTo(json);
    }
}
