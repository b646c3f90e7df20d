package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.RestFactory.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.RestFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} says of definitions of files of HTTP servers. Source: Microsoft Learn, connector-http. */
class HttpDefinitionsTest {

    private static final String LOCATION = "{'location': {'type': 'HttpServerLocation', 'relativeUrl': 'a'}}";

    @TempDir
    Path directory;

    private FactoryFiles factory;

    @BeforeEach
    void aServer() {
        factory = FactoryFiles.in(directory);
        service("'authenticationType': 'Anonymous'");
        factory.linkedService("Blob", "AzureBlobStorage", "{\"connectionString\": \"AccountName=x;AccountKey=a2V5\"}");
    }

    private void service(String properties) {
        factory.linkedService("Web", "HttpServer", json("{" + properties + ", 'url': 'https://h/api'}"));
    }

    private List<Issue> check() {
        return DataFactory.load(directory).check();
    }

    private List<Issue> check(String dataset, String source) {
        factory.dataset("In", "DelimitedText", "Web", json(dataset))
                .pipeline("P", RestFactory.lookup(json("{'type': 'DelimitedTextSource', " + source + "}"), true));
        return check();
    }

    private static String store(String more) {
        return "'storeSettings': {'type': 'HttpReadSettings', " + more + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'requestMethod': 'PUT'                             | InvalidProperty | 'requestMethod' of storeSettings of source of activity 'Look' is 'PUT'; allowed: GET, POST.
            'additionalHeaders': 'no header'                   | InvalidProperty | 'additionalHeaders' of storeSettings of source of activity 'Look' must be an object, and is a text.
            'httpRequestTimeout': 'soon'                       | InvalidProperty | 'httpRequestTimeout' of storeSettings of source of activity 'Look' is 'soon', which is no timespan.
            'enablePartitionDiscovery': true                   | UnsupportedSetting | 'enablePartitionDiscovery' of storeSettings of source of activity 'Look' is not supported: an answer stands in no folder.
            'wildcardFileName': '*.csv'                        | UnknownProperty | 'wildcardFileName' of storeSettings of source of activity 'Look' is not known and has no effect.
            """)
    void whatIsWrongIsSaidWhereItStands(String source, ErrorCode code, String message) {
        assertThat(check(LOCATION, store(source))).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.message()).isEqualTo(message);
            assertThat(issue.span().file()).endsWith("P.json");
        });
    }

    @Test
    void placeAndSettingsAreThoseOfAnHttpServer() {
        assertThat(check(
                        "{'location': {'type': 'AzureBlobStorageLocation', 'container': 'c'}}",
                        "'storeSettings': {'type': 'AzureBlobStorageReadSettings', 'recursive': true}"))
                .extracting(Issue::message)
                .containsExactlyInAnyOrder(
                        "'type' of location of dataset 'In' is 'AzureBlobStorageLocation', and the linked service is of"
                                + " type 'HttpServer'.",
                        "'type' of storeSettings of source of activity 'Look' is 'AzureBlobStorageReadSettings', and the"
                                + " linked service is of type 'HttpServer'.");
    }

    /** "Anonymous, Basic, Digest, Windows, ClientCertificate": of these, what is not done here is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'authenticationType': 'Windows', 'userName': 'u', 'password': 'p' | UnsupportedAuthentication
            'authenticationType': 'ClientCertificate', 'embeddedCertData': 'AA==' | UnsupportedAuthentication
            'authenticationType': 'AadServicePrincipal'                       | UnsupportedAuthentication
            'authenticationType': 'Basic', 'userName': 'u'                    | UnresolvedSecret
            'authenticationType': 'Anonymous', 'enableServerCertificateValidation': false | UnsupportedSetting
            """)
    void whoAsksIsChecked(String service, ErrorCode code) {
        service(service);

        assertThat(check(LOCATION, store("'requestMethod': 'GET'")))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(code);
                    assertThat(issue.span().file()).endsWith("Web.json");
                });
    }

    /** All that is wrong in dataset, source and linked service is found at once. */
    @Test
    void everythingIsFoundAtOnce() {
        service("'authenticationType': 'Windows'");

        assertThat(check(
                        "{'location': {'type': 'HttpServerLocation', 'relativeUrl': ['a']}, 'columnDelimiter': ''}",
                        store("'requestMethod': 'PUT', 'requestTimeout': 'x'")))
                .extracting(Issue::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.UnsupportedAuthentication,
                        ErrorCode.InvalidProperty,
                        ErrorCode.UnsupportedSetting,
                        ErrorCode.InvalidProperty,
                        ErrorCode.InvalidProperty);
    }

    @Test
    void whatOnlyTheRunKnowsIsNotMissing() {
        assertThat(check(
                        "{'location': {'type': 'HttpServerLocation', 'relativeUrl': '@pipeline().RunId'}}",
                        store("'requestMethod': '@if(true, #GET#, pipeline().RunId)', 'requestBody':"
                                + " '@pipeline().RunId', 'additionalHeaders': '@pipeline().RunId', 'requestTimeout':"
                                + " '@pipeline().RunId'")))
                .isEmpty();
    }

    /** "Copy activity (source/-)", "Lookup activity", and nothing else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Copy        | Linked service 'Web' is of type 'HttpServer', which Data Factory does not write to.
            Binary      | Linked service 'Web' is of type 'HttpServer', which Data Factory does not write to.
            Delete      | Linked service 'Web' is of type 'HttpServer', which Data Factory deletes nothing of.
            GetMetadata | activity 'C' looks at dataset 'In' of type 'DelimitedText', of which Data Factory has no metadata.
            """)
    void itIsASourceOnly(String activity, String message) {
        factory.dataset("In", activity.equals("Binary") ? "Binary" : "DelimitedText", "Web", json(LOCATION))
                .dataset(
                        "Out",
                        activity.equals("Binary") ? "Binary" : "DelimitedText",
                        "Blob",
                        json("{'location': {'type': 'AzureBlobStorageLocation', 'container': 'c'}}"))
                .pipeline(
                        "P",
                        switch (activity) {
                            case "Copy" -> copy(
                                    "C",
                                    "Out",
                                    json("{'type': 'DelimitedTextSource'}"),
                                    "In",
                                    json("{'type': 'DelimitedTextSink'}"));
                            case "Binary" -> copy(
                                    "C", "Out", json("{'type': 'BinarySource'}"), "In", json("{'type': 'BinarySink'}"));
                            default -> json("{'name': 'C', 'type': '" + activity + "', 'typeProperties': {'dataset':"
                                    + " {'referenceName': 'In', 'type': 'DatasetReference'}"
                                    + (activity.equals("Delete")
                                            ? ", 'enableLogging': false}}"
                                            : ", 'fieldList': ['exists']}}"));
                        });

        assertThat(check()).extracting(Issue::message).containsExactly(message);
    }

    @Test
    void noDataFlowReadsIt() {
        factory.dataset("In", "DelimitedText", "Web", json(LOCATION))
                .dataset(
                        "Out",
                        "DelimitedText",
                        "Blob",
                        json("{'location': {'type': 'AzureBlobStorageLocation', 'container': 'c'}}"));
        factory.write(
                "dataflow/F.json",
                json("{'name': 'F', 'properties': {'type': 'MappingDataFlow', 'typeProperties': {"
                        + "'sources': [{'name': 's', 'dataset': {'referenceName': 'In', 'type': 'DatasetReference'}}],"
                        + "'sinks': [{'name': 'o', 'dataset': {'referenceName': 'Out', 'type': 'DatasetReference'}}],"
                        + "'transformations': [],"
                        + "'scriptLines': ['source(allowSchemaDrift: true) ~> s', 's sink() ~> o']}}}"));

        assertThat(check())
                .extracting(Issue::message)
                .contains("Linked service 'Web' is of type 'HttpServer', which Data Factory has not in data flows.");
    }
}
