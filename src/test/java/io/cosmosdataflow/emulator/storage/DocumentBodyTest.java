package io.cosmosdataflow.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.emulator.partition.KeyDefinition;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentBodyTest {

    private static KeyDefinition key(String... paths) {
        var json = Json.object();
        Arrays.asList(paths).forEach(json.put("version", 2).withArray("paths")::add);
        if (paths.length > 1) {
            json.put("kind", "MultiHash");
        }
        return KeyDefinition.parse(json);
    }

    private static DocumentBody parse(String text, String... paths) {
        byte[] padded = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
        return DocumentBody.parse(padded, 2, padded.length - 4, key(paths));
    }

    private static String open(String text) {
        return new String(parse(text, "/pk").open(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"1\",\"n\":1234567890123456789",
                "{\"n\":0.12345678901234567,\"m\":1E5,\"o\":-0.0,\"p\":1.10,\"id\":\"1\"",
                "{ \"id\" : \"1\" , \"d\" : \"2020-01-01T00:00:00Z\", \"x\": {} , \"y\" : [ null , {\"_ts\":1}]",
                "{\"id\":\"1\",\"a.b\":1,\"a b\":2,\"a\\\"b\":3,\"$x\":4,\"\\u00e9é😀\":null"
            })
    void textIsKeptAsItStands(String text) {
        assertThat(open(text + "}")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"_rid\":\"x\",\"id\":\"1\"} | {\"id\":\"1\"",
                "{\"id\":\"1\",\"_ts\":12,\"a\":[1, 2]} | {\"id\":\"1\",\"a\":[1, 2]",
                "{\"id\":\"1\",\"a\":1 , \"_etag\":\"\\\"x,}\\\"\" , \"_self\":\"s\"} | {\"id\":\"1\",\"a\":1",
                "{\"_a\":{\"_ts\":1},\"id\":\"1\",\"_attachments\":{\"b\":[1]}} | {\"_a\":{\"_ts\":1},\"id\":\"1\"",
                "{\"_lsn\":5,\"_ts\":1.5,\"id\":\"1\",\"z\":1E5} | {\"id\":\"1\",\"z\":1E5"
            })
    void systemPropertiesAreTakenOffAtTheTopOnly(String text, String expected) {
        assertThat(open(text)).isEqualTo(expected);
    }

    @Test
    void keysAreFoundAtNestedAndSeveralPaths() {
        assertThat(parse("{\"a\":{\"x\":1,\"b\":{\"c\":\"v\"},\"y\":[{}]},\"id\":\"1\"}", "/a/b/c")
                        .key())
                .isEqualTo(new PartitionKeyValue(Collections.singletonList("v")));
        assertThat(parse("{\"a\":{\"b c\":2,\"d\":true},\"id\":\"1\"}", "/a/\"b c\"", "/a/d", "/id")
                        .key())
                .isEqualTo(new PartitionKeyValue(Arrays.asList(2.0, true, "1")));
        assertThat(parse("{\"id\":\"1\",\"a\":3}", "/a/b").key())
                .isEqualTo(new PartitionKeyValue(Collections.singletonList(PartitionKeyValue.UNDEFINED)));
        assertThat(parse("{\"id\":\"1\",\"a\":null}", "/a").key())
                .isEqualTo(new PartitionKeyValue(Collections.singletonList(null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1} | required properties - 'id; ' - are missing",
                "{\"id\":1} | required properties - 'id; ' - are missing",
                "{\"id\":\"\"} | required properties - 'id; ' - are missing",
                "{\"id\":\"a/b\"} | The input name 'a/b' is invalid",
                "{\"id\":\"a#b\"} | The input name 'a#b' is invalid",
                "{\"id\":\"1\",\"ttl\":0} | The input ttl is invalid",
                "{\"id\":\"1\",\"ttl\":\"9\"} | The input ttl is invalid",
                "{\"id\":\"1\",\"pk\":{}} | The partition key of a document must be",
                "[1] | a document is a JSON object",
                "{\"id\":\"1\"} {} | text follows the document",
                "{\"id\":\"1\", | The request payload is invalid"
            })
    void wrongDocumentIsRefusedInTheServicesWords(String text, String message) {
        assertThatThrownBy(() -> parse(text, "/pk"))
                .isInstanceOfSatisfying(
                        ServiceError.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining(message);
    }

    @Test
    void idOfMoreThan1023BytesIsRefused() {
        assertThat(parse("{\"id\":\"" + "é".repeat(511) + "\"}", "/pk").id()).hasSize(511);
        assertThatThrownBy(() -> parse("{\"id\":\"" + "é".repeat(512) + "\"}", "/pk"))
                .hasMessageContaining("Id is too long");
    }

    @Test
    void documentOfMoreThanTwoMegabytesIsTooLarge() {
        assertThatThrownBy(() -> parse("{\"id\":\"1\",\"x\":\"" + "y".repeat(DocumentBody.LARGEST) + "\"}", "/pk"))
                .isInstanceOfSatisfying(
                        ServiceError.class, e -> assertThat(e.status()).isEqualTo(413))
                .hasMessage("Request size is too large");
    }
}
