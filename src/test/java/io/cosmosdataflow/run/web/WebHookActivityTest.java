package io.cosmosdataflow.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.http.HttpSender;
import io.cosmosdataflow.http.SendingLimits;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import io.cosmosdataflow.testing.WebServer.Asked;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What services get and say: Microsoft Learn, control-flow-webhook-activity. */
class WebHookActivityTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
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
    void nothingIsLeft() throws InterruptedException {
        server.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("callback")) {
                thread.join(5_000);
                assertThat(thread.isAlive()).as("a thread of the listener").isFalse();
            }
        }
    }

    private String hook(String more) {
        return ("{'name': 'Hook', 'type': 'WebHook', 'typeProperties': {'method': 'POST', 'url': '" + server.url("/a")
                        + "', 'headers': {'Content-Type': 'application/json'}" + more + "}}")
                .replace('\'', '"');
    }

    private PipelineResult run(String... activities) {
        factory.pipeline("P", activities);
        return runs.run("P", RunOptions.NONE);
    }

    private static ActivityRecord record(PipelineResult result) {
        return result.record().activity("Hook").orElseThrow();
    }

    private static String callBackUri(Asked asked) {
        try {
            return JSON.readTree(asked.body()).path("callBackUri").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private int call(String method, String uri, String body) {
        WebRequest request = new WebRequest(
                method,
                WebAddress.of(uri),
                Map.of("Content-Type", "application/json"),
                Optional.of(body),
                HttpAuthentication.ANONYMOUS);
        int status = new HttpSender(SendingLimits.of(Duration.ofSeconds(10)))
                .send(request)
                .status();
        statuses.add(status);
        return status;
    }

    /** A service that calls back before it answers, which is the hardest for who waits. */
    private void service(Function<Asked, String> says) {
        server.on("/a", asked -> {
            call("POST", callBackUri(asked), says.apply(asked));
            return Answer.of(202, "").with("Location", "/never-asked");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"a": 1.10, "Error": {"Message": "m"}, "StatusCode": 500} | {"a":1.10,"Error":{"Message":"m"},"StatusCode":500,
            ``      | {
            [1, 2]  | {"Response":"[1, 2]",
            """)
    void whatTheServiceSaysIsTheOutput(String said, String output) {
        service(asked -> said);

        PipelineResult result = run(hook(", 'body': {'key': {'n': 1.10}}"));

        assertThat(result.failures()).isEmpty();
        assertThat(record(result).output().toString()).startsWith(output);
        assertThat(record(result).output().has("effectiveIntegrationRuntime")).isTrue();
        assertThat(statuses).containsExactly(200);
        assertThat(server.asked().get(0).body())
                .startsWith("{\"key\":{\"n\":1.10},\"callBackUri\":\"http://localhost:");
        assertThat(server.requests()).containsExactly("POST /a");
    }

    /** The page's example, and parts of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"Output": {"testProp": "v"}, "StatusCode": "200"} | {"testProp":"v", | ``
            {"Output": {"testProp": "v"}} | {"testProp":"v", | ``
            {"Output": [1]} | {"Output":[1], | ``
            {} | {"effectiveIntegrationRuntime" | ``
            {"Output": {"testProp": "v"}, "Error": {"ErrorCode": "testErrorCode", "Message": "shown"}, "StatusCode": "403"} | testErrorCode | The service has called back with a failure, status 403: shown
            {"StatusCode": 400} | 400 | The service has called back with a failure, status 400.
            {"Error": {"Message": "shown"}, "StatusCode": "200"} | 2108 | The service has called back with a failure, status 200: shown
            """)
    void aReportedStatusCounts(String said, String given, String message) {
        service(asked -> said);

        PipelineResult result = run(hook(", 'body': {}, 'reportStatusOnCallBack': true"));

        if (message.isEmpty()) {
            assertThat(result.failures()).isEmpty();
            assertThat(record(result).output().toString()).startsWith(given);
        } else {
            ActivityRecord.Failure error = record(result).course().error().orElseThrow();
            assertThat(error.code()).isEqualTo(given);
            assertThat(error.message()).isEqualTo(message);
        }
    }

    /** Only who knows the address is heard, once, and with JSON. */
    @Test
    void whoeverElseCallsIsNotHeard() {
        server.on("/a", asked -> {
            String uri = callBackUri(asked);
            String server = uri.substring(0, uri.lastIndexOf('/'));
            assertThat(call("POST", server + "/", "{}")).isEqualTo(404);
            assertThat(call("POST", server + "/abc", "{}")).isEqualTo(404);
            assertThat(call("PUT", uri, "{}")).isEqualTo(405);
            assertThat(call("POST", uri, "{\"a\": ")).isEqualTo(400);
            assertThat(call("POST", uri, "\"" + "x".repeat(4 << 20) + "\"")).isEqualTo(413);
            assertThat(call("POST", uri, "{\"first\": true}")).isEqualTo(200);
            assertThat(call("POST", uri, "{\"second\": true}")).isEqualTo(404);
            return Answer.of(200, "");
        });

        PipelineResult result = run(hook(", 'body': {}"));

        assertThat(statuses).containsExactly(404, 404, 405, 400, 413, 200, 404);
        assertThat(record(result).output().has("first")).isTrue();
    }

    @Test
    void hooksSideBySideAreToldApart() {
        Set<String> uris = new HashSet<>();
        service(asked -> {
            synchronized (uris) {
                uris.add(callBackUri(asked));
            }
            return "{\"of\": " + asked.body() + "}";
        });
        String each = "{\"name\": \"Each\", \"type\": \"ForEach\", \"typeProperties\": {\"items\": \"@range(0, 6)\","
                + " \"activities\": [" + hook(", 'body': {'n': '@item()'}") + "]}}";

        PipelineResult result = run(each);

        assertThat(result.failures()).isEmpty();
        assertThat(uris).hasSize(6);
        for (int i = 0; i < 6; i++) {
            JsonNode of = result.record()
                    .activity("Each[" + i + "]/Hook")
                    .orElseThrow()
                    .output()
                    .get("of");
            assertThat(of.get("n").asInt()).isEqualTo(i);
        }
    }

    @Test
    void nobodyWhoCallsBackInTimeFailsIt() {
        server.on("/a", Answer.of(200, ""));

        PipelineResult result = run(hook(", 'body': {}, 'timeout': '00:00:01'"));

        ActivityRecord.Failure error = record(result).course().error().orElseThrow();
        assertThat(error.code()).isEqualTo("TimedOut");
        assertThat(error.message())
                .startsWith("Nobody has called back within 1 s after POST " + server.url("/a") + ".");
        assertThat(result.failures()).extracting(JobException::code).containsExactly(ErrorCode.RunTimedOut);
    }

    @Test
    void aServiceThatRefusesFailsIt() {
        server.on("/a", Answer.of(403, "no"));

        PipelineResult result = run(hook(", 'body': {}"));

        assertThat(record(result).course().error().orElseThrow().code()).isEqualTo("2108");
    }

    @Test
    void aCancelledRunEndsAtOnce() {
        server.on("/a", Answer.of(200, ""));
        factory.pipeline("P", hook(", 'body': {}"));
        SharedSpark.session();
        long start = System.nanoTime();

        PipelineResult result = runs.run(
                "P", RunOptions.NONE.withCancelled(() -> !server.asked().isEmpty()));

        assertThat(record(result).status()).isEqualTo(RunStatus.Cancelled);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void secureInputAndOutputAreNotShown() {
        String policy = "\"policy\": {\"secureInput\": true, \"secureOutput\": true}, \"typeProperties\"";
        service(asked -> "{\"StatusCode\": 400, \"Error\": {\"Message\": \"hidden\"}}");

        PipelineResult result =
                run(hook(", 'body': {}, 'reportStatusOnCallBack': true").replace("\"typeProperties\"", policy));

        assertThat(record(result).course().error().orElseThrow().message())
                .isEqualTo("The service has called back with a failure, status 400; what it says is not shown"
                        + " (secureOutput).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            , 'body': [1] | InvalidProperty: 'body' of activity 'Hook' must be a JSON object, to which callBackUri is added.
            , 'body': 'text' | InvalidProperty: 'body' of activity 'Hook' must be a JSON object, to which callBackUri is added.
            `` | MissingProperty: 'body' of activity 'Hook' is missing.
            , 'body': {}, 'timeout': 'soon' | InvalidProperty: 'timeout' of activity 'Hook'
            , 'body': {}, 'reportStatusOnCallBack': 'maybe' | InvalidProperty: 'reportStatusOnCallBack' of activity 'Hook'
            , 'body': {}, 'authentication': {'type': 'ClientCertificate'} | UnsupportedAuthentication: Client certificates are not supported
            """)
    void whatIsWrongIsSaidByTheCheck(String more, String message) {
        assertThat(check(hook(more))).singleElement().satisfies(issue -> {
            assertThat(issue.code() + ": " + issue.message()).startsWith(message);
            assertThat(issue.span().toString()).contains("P.json:");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", 'body': '{\\'a\\': 1}', 'timeout': '1.02:00:00'",
                ", 'body': {'id': '@pipeline().RunId'}, 'timeout': '@pipeline().RunId', 'reportStatusOnCallBack':"
                        + " '@equals(pipeline().RunId, pipeline().RunId)'"
            })
    void whatDataFactoryTakesIsNoError(String more) {
        assertThat(check(hook(more))).isEmpty();
    }

    @Test
    void onlyPostIsPossible() {
        assertThat(check(hook(", 'body': {}").replace("\"POST\"", "\"PUT\"")))
                .extracting(Issue::code)
                .containsExactly(ErrorCode.InvalidProperty);
    }

    private List<Issue> check(String activity) {
        factory.pipeline("P", activity);
        return DataFactory.load(runs.factory()).pipeline("P").check();
    }
}
