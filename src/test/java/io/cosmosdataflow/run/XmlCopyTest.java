package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XML in pipelines. Source: Microsoft Learn, format-xml: XML as source, XML connector behavior. */
class XmlCopyTest {

    private static final String XML = "{\"type\": \"XmlSource\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";
    private static final String ORDERS =
            """
            <orders day="2020-01-31">
              <order id="1"><item>a</item><item>b</item><sum>2.50</sum></order>
              <order id="2"><item>c</item><sum currency="EUR">3</sum></order>
            </orders>""";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aFolder() {
        runs = LocalRuns.in(directory);
        runs.file("Blob/c/in/a.xml", ORDERS);
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .dataset("Orders", "AzureSqlTable", "Db", "{\"tableName\": \"Orders\"}")
                .file("Xml", "Xml", "in", "a.xml")
                .file("Folder", "Xml", "in", "")
                .file("Out", "Json", "out", "out.json");
    }

    private JsonNode copied(String activity) {
        PipelineResult result = run(activity);
        assertThat(result.failures()).isEmpty();
        return result.record().activities().get(0).output();
    }

    private PipelineResult run(String activity) {
        factory.pipeline("P", activity);
        return runs.run("P");
    }

    private List<String> out() throws IOException {
        return Files.readAllLines(runs.local("Blob/c/out/out.json"));
    }

    private static String reading(String settings) {
        return "{\"type\": \"XmlSource\", \"formatSettings\": {\"type\": \"XmlReadSettings\""
                + (settings.isEmpty() ? "" : ", ") + settings.replace('\'', '"') + "}}";
    }

    private static String mapped(String copy, String mappings) {
        String translator = "{\"type\": \"TabularTranslator\", "
                + mappings.replace('\'', '"').replace('`', '\'') + "}";
        return copy.replace("\"typeProperties\": {", "\"typeProperties\": {\"translator\": " + translator + ", ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            textBlock =
                    """
            <r a="1"><b>x</b></r> | - | {"r":{"@a":1,"b":"x"}}
            <r a="1">x</r> | - | {"r":{"@a":1,"_value_":"x"}}
            <r>t<b>x</b></r> | - | {"r":{"b":"x","_value_":"t"}}
            <r><b>1</b><b>2</b></r> | - | {"r":{"b":[1,2]}}
            <r><i>7</i><d>2.50</d><t>true</t><s>007</s><e/></r> | - | {"r":{"i":7,"d":2.50,"t":true,"s":"007","e":null}}
            <r><i>7</i><d>2.50</d><t>true</t></r> | 'detectDataType': false | {"r":{"i":"7","d":"2.50","t":"true"}}
            <r><b><![CDATA[<x>]]></b><!-- no --><?pi no?></r> | - | {"r":{"b":"<x>"}}
            <r xmlns="u"><b>x</b></r> | - | {"u,r":{"u,b":"x"}}
            <x:r xmlns:x="u" x:a="y" c="z">t</x:r> | - | {"u,r":{"u,@a":"y","@c":"z","u,_value_":"t"}}
            <x:r xmlns:x="u" x:a="y" c="z">t</x:r> | 'namespacePrefixes': {'u': 'p'} | {"p:r":{"p:@a":"y","@c":"z","p:_value_":"t"}}
            <x:r xmlns:x="u" x:a="y"/> | 'namespaces': false, 'validationMode': 'none' | {"x:r":{"@xmlns:x":"u","@x:a":"y"}}
            """)
    void aFileIsADocument(String xml, String settings, String json) throws IOException {
        runs.file("Blob/c/in/a.xml", xml);

        copied(copy("C", "Xml", reading(settings == null ? "" : settings), "Out", JSON_SINK));

        assertThat(out()).containsExactly(json);
    }

    /** The second order has one item, which is an element of the collection as the two of the first are. */
    @Test
    void aCollectionGivesRowsAlsoWhereItHasOneElement() throws IOException {
        runs.file("Db/Orders.csv", "day:nvarchar(10),id:int\n");
        copied(mapped(
                copy("C", "Xml", XML, "Orders", "{\"type\": \"AzureSqlSink\"}"),
                "'collectionReference': '$[`orders`][`order`]', 'mappings': ["
                        + "{'source': {'path': '$[`orders`][`@day`]'}, 'sink': {'name': 'day'}},"
                        + " {'source': {'path': '[`@id`]'}, 'sink': {'name': 'id'}}]"));
        copied(copy("Show", "Orders", "{\"type\": \"AzureSqlSource\"}", "Out", JSON_SINK));

        assertThat(out())
                .containsExactlyInAnyOrder("{\"day\":\"2020-01-31\",\"id\":1}", "{\"day\":\"2020-01-31\",\"id\":2}");

        copied(mapped(
                copy("C", "Xml", XML, "Out", JSON_SINK),
                "'collectionReference': '$[`orders`][`order`][*][`item`]', 'mappings': ["
                        + "{'source': {'path': '$[`orders`][`@day`]'}, 'sink': {'path': '$[`day`]'}},"
                        + " {'source': {'path': ''}, 'sink': {'path': '$[`item`]'}}]"));
        assertThat(out())
                .containsExactly(
                        "{\"day\":\"2020-01-31\",\"item\":\"a\"}",
                        "{\"day\":\"2020-01-31\",\"item\":\"b\"}",
                        "{\"day\":\"2020-01-31\",\"item\":\"c\"}");
    }

    @ParameterizedTest
    @CsvSource({"<r/>, 0", "<r><i/></r>, 0", "<r><i>1</i></r>, 1", "<r><i/><i>1</i></r>, 2"})
    void anEmptyElementIsNoCollection(String xml, int rows) {
        runs.file("Blob/c/in/a.xml", xml);

        JsonNode output = copied(mapped(
                copy("C", "Xml", XML, "Out", JSON_SINK),
                "'collectionReference': '$[`r`][`i`]', 'mappings': ["
                        + "{'source': {'path': '[`x`]'}, 'sink': {'path': '$[`x`]'}}]"));

        assertThat(output.get("rowsCopied").asInt()).isEqualTo(rows);
    }

    /** "Integer, double, and Boolean data types": a time is none of them. */
    @Test
    void timesAreNoTypeThatIsDetected() throws IOException {
        runs.file("Blob/c/in/a.xml", "<r><t>2020-01-31T08:00:00Z</t></r>");
        factory.file("Flat", "Parquet", "flat", "f.parquet");

        copied(mapped(
                copy("C", "Xml", XML, "Flat", "{\"type\": \"ParquetSink\"}"),
                "'mappings': [{'source': {'path': '$[`r`][`t`]'}, 'sink': {'name': 't'}}]"));
        copied(copy("Show", "Flat", "{\"type\": \"ParquetSource\"}", "Out", JSON_SINK));
        assertThat(out()).containsExactly("{\"t\":\"2020-01-31T08:00:00Z\"}");

        factory.file("Text", "DelimitedText", "out", "out.json", "\"firstRowAsHeader\": true", "\"quoteChar\": \"'\"");
        copied(copy("C", "Xml", XML, "Text", "{\"type\": \"DelimitedTextSink\"}"));
        assertThat(out()).containsExactly("r", "{\"t\":\"2020-01-31T08:00:00Z\"}");
    }

    @Test
    void wildcardsCompressionEncodingAndAdditionalColumns() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("<r>\u00e4</r>".getBytes(Charset.forName("ISO-8859-1")));
        }
        Files.createDirectories(runs.local("Blob/c/packed"));
        Files.write(runs.local("Blob/c/packed/1.xml.gz"), bytes.toByteArray());
        runs.file("Blob/c/packed/note.txt", "no");
        factory.file(
                "Packed",
                "Xml",
                "packed",
                "",
                "\"encodingName\": \"ISO-8859-1\", \"nullValue\": \"-\", \"compression\": {\"type\": \"gzip\"}");
        String source =
                """
                {"type": "XmlSource", "storeSettings": {"type": "AzureBlobStorageReadSettings",
                  "wildcardFileName": "*.xml.gz"}, "additionalColumns": [{"name": "file", "value": "$$FILEPATH"}]}""";

