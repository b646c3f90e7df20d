package io.cosmosdataflow.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected outputs: Microsoft Learn, control-flow-web-activity, and outputs that users have published. */
class WebActivityTest {

    private static final int FOUR_MEGABYTES = 4 * 1024 * 1024;

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory());
        server = WebServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** @param typeProperties members with apostrophes for quotation marks; {@code URL} is that of the server */
    private String web(String typeProperties) {
        return "{\"name\": \"Ask\", \"type\": \"WebActivity\", \"typeProperties\": {"
                + typeProperties.replace('\'', '"').replace('#', '\'').replace("URL", server.url("")) + "}}";
    }

    private PipelineResult run(String... activities) {
        factory.pipeline("P", activities);
        return runs.run("P", RunOptions.NONE);
    }

    private static ActivityRecord record(PipelineResult result) {
        return result.record().activity("Ask").orElseThrow();
    }

    private JsonNode output(String typeProperties) {
        PipelineResult result = run(web(typeProperties));
        assertThat(result.failures()).isEmpty();
        return record(result).output();
    }

    private JobException failure(String activity) {
        List<JobException> failures = run(activity).failures();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            GET    |                                                          | GET    | ``                   | -
            GET    | , 'body': 'not sent'                                     | GET    | ``                   | -
            Post   | , 'body': {'a': {'b': [1.10, null]}}                     | POST   | {"a":{"b":[1.10,null]}} | application/json
            POST   | , 'body': 'a=b', 'headers': {'content-type': 'text/plain'} | POST  | a=b                  | text/plain
            POST   | , 'body': {'value': '@createArray(1, concat(#a#, pipeline().Pipeline))', 'type': 'Expression'} | POST | [1,"aP"] | application/json
            POST   | , 'body': {'id': '@{pipeline().Pipeline}-1', 'n': '@add(1, 2)'} | POST | {"id":"P-1","n":3} | application/json
            PUT    | , 'body': ''                                             | PUT    | ``                   | application/json
            PATCH  | , 'body': 7                                              | PATCH  | 7                    | application/json
            DELETE |                                                          | DELETE | ``                   | -
            DELETE | , 'body': {'a': true}                                    | DELETE | {"a":true}           | application/json
            """)
    void methodAndBodyArriveAsTheyAreWritten(
            String method, String more, String asked, String body, String contentType) {
        server.on("/a", Answer.of(200, "{}"));

        output("'method': '" + method + "', 'url': 'URL/a?b=c'" + (more == null ? "" : more));

        assertThat(server.asked()).singleElement().satisfies(request -> {
            assertThat(request.method() + " " + request.uri()).isEqualTo(asked + " /a?b=c");
            assertThat(request.body()).isEqualTo(body);
            assertThat(request.header("Content-Type").orElse("-")).isEqualTo(contentType);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'A-B': 'x', 'n': 7, 'none': null}",
                "'{\\\"A-B\\\": \\\"x\\\", \\\"n\\\": 7}'",
                "{'value': '@json(concat(#{#, pipeline().parameters.rest))', 'type': 'Expression'}"
            })
    void headersAreAnObjectOrItsText(String headers) {
        server.on("/a", Answer.of(200, "{}"));
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {"activities": [%s], "parameters": {"rest":
                  {"type": "string", "defaultValue": "\\"A-B\\": \\"x\\", \\"n\\": 7}"}}}}"""
                        .formatted(web("'method': 'GET', 'url': 'URL/a', 'headers': " + headers)));

        assertThat(runs.run("P", RunOptions.NONE).failures()).isEmpty();
        assertThat(server.asked().get(0).header("A-B")).contains("x");
        assertThat(server.asked().get(0).header("n")).contains("7");
        assertThat(server.asked().get(0).header("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"a": 1.10, "value": [{"b": null}]} | {"a":1.10,"value":[{"b":null}]}
            {}              | {}
            ``              | {"Response":""}
            done            | {"Response":"done"}
            [1, {"a": 2}]   | {"Response":"[1, {\\"a\\": 2}]"}
            7               | {"Response":"7"}
            {"a": 1} x      | {"Response":"{\\"a\\": 1} x"}
            """)
    void theMembersOfAnObjectOrTheTextAreTheOutput(String answer, String output) throws IOException {
        server.on("/a", Answer.of(200, answer).with("Operation-Location", "L").with("x-ms-request-id", "R"));

        JsonNode given = output("'method': 'GET', 'url': 'URL/a'");

        assertThat(given.toString()).startsWith(output.substring(0, output.length() - 1));
        assertThat(given.size()).isEqualTo(new ObjectMapper().readTree(output).size() + 4);
        assertThat(given.at("/ADFWebActivityResponseHeaders/Operation-Location").asText())
                .isEqualTo("L");
        assertThat(given.at("/ADFWebActivityResponseHeaders/x-ms-request-id").asText())
                .isEqualTo("R");
        assertThat(given.get("ADFHttpStatusCodeInResponse").asText()).isEqualTo("200");
        assertThat(given.get("effectiveIntegrationRuntime").asText()).isEqualTo("cosmos-dataflow (Apache Spark)");
        assertThat(given.get("executionDuration").isNumber()).isTrue();
    }

    /** What pipelines do with it: a token of one call in a header of the next. */
    @Test
    void anAnswerIsUsedByTheActivitiesAfterIt() {
        server.on("/token", Answer.of(200, "{\"access_token\": \"T1\"}")).on("/list", Answer.of(200, "[3, 4]"));
        String next = web("'method': 'GET', 'url': {'value': '@concat(#URL/li#, #st#)', 'type': 'Expression'},"
                        + " 'headers': {'Authorization': 'Bearer @{activity(#Ask#).output.access_token}'}")
                .replace("\"Ask\", \"type\"", "\"Next\", \"dependsOn\": [{\"activity\": \"Ask\"}], \"type\"");
        String filter = "{\"name\": \"Then\", \"type\": \"Filter\", \"dependsOn\": [{\"activity\": \"Next\"}],"
                + " \"typeProperties\": {\"items\": \"@json(activity('Next').output.Response)\","
                + " \"condition\": \"@greater(item(), 3)\"}}";

        PipelineResult result = run(web("'method': 'POST', 'url': 'URL/token', 'body': {}"), next, filter);

        assertThat(result.failures()).isEmpty();
        assertThat(server.asked().get(1).header("Authorization")).contains("Bearer T1");
        assertThat(result.record()
                        .activity("Then")
                        .orElseThrow()
                        .output()
                        .get("Value")
                        .toString())
                .isEqualTo("[4]");
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "404", "409", "429", "500", "503", "304"})
    void anAnswerOfAFailureFailsIt(int status) {
        server.on("/a", Answer.of(status, status == 304 ? "" : "{\"why\": \"no\"}"));

        PipelineResult result = run(web("'method': 'POST', 'url': 'URL/a?sig=K1', 'body': {}"));

        assertThat(server.asked()).as("nobody repeats what may have been done").hasSize(1);
        ActivityRecord.Failure error = record(result).course().error().orElseThrow();
        assertThat(error.code()).isEqualTo("2108");
        assertThat(error.message())
                .isEqualTo("POST " + server.url("/a?sig=***") + " answered " + status
                        + (status == 304 ? ", and nothing else." : ": {\"why\": \"no\"}"));
        assertThat(result.failures()).extracting(JobException::code).containsExactly(ErrorCode.HttpCallFailed);
    }

    /**
     * A gateway that repeats what it was told. RFC 7617: user:longsecret in Base64. A message has 1,000 characters of the
     * answer, where the secret is shown in full, or cut.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            'authentication': {'type': 'Basic', 'username': 'user', 'password': 'longsecret'} | dXNlcjpsb25nc2VjcmV0 | 0
            'headers': {'Authorization': 'Bearer dXNlcjpsb25n'}                               | dXNlcjpsb25n         | 0
            'headers': {'x-api-key': 'dXNlcjpsb25n'}                                          | dXNlcjpsb25n         | 0
            'headers': {'x-api-key': 'dXNlcjpsb25n'}                                          | dXNlcjpsb25n         | 990
            """)
    void whatProvesWhoAsksIsNotShown(String setting, String secret, int before) {
        server.on(
                "/a",
                asked -> Answer.of(
                        401,
                        "x".repeat(before)
                                + asked.header("Authorization")
                                        .or(() -> asked.header("x-api-key"))
                                        .orElseThrow()));

        JobException failure = failure(web("'method': 'GET', 'url': 'URL/a', " + setting));

        assertThat(failure).hasMessageContaining("***").hasMessageNotContaining(secret.substring(0, 4));
    }

    /** A password is known in the form of a header alone; a key of the address is not shown there either. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            'authentication': {'type': 'Basic', 'username': 'user', 'password': 'long/secret'} | ``       | long/secret
            'authentication': {'type': 'Basic', 'username': 'user', 'password': 'long/secret'} | ``       | long%2Fsecret
            'headers': {'Authorization': 'Basic dXNlcjpsb25nL3NlY3JldA=='}                    | ``       | long/secret
            'headers': {'Authorization': 'Bearer long/secret'}                                | ``       | long%2fsecret
            'headers': {'x-api-key': 'long/secret'}                                           | ``       | bG9uZy9zZWNyZXQ=
            'headers': {}                                                       | ?sig=long%2Fsecret     | long/secret
            """)
    void whatProvesWhoAsksIsNotShownInAnotherForm(String setting, String query, String echo) {
        server.on("/a", asked -> Answer.of(401, "<" + echo + ">"));

        JobException failure =
                failure(web("'method': 'GET', 'url': 'URL/a" + query.replace("``", "") + "', " + setting));

        assertThat(failure).hasMessageContaining("<***>").hasMessageNotContaining(echo);
    }

    @Test
    void itsPolicySaysHowOftenItIsTried() {
        server.on("/a", Answer.of(500, ""), Answer.of(200, "{}"));
        String patient = web("'method': 'GET', 'url': 'URL/a'")
                .replace(
                        "\"typeProperties\"",
                        "\"policy\": {\"retry\": 1, \"retryIntervalInSeconds\": 30}, \"typeProperties\"");

        PipelineResult result = run(patient);

        assertThat(result.failures()).isEmpty();
        assertThat(record(result).attempts()).isEqualTo(2);
    }

    @Test
    void noAnswerHasACodeOfItsOwn() throws IOException {
        String url;
        try (WebServer gone = WebServer.start()) {
            url = gone.url("/a");
        }

        PipelineResult result = run(web("'method': 'GET', 'url': '" + url + "'"));

        assertThat(record(result).course().error().orElseThrow().code()).isEqualTo("2128");
    }

    /** "The maximum supported output response payload size is 4 MB." */
    @ParameterizedTest
    @CsvSource({FOUR_MEGABYTES + ",false", (FOUR_MEGABYTES + 1) + ",true"})
    void moreThanFourMegabytesFail(int length, boolean fails) {
        server.on("/a", Answer.of(200, "x".repeat(length)));

        PipelineResult result = run(web("'method': 'GET', 'url': 'URL/a'"));

        assertThat(result.failures()).hasSize(fails ? 1 : 0);
        result.failures().forEach(failure -> assertThat(failure).hasMessageContaining("it has more than 4 MB"));
    }

    /** "it continues to invoke HTTP GET call on location given in http response headers" */
    @Test
    void workThatGoesOnIsAskedForUntilItIsDone() {
        server.on("/start", Answer.of(202, "").with("Location", "/state/1").with("Retry-After", "0"))
                .on(
                        "/state/1",
                        Answer.of(503, ""),
                        Answer.of(202, "").with("Retry-After", "0"),
                        Answer.of(202, "").with("Location", "/state/2").with("Retry-After", "1"))
                .on("/state/2", Answer.of(200, "{\"done\": true}"));
        long start = System.nanoTime();

        JsonNode output = output("'method': 'POST', 'url': 'URL/start', 'body': {}, 'headers': {'X-Key': 'k'},"
                + " 'authentication': {'type': 'Basic', 'username': 'u', 'password': 'p'}");

        assertThat(output.get("done").asBoolean()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.requests())
                .containsExactly("POST /start", "GET /state/1", "GET /state/1", "GET /state/1", "GET /state/2");
        assertThat(server.asked()).allSatisfy(asked -> {
            assertThat(asked.header("X-Key")).contains("k");
            assertThat(asked.header("Authorization")).contains("Basic dTpw");
        });
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false"})
    void otherwiseTheAnswerIsTheEnd(boolean turnedOff, boolean located) {
        Answer answer = Answer.of(202, "{\"id\": 1}");
        server.on("/start", located ? answer.with("Location", "/state/1") : answer);

        JsonNode output = output("'method': 'POST', 'url': 'URL/start', 'body': {}, 'turnOffAsync': " + turnedOff);

        assertThat(output.get("id").asInt()).isEqualTo(1);
        assertThat(output.get("ADFHttpStatusCodeInResponse").asText()).isEqualTo("202");
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slow", "/accepted"})
    void aCancelledRunEndsAtOnce(String path) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/slow", request -> {
            asked.countDown();
            await(end);
            return Answer.of(200, "{}");
        });
        server.on("/accepted", request -> {
            asked.countDown();
            return Answer.of(202, "").with("Location", "/accepted").with("Retry-After", "600");
        });
        factory.pipeline("P", web("'method': 'GET', 'url': 'URL" + path + "'"));
        SharedSpark.session();
        long start = System.nanoTime();

        PipelineResult result = runs.run("P", RunOptions.NONE.withCancelled(() -> asked.getCount() == 0));

        assertThat(record(result).status()).isEqualTo(RunStatus.Cancelled);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        end.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void secureInputAndOutputAreNotShown() {
        server.on("/secret-path", Answer.of(400, "secret answer")).on("/b", Answer.of(200, "{\"token\": \"T1\"}"));
        String policy = "\"policy\": {\"secureInput\": true, \"secureOutput\": true}, \"typeProperties\"";

        JobException failure =
                failure(web("'method': 'GET', 'url': 'URL/secret-path?x=1'").replace("\"typeProperties\"", policy));
        PipelineResult result = run(web("'method': 'GET', 'url': 'URL/b'").replace("\"typeProperties\"", policy));

        assertThat(failure)
                .hasMessage("GET " + server.url("") + " answered 400; what it says is not shown (secureOutput).");
        assertThat(record(result).isSecured()).isTrue();
        assertThat(record(result).output().toString()).doesNotContain("T1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'type': 'Basic', 'username': 'u', 'password': 'p'} | Basic dTpw
            {'type': 'Basic', 'username': 'u', 'password': {'type': 'SecureString', 'value': '@pipeline().Pipeline'}} | Basic dTpQ
            {'type': 'Basic', 'username': 'u', 'password': {'type': 'AzureKeyVaultSecret', 'secretName': 's', 'store': {}}} |
            {'type': 'MSI', 'resource': 'https://management.azure.com/'} |
            {'type': 'None'} |
            """)
    void inLocalModeNobodySignsInWithAnIdentity(String authentication, String header) {
        server.on("/a", Answer.of(200, "{}"));

        output("'method': 'GET', 'url': 'URL/a', 'authentication': " + authentication);

        assertThat(server.asked().get(0).header("Authorization")).isEqualTo(Optional.ofNullable(header));
    }

    /** What an expression gives is wrong in the run, at its place; nothing is asked then. */
    @Test
    void whatOnlyTheRunKnowsIsCheckedThere() {
        JobException failure = failure(web("'method': 'GET', 'url': '@{pipeline().RunId}'"));

        assertThat(failure.code()).isEqualTo(ErrorCode.InvalidProperty);
        assertThat(failure.issues().get(0).span().toString()).contains("P.json:");
        assertThat(server.asked()).isEmpty();
    }
}
