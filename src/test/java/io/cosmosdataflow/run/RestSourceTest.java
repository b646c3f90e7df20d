package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.RestFactory.json;
import static io.cosmosdataflow.testing.RestFactory.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.RestFactory;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import io.cosmosdataflow.testing.WebServer.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: Microsoft Learn, connector-rest, "Linked service properties", "Dataset properties", "REST as source". */
class RestSourceTest {

    @TempDir
    Path directory;

    private LocalRuns runs;
    private WebServer server;
    private RestFactory factory;

    @BeforeEach
    void aServer() throws IOException {
        server = WebServer.start();
        runs = LocalRuns.onServers(directory);
        factory = service("'authenticationType': 'Anonymous'");
    }

    private RestFactory service(String properties) {
        return RestFactory.of(runs, properties + ", 'url': '" + server.url("/api") + "'");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Asked asked() {
        return server.asked().get(0);
    }

    /** "{URL specified in linked service}/{relative URL specified in dataset}". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ``                                                    | /api
            'relativeUrl': 'a/b?c=d e'                            | /api/a/b?c=d%20e
            'relativeUrl': '/a'                                   | /api/a
            'relativeUrl': '?a=b'                                 | /api?a=b
            'relativeUrl': '@concat(#a/#, pipeline().Pipeline)'   | /api/a/P
            """)
    void theRelativeUrlGoesBehindThatOfTheService(String properties, String expected) {
        Stream.of("/api", "/api/a", "/api/a/b", "/api/a/P").forEach(path -> server.on(path, Answer.of(200, "{}")));

        factory.resource(properties).documents(source());

        assertThat(server.requests()).containsExactly("GET " + expected);
    }

    /** "REST connector ignores any Accept header"; what older datasets say is said by the source, if it is there too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            - | -                                                        | GET ``           | -    | -
            - | 'requestMethod': 'Post', 'requestBody': 'a=b', 'additionalHeaders': {'x-user-defined': 'helloworld', 'Accept': 'text/csv', 'content-type': 'text/plain'} | POST `a=b` | helloworld | text/plain
            - | 'requestMethod': 'POST', 'requestBody': {'n': 1.10}, 'additionalHeaders': '{\\"x-user-defined\\": 7}' | POST `{"n":1.10}` | 7 | application/json
            - | 'requestBody': 'not sent'                                | GET ``           | -    | -
            'requestMethod': 'POST', 'requestBody': 'a', 'additionalHeaders': {'x-user-defined': 'y'} | - | POST `a` | y | application/json
            'requestMethod': 'POST', 'requestBody': 'a', 'additionalHeaders': {'x-user-defined': 'y'} | 'requestBody': 'b', 'additionalHeaders': {} | POST `b` | - | application/json
            """)
    void methodBodyAndHeadersArrive(String dataset, String more, String expected, String header, String contentType) {
        server.on("/api", Answer.of(200, "{}"));

        factory.resource(dataset.equals("-") ? "" : dataset)
                .documents(more.equals("-") ? source() : source(more.replace("\\\\", "\\")));

        assertThat(asked().method() + " `" + asked().body() + "`").isEqualTo(expected);
        assertThat(asked().header("x-user-defined").orElse("-")).isEqualTo(header);
        assertThat(asked().header("Content-Type").orElse("-")).isEqualTo(contentType);
        assertThat(asked().header("Accept")).contains("application/json");
    }

    /** RFC 7617: user:secret in Base64. */
    @Test
    void whoAsksIsTold() {
        server.on("/api", Answer.of(200, "{}"));

        service("'authenticationType': 'Basic', 'userName': 'user', 'password': {'type': 'SecureString', 'value':"
                        + " 'secret'}, 'authHeaders': {'x-api-key': {'type': 'SecureString', 'value': 'k'}}")
                .resource("")
                .documents(source());

        assertThat(asked().header("Authorization")).contains("Basic dXNlcjpzZWNyZXQ=");
        assertThat(asked().header("x-api-key")).contains("k");
    }

    /** An array gives its items; a document keeps its digits. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            [{"a": 1.10, "b": [null, 12345678901234567890.5]}, {"é": "\\n"}] | {"a":1.10,"b":[null,12345678901234567890.5]} {"é":"\\n"}
            {"value": [{"a": 1}, {"a": 2}]} | {"value":[{"a":1},{"a":2}]}
            [] | ``
            `` | ``
            """)
    void anAnswerIsADocumentOrAnArrayOfThem(String body, String documents) {
        server.on("/api", Answer.of(200, body));

        assertThat(String.join(" ", factory.resource("").documents(source()))).isEqualTo(documents);
    }

    /** The first page tells the columns, and counts once. */
    @Test
    void aCopyToColumnsWithoutAMappingAsksForEachPageOnce() throws IOException {
        String first = "[{\"id\":7,\"name\":\"a\"},{\"id\":8,\"name\":null}]";
        String second = "[{\"id\":9,\"name\":\"b\"}]";
        server.on(
                "/api/orders",
                Answer.of(200, first).with("Link", "</api/orders?page=2>; rel=next"),
                Answer.of(200, second));

        PipelineResult result = copyToCsv("");

        assertThat(Files.readAllLines(directory.resolve("out/a.csv"))).containsExactly("id,name", "7,a", "8,", "9,b");
        assertThat(server.requests()).containsExactly("GET /api/orders", "GET /api/orders?page=2");
        assertThat(result.record()
                        .activity("C")
                        .orElseThrow()
                        .output()
                        .get("dataRead")
                        .asInt())
                .isEqualTo(first.length() + second.length());
    }

    /** Mapped as documents of files are: the members of the collection, with one of what is around it. */
    @Test
    void aCopyMapsTheItemsOfEachPage() throws IOException {
        server.on(
                "/api/orders",
                request -> Answer.of(
                        200,
                        request.uri().endsWith("1")
                                ? "{\"page\":1,\"value\":[{\"id\":7,\"price\":1.25},{\"id\":8,\"price\":2}]}"
                                : "{\"page\":2,\"value\":[{\"id\":9}]}"));
        PipelineResult result = copyToCsv(
                "'translator': {'type': 'TabularTranslator', 'collectionReference': '$[#value#]', 'mappings': ["
                        + "{'source': {'path': '[#id#]'}, 'sink': {'name': 'id'}},"
                        + "{'source': {'path': '[#price#]'}, 'sink': {'name': 'price'}},"
                        + "{'source': {'path': '$[#page#]'}, 'sink': {'name': 'page'}}]},",
                "'paginationRules': {'QueryParameters.page': 'RANGE:1:2:1'}");

        assertThat(Files.readAllLines(directory.resolve("out/a.csv")))
                .containsExactly("id,price,page", "7,1.25,1", "8,2,1", "9,,2");
        assertThat(result.record()
                        .activity("C")
                        .orElseThrow()
                        .output()
                        .get("rowsCopied")
                        .asInt())
                .isEqualTo(3);
    }

    /** @param translator a member of the activity with a comma behind it, or nothing */
    private PipelineResult copyToCsv(String translator, String... more) {
        String sink = "{'type': 'DelimitedTextSink', 'formatSettings':"
                + " {'type': 'DelimitedTextWriteSettings', 'quoteAllText': false}}";
        factory.resource("'relativeUrl': 'orders'")
                .files()
                .linkedService("Share", "FileServer", json("{'host': '" + directory + "', 'userId': 'u'}"))
                .dataset(
                        "Out",
                        "DelimitedText",
                        "Share",
                        json("{'location': {'type': 'FileServerLocation', 'folderPath': 'out', 'fileName': 'a.csv'},"
                                + " 'columnDelimiter': ',', 'rowDelimiter': '\\n', 'firstRowAsHeader': true}"))
                .pipeline(
                        "C",
                        copy("C", "In", source(more), "Out", json(sink))
                                .replace("\"sink\":", json(translator) + " \"sink\":"));
        PipelineResult result = runs.run("C", RunOptions.NONE);
        assertThat(result.failures()).isEmpty();
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            404 | no such thing                 | GET URL/api?sig=*** answered 404: no such thing
            302 | ``                            | GET URL/api?sig=*** answered 302, and nothing else.
            401 | Bearer tokentoken is too old  | GET URL/api?sig=*** answered 401: *** is too old
            200 | <html>                        | The answer to GET URL/api?sig=*** is no JSON document, or array of them: line 1 (byte 0): an object is expected, and there is something else.
            200 | [{"a":1}, 2]                  | The answer to GET URL/api?sig=*** is no JSON document, or array of them: line 1 (byte 10): an object is expected, and there is a number.
            200 | {"a":1                        | The answer to GET URL/api?sig=*** is no JSON document, or array of them: line 1 (byte 0): the object that starts here has no end.
            """)
    void whatGoesWrongIsSaidWithoutSecrets(int status, String body, String message) {
        server.on("/api", Answer.of(status, body));

        JobException failure = factory.resource("'relativeUrl': '?sig=hidden'")
                .failure(source("'additionalHeaders': {'Authorization': 'Bearer tokentoken'}"));

        assertThat(failure.code()).isEqualTo(ErrorCode.HttpCallFailed);
        assertThat(failure.getMessage())
                .contains(message.replace("URL", server.url("")))
                .contains("Api.json:1:")
                .doesNotContain("hidden")
                .doesNotContain("tokentoken");
    }

    @Test
    void aRefusalThatPassesIsOutlasted() {
        server.on(
                "/api",
                Answer.of(429, "").with("Retry-After", "0"),
                Answer.of(503, "").with("Retry-After", "0"),
                Answer.of(200, "{\"a\":1}"));

        assertThat(factory.resource("").documents(source())).containsExactly("{\"a\":1}");
    }

    @Test
    void whoDoesNotAnswerInTimeIsGivenUp() {
        server.on("/api", request -> {
            pause(Duration.ofMinutes(5));
            return Answer.of(200, "{}");
        });
        Instant start = Instant.now();

        assertThat(factory.resource("")
                        .failure(source("'httpRequestTimeout': '00:00:01'"))
                        .getMessage())
                .contains("got no answer within 1 s");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(2));
    }

    /** What ends an activity ends its request, which would take five minutes. */
    @Test
    void anActivityThatIsEndedWaitsForNobody() {
        server.on("/api", request -> {
            pause(Duration.ofMinutes(5));
            return Answer.of(200, "{}");
        });
        factory.resource("")
                .files()
                .pipeline(
                        "P",
                        RestFactory.lookup(source("'httpRequestTimeout': '00:10:00'"), true)
                                .replaceFirst(
                                        "\"typeProperties\"",
                                        json("'policy': {'timeout': '00:00:02'}, 'typeProperties'")));
        Instant start = Instant.now();

        assertThat(runs.run("P", RunOptions.NONE).failures())
                .singleElement()
                .extracting(JobException::code)
                .isEqualTo(ErrorCode.RunTimedOut);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(2));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** "The default value is 00:00:01"; the form with milliseconds is that of the authoring tool. */
    @ParameterizedTest
    @CsvSource({"'', 1000", "\"requestInterval\": \"00.00:00:00.300\", 300"})
    void pagesAreAskedForAtAPace(String interval, long millis) {
        server.on("/api", Answer.of(200, "{}"));
        Instant start = Instant.now();

        factory.resource("")
                .documents("{\"type\": \"RestSource\"" + (interval.isEmpty() ? "" : ", " + interval)
                        + ", \"paginationRules\": {\"QueryParameters.p\": \"RANGE:1:3:1\"}}");

        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(2 * millis));
    }
}
