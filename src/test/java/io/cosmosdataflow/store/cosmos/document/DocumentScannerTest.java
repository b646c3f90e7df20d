package io.cosmosdataflow.store.cosmos.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentScannerTest {

    private static ScannedDocument scan(String json, String... paths) throws InvalidDocument {
        return new DocumentScanner(List.of(paths)).scan(json.getBytes(StandardCharsets.UTF_8), () -> "made");
    }

    @Test
    void textOfADocumentWithAnIdStaysAsItIs() throws InvalidDocument {
        String json = " { \"n\" : 1.10, \"id\":\"a\u00e4\" }\n";

        ScannedDocument scanned = scan(json, "/id");

        assertThat(scanned.text()).isEqualTo(json);
        assertThat(scanned.bytes()).isEqualTo(json.length() + 1);
        assertThat(scanned.id()).isEqualTo("a\u00e4");
        assertThat(scanned.partitionKey()).containsExactly(new KeyValue.Text("a\u00e4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}          | {\"id\":\"made\",\"a\":1}",
                "{}                 | {\"id\":\"made\"}",
                "{ \"a\" : {\"id\":\"inner\"}} | {\"id\":\"made\", \"a\" : {\"id\":\"inner\"}}",
                "{\"a\":1,\"id\":null} | {\"a\":1,\"id\":\"made\"}",
                "{\"id\" : null }   | {\"id\" : \"made\" }"
            })
    void missingIdIsPutIn(String json, String expected) throws InvalidDocument {
        ScannedDocument scanned = scan(json, "/id");

        assertThat(scanned.text()).isEqualTo(expected);
        assertThat(scanned.id()).isEqualTo("made");
        assertThat(scanned.partitionKey()).containsExactly(new KeyValue.Text("made"));
    }

    @Test
    void partitionKeyValuesKeepTheirTypes() throws InvalidDocument {
        assertThat(scan("{\"id\":\"1\",\"k\":\"1\"}", "/k").partitionKey()).containsExactly(new KeyValue.Text("1"));
        assertThat(scan("{\"id\":\"1\",\"k\":1}", "/k").partitionKey()).containsExactly(new KeyValue.Number(1));
        assertThat(scan("{\"id\":\"1\",\"k\":1.5e3}", "/k").partitionKey()).containsExactly(new KeyValue.Number(1500));
        assertThat(scan("{\"id\":\"1\",\"k\":true}", "/k").partitionKey()).containsExactly(new KeyValue.Flag(true));
        assertThat(scan("{\"id\":\"1\",\"k\":null}", "/k").partitionKey()).containsExactly(new KeyValue.Null());
        assertThat(scan("{\"id\":\"1\"}", "/k").partitionKey()).containsExactly(new KeyValue.Missing());
        assertThat(scan("{\"id\":\"1\",\"k\":{\"x\":1}}", "/k").partitionKey()).containsExactly(new KeyValue.Missing());
        assertThat(scan("{\"id\":\"1\",\"k\":[1]}", "/k").partitionKey()).containsExactly(new KeyValue.Missing());
    }

    @Test
    void partitionKeyPathsLeadThroughObjects() throws InvalidDocument {
        String json =
                "{\"id\":\"1\",\"other\":{\"city\":0},\"a b\":{\"x\":9,\"city\":\"Bonn\",\"deep\":{\"q\\\"\":2}}}";

        assertThat(scan(json, "/\"a b\"/city", "/a b/deep/\"q\\\"\"", "/other/none")
                        .partitionKey())
                .containsExactly(new KeyValue.Text("Bonn"), new KeyValue.Number(2), new KeyValue.Missing());
    }

    @Test
    void valuesOfOneDocumentDoNotLeakIntoTheNext() throws InvalidDocument {
        DocumentScanner scanner = new DocumentScanner(List.of("/k"));
        scanner.scan("{\"id\":\"1\",\"k\":1}".getBytes(StandardCharsets.UTF_8), () -> "made");

        assertThat(scanner.scan("{\"a\":1}".getBytes(StandardCharsets.UTF_8), () -> "made")
                        .partitionKey())
                .containsExactly(new KeyValue.Missing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1]", "1", "", "{\"id\":", "{\"id\":\"1\"} x", "{\"id\":\"1\"}{}", "{\"id\":7}", "{'id':1}"})
    void whatIsNoDocumentIsRefusedWithoutQuotingIt(String json) {
        assertThatThrownBy(() -> scan(json, "/id")).isInstanceOf(InvalidDocument.class);
    }

    /** RFC 8259, section 4: what software makes of names that are not unique cannot be told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"1\",\"a\":1,\"a\":2}                 | /a",
                "{\"id\":\"1\",\"o\":{\"x\":1,\"x\":1}}       | /o/x",
                "{\"id\":\"1\",\"l\":[{},{\"x\":1,\"x\":2}]}  | /l/1/x",
                "{\"id\":\"1\",\"\\u0061\":1,\"a\":2}         | /a",
                "{\"id\":\"1\",\"id\":\"2\"}                    | /id"
            })
    void aMemberThatStandsTwiceIsNamedWithItsDocument(String json, String member) {
        assertThatThrownBy(() -> scan(json, "/k/x"))
                .isInstanceOfSatisfying(InvalidDocument.class, invalid -> assertThat(invalid.id())
                        .contains("1"))
                .hasMessage("its member " + member + " stands twice");
    }

    @Test
    void idThatIsNoTextIsNamed() {
        assertThatThrownBy(() -> scan("{\"id\":7}", "/id")).hasMessage("its id is not a text but a number (7)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "/", "", "//a"})
    void pathThatNamesNoPropertyIsRefused(String path) {
        assertThatThrownBy(() -> new DocumentScanner(List.of(path))).isInstanceOf(IllegalArgumentException.class);
    }
}
