package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.RestFactory.json;
import static io.cosmosdataflow.testing.RestFactory.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.RestFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} says of definitions of REST sources. */
class RestDefinitionsTest {

    @TempDir
    Path directory;

    private RestFactory factory;

    @BeforeEach
    void aService() {
        factory = RestFactory.of(LocalRuns.in(directory), "'authenticationType': 'Anonymous', 'url': 'https://h/api'");
    }

    private List<Issue> check() {
        return DataFactory.load(factory.files().directory()).check();
    }

    private List<Issue> check(String dataset, String source) {
        factory.resource(dataset).files().pipeline("P", RestFactory.lookup(source(source), true));
        return check();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'paginationRules': {'AbsoluteURI': '$.next'} | 'AbsoluteURI' in paginationRules of source of activity 'Look' is no rule, which is not understood.
            'paginationRules': {'QueryParameters': '$.next'} | 'QueryParameters' in paginationRules of source of activity 'Look' is no rule, which is not understood.
            'paginationRules': {'AbsoluteUrl': 'RANGE:0:1:1'} | 'AbsoluteUrl' in paginationRules of source of activity 'Look' is 'RANGE:0:1:1', which is not understood.
            'paginationRules': {'Headers.a': 'RARNGE:0:100:10'} | 'Headers.a' in paginationRules of source of activity 'Look' is 'RARNGE:0:100:10', which is not understood.
            'paginationRules': {'Headers.a': 'RANGE:0:100:0'} | 'Headers.a' in paginationRules of source of activity 'Look' is 'RANGE:0:100:0', which is not understood.
            'paginationRules': {'Headers.a': 'RANGE:5:1:1'} | 'Headers.a' in paginationRules of source of activity 'Look' is 'RANGE:5:1:1', which is not understood.
            'paginationRules': {'Headers.a': '$..next'} | 'Headers.a' in paginationRules of source of activity 'Look' is '$..next', which is not understood.
            'paginationRules': {'EndCondition:$.a': 'Blank'} | 'EndCondition:$.a' in paginationRules of source of activity 'Look' is 'Blank', which is not understood.
            'paginationRules': {'EndCondition:a': 'Empty'} | 'EndCondition:a' in paginationRules of source of activity 'Look' is 'Empty', which is not understood.
            'paginationRules': {'AbsoluteUrl.{p}': 'RANGE:0:1:1'} | 'paginationRules' of source of activity 'Look' have values for {p}, which is not in the URL.
            'paginationRules': {'Headers.{p}': 'RANGE:0:1:1'} | 'paginationRules' of source of activity 'Look' have values for {p}, which is not in the additionalHeaders.
            'paginationRules': {'MaxRequestNumber': 'x'} | 'MaxRequestNumber' of paginationRules of source of activity 'Look' must be a whole number from 1 to 2147483647, not "x".
            'requestMethod': 'PUT' | 'requestMethod' of source of activity 'Look' is 'PUT'; allowed: GET, POST.
            'additionalHeaders': ['a'] | 'additionalHeaders' of source of activity 'Look' must be an object, and is an array.
            'httpRequestTimeout': 'soon' | 'httpRequestTimeout' of source of activity 'Look' is 'soon', which is no timespan.
            """)
    void whatIsWrongIsSaidWhereItStands(String source, String message) {
        assertThat(check("'relativeUrl': 'a'", source)).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.message()).isEqualTo(message);
            assertThat(issue.span().file()).endsWith("P.json");
        });
    }

    /** All that is wrong in dataset, source and linked service is found at once. */
    @Test
    void everythingIsFoundAtOnce() {
        factory.files()
                .linkedService("Api", "RestService", json("{'url': 'https://h', 'authenticationType': 'Basic'}"));

        assertThat(check("'relativeUrl': ['a']", "'requestMethod': 'PUT', 'paginationRules': {'x': 'y'}"))
                .extracting(Issue::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.MissingProperty,
                        ErrorCode.UnresolvedSecret,
                        ErrorCode.InvalidProperty,
                        ErrorCode.InvalidProperty,
                        ErrorCode.InvalidProperty);
    }

    @Test
    void whatOnlyTheRunKnowsIsNotMissing() {
        assertThat(check(
                        "'relativeUrl': '@concat(pipeline().RunId, #/{p}#)'",
                        "'requestMethod': '@if(true, #GET#, pipeline().RunId)', 'requestBody': '@pipeline().RunId',"
                                + " 'additionalHeaders': {'a': '@pipeline().RunId'}, 'paginationRules':"
                                + " {'AbsoluteUrl.{p}': '@concat(#RANGE:0:#, pipeline().RunId)'},"
                                + " 'httpRequestTimeout': '@pipeline().RunId'"))
                .isEmpty();
    }

    @Test
    void noRestServiceIsWrittenTo() {
        factory.resource("")
                .files()
                .container("Items", "items")
                .pipeline(
                        "P",
                        copy("C", "Items", "{\"type\": \"CosmosDbSqlApiSource\"}", "In", "{\"type\": \"RestSink\"}"));

        assertThat(DataFactory.load(factory.files().directory())
                        .withLocalStores(LocalRuns.in(directory).stores())
                        .check())
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(ErrorCode.UnsupportedDataset);
                    assertThat(issue.message())
                            .isEqualTo("Dataset 'In' is that of a REST service, which this version cannot write to.");
                });
    }

    @Test
    void noDataFlowReadsIt() {
        factory.resource("")
                .files()
                .file("Out", "Json", "out", "")
                .dataFlow(
                        "F",
                        Map.of("S", "In"),
                        Map.of("T", "Out"),
                        "source(output(a as string), allowSchemaDrift: true, validateSchema: false) ~> S\n"
                                + "S sink(allowSchemaDrift: true, validateSchema: false) ~> T");

        assertThat(DataFactory.load(factory.files().directory())
                        .withLocalStores(LocalRuns.in(directory).stores())
                        .check())
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(ErrorCode.UnsupportedLinkedService);
                    assertThat(issue.message()).contains("which data flows cannot use as a source or sink");
                });
    }
}