        copied(copy("C", "Packed", source, "Out", JSON_SINK));

        assertThat(out()).containsExactly("{\"r\":\"\u00e4\",\"file\":\"1.xml.gz\"}");
    }

    @Test
    void lookupReadsIt() {
        JsonNode output = copied(
                """
                {"name": "Look", "type": "Lookup", "typeProperties": {"source": {"type": "XmlSource"},
                  "dataset": {"referenceName": "Xml", "type": "DatasetReference"}}}""");

        assertThat(output.at("/firstRow/orders/order/1/sum/@currency").asText()).isEqualTo("EUR");
        assertThat(output.at("/firstRow/orders/order/0/sum").decimalValue()).isEqualByComparingTo("2.50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'validationMode': 'xsd' | UnsupportedSetting | 'validationMode'
            'validationMode': 'schema' | InvalidProperty | 'validationMode'
            'namespaces': 'some' | InvalidProperty | 'namespaces'
            'namespacePrefixes': 'u' | InvalidProperty | 'namespacePrefixes'
            'detectDataType': 'no' | InvalidProperty | 'detectDataType'
            """)
    void whatIsWrongIsSaidByTheCheck(String settings, ErrorCode code, String word) {
        factory.pipeline("P", copy("C", "Xml", reading(settings), "Out", JSON_SINK));

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.message()).contains(word);
        });
    }

    @Test
    void xmlIsNotWritten() {
        factory.pipeline("P", copy("C", "Out", "{\"type\": \"JsonSource\"}", "Xml", "{\"type\": \"XmlSink\"}"));

        assertThat(runs.job("P").check())
                .singleElement()
                .extracting(Issue::hint)
                .isEqualTo("Data Factory has no sink for such a dataset.");
    }

    /** Entities: of other files, and those that multiply ("billion laughs", CWE-776, CWE-611). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            <r><a>1</a | it is not well-formed XML
            id,name | it is not well-formed XML
            <r>1</r><r>2</r> | it is not well-formed XML
            <r>t<_value_>1</_value_></r> | element 'r' has a text and an element '_value_'
            <!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r> | it is not well-formed XML
            <!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r> | it is not well-formed XML
            """)
    void aBrokenOrHostileFileFailsTheActivityWithItsName(String xml, String reason) {
        runs.file("Blob/c/in/a.xml", xml);

        assertThat(run(copy("C", "Xml", XML, "Out", JSON_SINK)).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
                    assertThat(failure).hasMessageContaining("a.xml").hasMessageContaining(reason);
                });
    }

    @Test
    void aPackedFileThatGrowsWithoutMeasureIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("<r>".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 70; i++) {
                gzip.write(blanks);
            }
        }
        Files.write(runs.local("Blob/c/in/a.xml"), bytes.toByteArray());
        factory.file("Xml", "Xml", "in", "a.xml", "\"compression\": {\"type\": \"gzip\"}");

        assertThat(run(copy("C", "Xml", XML, "Out", JSON_SINK)).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ArchiveTooLarge));
    }
}
