package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParseTest {

    private static List<String> parsed(String text, String statement) {
        String document = "{\"id\":1,\"t\":\""
                + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
        return new FlowRows()
                .source("s", "id INT, t STRING", document)
                .json(
                        "source(output(id as integer, t as string)) ~> s\ns parse(" + statement
                                + ") ~> p\np select(mapColumn(v)) ~> x",
                        "x");
    }

    @Test
    void jsonIsReadAsTheTypeSays() {
        assertThat(parsed(
                        "{\"car\":{\"model\":\"camaro\",\"year\":\"1989\"},\"price\":12345678901234567890.12,\"n\":7,"
                                + "\"tags\":[1,2],\"more\":true}",
                        "v = t ? (car as (model as string, year as integer), price as decimal(24,2), n as string, "
                                + "tags as string[], more as boolean, none as date), format: 'json', "
                                + "documentForm: 'singleDocument'"))
                .containsExactly(
                        "{\"v\":{\"car\":{\"model\":\"camaro\",\"year\":1989},\"price\":12345678901234567890.12,"
                                + "\"n\":\"7\",\"tags\":[\"1\",\"2\"],\"more\":true}}");
    }

    @Test
    void anArrayOfDocumentsAndOneDocumentPerLineAreArrays() {
        assertThat(parsed(
                        "[{\"a\":1},{\"a\":2}]",
                        "v = t ? (a as integer)[], format: 'json', documentForm: 'arrayOfDocuments'"))
                .containsExactly("{\"v\":[{\"a\":1},{\"a\":2}]}");
        assertThat(parsed(
                        "{\"a\":1}\n\n{\"a\":2}",
                        "v = t ? (a as integer)[], format: 'json', documentForm: 'documentPerLine'"))
                .containsExactly("{\"v\":[{\"a\":1},{\"a\":2}]}");
        assertThat(parsed(
                        "[{\"a\":1},{\"a\":2}]",
                        "v = t ? (a as integer), format: 'json', documentForm: 'arrayOfDocuments'"))
                .containsExactly("{\"v\":{\"a\":1}}");
    }

    @Test
    void aTextThatIsNoDocumentIsNull() {
        assertThat(parsed("{nonsense", "v = t ? (a as integer), format: 'json'"))
                .containsExactly("{}");
        assertThat(parsed("<a><b></a>", "v = t ? (a as (b as string)), format: 'xml'"))
                .containsExactly("{}");
        assertThat(parsed("", "v = t ? (a as string), format: 'delimited'")).containsExactly("{}");
    }

    @Test
    void departuresFromJsonAreReadWhereTheScriptAllowsThem() {
        String text = "{a: 'x' /* c */}";
        assertThat(parsed(
                        text,
                        "v = t ? (a as string), format: 'json', singleQuoted: true, unquotedColumnNames: true, "
                                + "hasComments: true, backslashEscape: true"))
                .containsExactly("{\"v\":{\"a\":\"x\"}}");
        assertThat(parsed(text, "v = t ? (a as string), format: 'json'")).containsExactly("{}");
    }

    @Test
    void xmlIsReadWithAttributesAndRepeatedElements() {
        assertThat(parsed(
                        "<cars><car model=\"camaro\"><year>1989</year></car><car model=\"mini\"/></cars>",
                        "v = t ? (cars as (car as ({@model} as string, year as integer)[])), format: 'xml', "
                                + "documentForm: 'singleDocument'"))
                .containsExactly(
                        "{\"v\":{\"cars\":{\"car\":[{\"@model\":\"camaro\",\"year\":1989},{\"@model\":\"mini\"}]}}}");
        assertThat(parsed(
                        "<a:x xmlns:a=\"u\" n=\"1\">text</a:x>",
                        "v = t ? (x as (_value_ as string)), format: 'xml', namespaces: false"))
                .containsExactly("{\"v\":{\"x\":{\"_value_\":\"text\"}}}");
        assertThat(parsed(
                        "<a:x xmlns:a=\"u\">text</a:x>", "v = t ? ({a:x} as string), format: 'xml', namespaces: true"))
                .containsExactly("{\"v\":{\"a:x\":\"text\"}}");
    }

    @Test
    void anEntityOfAnXmlDocumentTypeIsNotRead() {
        assertThat(parsed(
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
                        "v = t ? (x as string), format: 'xml'"))
                .noneMatch(row -> row.contains("root"));
    }

    @Test
    void delimitedTextGoesByPositionOrByTheNamesInItsFirstLine() {
        assertThat(parsed(
                        "chrome|steel|plastic",
                        "v = t ? (a as string, b as string, c as string), format: 'delimited', columnDelimiter: '|'"))
                .containsExactly("{\"v\":{\"a\":\"chrome\",\"b\":\"steel\",\"c\":\"plastic\"}}");
        assertThat(parsed(
                        "year|id|name\n1999|1|\"a|b\"\n|2|x",
                        "v = t ? (id as integer, name as string, year as short)[], format: 'delimited', "
                                + "columnNamesAsHeader: true, columnDelimiter: '|', nullValue: '', "
                                + "documentForm: 'documentPerLine'"))
                .containsExactly("{\"v\":[{\"id\":1,\"name\":\"a|b\",\"year\":1999},{\"id\":2,\"name\":\"x\"}]}");
    }

    @Test
    void aColumnIsParsedInItsPlace() {
        assertThat(new FlowRows()
                        .source("s", "t STRING, z INT", "{\"t\":\"{\\\"a\\\":1}\",\"z\":2}")
                        .json(
                                "source(output(t as string, z as integer)) ~> s\n"
                                        + "s parse(t = t ? (a as integer), format: 'json') ~> p\n"
                                        + "p derive(t = t.a + z) ~> x",
                                "x"))
                .containsExactly("{\"t\":3,\"z\":2}");
    }

    @Test
    void stringifyWritesJson() {
        assertThat(new FlowRows()
                        .source("s", "o STRUCT<a: INT, b: ARRAY<STRING>>", "{\"o\":{\"a\":1,\"b\":[\"x\"]}}")
                        .json(
                                "source(output(o as (a as integer, b as string[]))) ~> s\n"
                                        + "s stringify(t = o ? string, b = o.b ? string, format: 'json') ~> p\n"
                                        + "p select(mapColumn(t, b)) ~> x",
                                "x"))
                .containsExactly("{\"t\":\"{\\\"a\\\":1,\\\"b\\\":[\\\"x\\\"]}\",\"b\":\"[\\\"x\\\"]\"}");
    }

    @Test
    void whatCannotBeParsedOrWrittenIsReported() {
        assertThatThrownBy(() -> parsed("", "v = t ? string, format: 'json'"))
                .hasMessageContaining("A document is parsed into a complex type or an array, not string.");
        assertThatThrownBy(() -> parsed("", "v = t, format: 'json'"))
                .hasMessageContaining("A column of parse 'p' needs a name and a type.");
        assertThatThrownBy(() -> parsed("", "v = t ? (a as string)"))
                .hasMessageContaining("'format' of parse 'p' is missing.");
        FlowRows rows = new FlowRows().source("s", "o STRUCT<a: INT>", "{}");
        String source = "source(output(o as (a as integer))) ~> s\n";
        assertThatThrownBy(() -> rows.plan(source + "s stringify(t = o ? string, format: 'xml') ~> p"))
                .hasMessageContaining(
                        "'format' of stringify 'p' is not supported: 'xml' is not written into columns, only 'json' is.");
        assertThatThrownBy(() -> rows.plan(source + "s stringify(t = o ? integer, format: 'json') ~> p"))
                .hasMessageContaining("stringify makes text, not integer.");
    }
}
