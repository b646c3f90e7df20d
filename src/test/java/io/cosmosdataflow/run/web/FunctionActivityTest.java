package io.cosmosdataflow.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, answers and codes: Microsoft Learn, control-flow-azure-function-activity, data-factory-troubleshoot-guide. */
class FunctionActivityTest {

    private static final String KEYED = ", \"functionKey\": {\"type\": \"SecureString\", \"value\": \"K1\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        runs = LocalRuns.onServers(directory);
        server = WebServer.start();
        factory = FactoryFiles.in(runs.factory());
        app(server.url("/"), KEYED);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void app(String url, String more) {
        factory.linkedService("App", "AzureFunction", "{\"functionAppUrl\": \"" + url + "\"" + more + "}");
    }

    private static String call(String typeProperties) {
        return "{\"name\": \"Call\", \"type\": \"AzureFunctionActivity\", \"linkedServiceName\":"
                + " {\"referenceName\": \"App\", \"type\": \"LinkedServiceReference\"}, \"typeProperties\": {"
                + typeProperties.replace('\'', '"') + "}}";
    }

    private PipelineResult run(String typeProperties) {
        factory.pipeline("P", call(typeProperties));
        return runs.run("P", RunOptions.NONE);
    }

    private static ActivityRecord record(PipelineResult result) {
        return result.record().activity("Call").orElseThrow();
    }

    /** "the endpoint https://functionAPP.azurewebsites.net/api/<functionName>/<value>" */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'method': 'POST', 'functionName': 'F', 'body': {'a': 1.10} | POST /api/F | {"a":1.10}
            'method': 'PUT', 'functionName': 'F', 'body': 'text' | PUT /api/F | text
            'method': 'GET', 'functionName': '/F/@{pipeline().Pipeline}?name=a b' | GET /api/F/P?name=a%20b | ``
            'method': 'DELETE', 'functionName': 'F', 'headers': {'X-Own': 'mine'} | DELETE /api/F | ``
            'method': 'OPTIONS', 'functionName': 'F' | OPTIONS /api/F | ``
            """)
    void theFunctionIsCalledWithItsKey(String typeProperties, String request, String body) {
        server.on("/api/F", Answer.of(200, "{}")).on("/api/F/P", Answer.of(200, "{}"));

        assertThat(run(typeProperties).failures()).isEmpty();

        assertThat(server.requests()).containsExactly(request);
        assertThat(server.asked().get(0).body()).isEqualTo(body);
        assertThat(server.asked().get(0).header("x-functions-key")).contains("K1");
        assertThat(server.asked().get(0).header("X-Own").isPresent()).isEqualTo(typeProperties.contains("X-Own"));
    }

    /** A durable function answers 202, with the places to ask: the Web activity after it does so. */
    @ParameterizedTest
    @CsvSource({"200", "202"})
    void theMembersOfTheAnswerAreTheOutput(int status) {
        server.on(
                "/api/F",
                Answer.of(status, "{\"id\": 1, \"statusQueryGetUri\": \"https://h/\"}")
                        .with("Location", "https://h/"));

        JsonNode output =
                record(run("'method': 'POST', 'functionName': 'F', 'body': {}")).output();

        assertThat(output.get("id").asInt()).isEqualTo(1);
        assertThat(output.get("statusQueryGetUri").asText()).isEqualTo("https://h/");
        assertThat(output.get("effectiveIntegrationRuntime").asText()).isEqualTo("cosmos-dataflow (Apache Spark)");
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            200 | [1]  | 3603 | Response Content is not a valid JObject
            200 | done | 3603 | Response Content is not a valid JObject
            200 | ``   | 3603 | Response Content is not a valid JObject
            401 | ``   | 3608 | answered 401
            500 | {"why": "no"} | 3608 | answered 500: {"why": "no"}
            """)
    void whatIsNoObjectAndWhatIsAFailureFailIt(int status, String answer, String code, String message) {
        server.on("/api/F", Answer.of(status, answer));

        PipelineResult result = run("'method': 'GET', 'functionName': 'F?code=K1'");

        ActivityRecord.Failure error = record(result).course().error().orElseThrow();
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message())
                .contains(message)
                .contains("/api/F?code=***")
                .doesNotContain("K1");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void noAnswerHasACodeOfItsOwn() {
        server.close();

        PipelineResult result = run("'method': 'GET', 'functionName': 'F'");

        assertThat(record(result).course().error().orElseThrow().code()).isEqualTo("3610");
    }

    @Test
    void inLocalModeAFileHasTheAnswer() throws IOException {
        runs = LocalRuns.in(directory);
        app("https://app.azurewebsites.net", "");
        runs.file("App/F/a.json", "{\"id\": 1.10}").file("App/L.json", "[1]");

        PipelineResult given = run("'method': 'GET', 'functionName': 'F/a?x=1'");
        PipelineResult absent = run("'method': 'GET', 'functionName': 'G'");
        PipelineResult list = run("'method': 'GET', 'functionName': 'L'");

        assertThat(given.failures()).isEmpty();
        assertThat(record(given).output().toString()).startsWith("{\"id\":1.10,");
        assertThat(absent.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.FileNotFound);
            assertThat(failure).hasMessageContaining(runs.local("App/G.json").toString());
        });
        assertThat(record(list).course().error().orElseThrow().code()).isEqualTo("3603");
        Files.write(runs.local("App/F/a.json"), new byte[] {'{', (byte) 0xFF, '}'});
        assertThat(run("'method': 'GET', 'functionName': 'F/a'").failures())
                .extracting(JobException::code)
                .containsExactly(ErrorCode.FileMalformed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x"})
    void inLocalModeAFunctionIsNoWayOut(String function) {
        runs = LocalRuns.in(directory);
        factory.pipeline("P", call("'method': 'GET', 'functionName': '" + function + "'"));

        assertThat(runs.job("P").check())
                .extracting(issue -> issue.code() + " " + issue.message())
                .singleElement()
                .asString()
                .startsWith("InvalidProperty 'functionName' of activity 'Call'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'functionName': 'F' | MissingProperty: 'method' of activity 'Call' is missing.
            'method': 'PATCH', 'functionName': 'F' | InvalidProperty: 'method' of activity 'Call'
            'method': 'GET' | MissingProperty: 'functionName' of activity 'Call' is missing.
            'method': 'POST', 'functionName': 'F' | MissingProperty: 'body' of activity 'Call' is missing.
            'method': 'GET', 'functionName': 'F', 'headers': 7 | InvalidProperty: 'headers' of activity 'Call' must be an object, and is a number.
            """)
    void whatIsWrongIsSaidByTheCheck(String typeProperties, String message) {
        assertThat(check(call(typeProperties))).singleElement().satisfies(issue -> {
            assertThat(issue.code() + ": " + issue.message()).startsWith(message);
            assertThat(issue.span().toString()).contains("P.json:");
        });
    }

    private List<Issue> check(String activity) {
        factory.pipeline("P", activity);
        return DataFactory.load(runs.factory()).pipeline("P").check();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'functionKey': 'K1'} | MissingProperty: 'functionAppUrl' of linked service 'App' is missing.
            {'functionAppUrl': 'app', 'functionKey': 'K1'} | InvalidProperty: 'functionAppUrl' of linked service 'App' cannot be asked: it does not begin with http:// or https://.
            {'functionAppUrl': 'https://h'} | UnresolvedSecret: The function key of linked service 'App' is not in its definition.
            {'functionAppUrl': 'https://h', 'encryptedCredential': 'x'} | UnresolvedSecret: The function key of linked service 'App' is encrypted by Data Factory.
            {'functionAppUrl': 'https://h', 'functionKey': {'type': 'AzureKeyVaultSecret'}} | UnresolvedSecret: 'functionKey' of linked service 'App' is kept in Azure Key Vault
            {'functionAppUrl': 'https://h', 'authentication': 'OAuth'} | InvalidProperty: 'authentication' of linked service 'App'
            {'functionAppUrl': 'https://h', 'authentication': 'MSI'} | MissingProperty: 'resourceId' of linked service 'App' is missing.
            """)
    void whatIsWrongWithTheAppIsSaid(String typeProperties, String message) {
        factory.linkedService("App", "AzureFunction", typeProperties.replace('\'', '"'));

        assertThat(check(call("'method': 'GET', 'functionName': 'F'")))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code() + ": " + issue.message()).startsWith(message);
                    assertThat(issue.toString()).contains("App.json:").doesNotContain("K1");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'functionAppUrl': 'https://h', 'authentication': 'Anonymous'}",
                "{'functionAppUrl': 'https://h', 'authentication': 'MSI', 'resourceId': 'api://x'}"
            })
    void otherWaysToSignInAreNoError(String typeProperties) {
        factory.linkedService("App", "AzureFunction", typeProperties.replace('\'', '"'));

        assertThat(check(call("'method': 'GET', 'functionName': 'F'"))).isEmpty();
    }

    @Test
    void theLinkedServiceHasToBeThatOfAnApp() {
        assertThat(check(call("'method': 'GET', 'functionName': 'F'").replace("\"App\"", "\"Blob\"")))
                .extracting(issue -> issue.code() + ": " + issue.message())
                .containsExactly("InvalidProperty: An Azure Function activity needs a linked service of type"
                        + " AzureFunction; linked service 'Blob' is of type 'AzureBlobStorage'.");
        assertThat(check(call("'method': 'GET', 'functionName': 'F'").replace("linkedServiceName", "x")))
                .extracting(issue -> issue.code() + ": " + issue.message())
                .contains("MissingProperty: 'linkedServiceName' of activity 'Call' is missing.");
    }

    /** The parameters file gives the key of the environment. */
    @Test
    void theKeyMayComeFromTheParametersFile() throws IOException {
        app(server.url(""), ", \"encryptedCredential\": \"x\"");
        factory.pipeline("P", call("'method': 'GET', 'functionName': 'F'"));
        Path parameters = Files.writeString(
                directory.resolve("parameters.json"), "{\"parameters\": {\"App_functionKey\": {\"value\": \"K2\"}}}");

        assertThat(DataFactory.load(runs.factory())
                        .withParametersFile(parameters)
                        .pipeline("P")
                        .check())
                .isEmpty();
    }
}
