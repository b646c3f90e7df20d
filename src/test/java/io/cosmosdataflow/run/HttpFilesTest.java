package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.RestFactory.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.RestFactory;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import io.cosmosdataflow.testing.WebServer.Asked;
import io.cosmosdataflow.testing.WorkbookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: Microsoft Learn, connector-http, "Dataset properties", "HTTP as source", "Legacy models". */
class HttpFilesTest {

    private static final String CSV = "id,name\n7,a\n8,b\n";
    private static final String HEADED = "'columnDelimiter': ',', 'firstRowAsHeader': true";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private WebServer server;
    private FactoryFiles factory;

    @BeforeEach
    void aServer() throws IOException {
        server = WebServer.start();
        runs = LocalRuns.onServers(directory);
        factory = FactoryFiles.in(runs.factory());
        service("'authenticationType': 'Anonymous'");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void service(String properties) {
        factory.linkedService(
                "Web", "HttpServer", json("{" + properties + ", 'url': '" + server.url("/files/") + "'}"));
    }

    private static String location(String relativeUrl) {
        return "'location': {'type': 'HttpServerLocation', 'relativeUrl': '" + relativeUrl + "'}";
    }

    private static String source(String type, String... store) {
        return json("{'type': '" + type + "Source', 'storeSettings': {'type': 'HttpReadSettings'"
                + Stream.of(store).map(each -> ", " + each).reduce("", String::concat) + "}}");
    }

    private PipelineResult look(String type, String dataset, String source) {
        factory.dataset("In", type, "Web", json("{" + dataset + "}")).pipeline("P", RestFactory.lookup(source, false));
        return runs.run("P", RunOptions.NONE);
    }

    private String rows(String type, String dataset, String source) {
        PipelineResult result = look(type, dataset, source);
        if (!result.failures().isEmpty()) {
            throw result.failures().get(0);
        }
        JsonNode output = result.record().activity("Look").orElseThrow().output();
        return output.get("value").toString();
    }

    private JobException failure(String dataset, String... store) {
        return look("DelimitedText", dataset, source("DelimitedText", store))
                .failures()
                .get(0);
    }

    private Asked asked() {
        return server.asked().get(0);
    }

    /** The rows are those that are written in the answers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            DelimitedText | 'columnDelimiter': ';', 'firstRowAsHeader': true | `id;name\\n7;a\\n` | [{"id":"7","name":"a"}]
            Json          | `'encodingName': 'UTF-8'` | `[{"id":7},{"id":1.10}]` | [{"id":7},{"id":1.10}]
            Xml           | `'encodingName': 'UTF-8'` | `<r><id>7</id></r>` | [{"r":{"id":7}}]
            """)
    void anAnswerIsReadInTheFormatOfTheDataset(String type, String format, String body, String rows) {
        server.on("/files/a", Answer.of(200, body.replace("\\n", "\n")));

        assertThat(rows(type, location("a") + ", " + format, source(type))).isEqualTo(rows);
        assertThat(server.requests()).containsExactly("GET /files/a");
    }

    @Test
    void aWorkbookIsRead() {
        byte[] book =
                WorkbookFile.of("<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>").bytes();
        server.on("/files/book.xlsx", new Answer(200, Map.of(), book));

        assertThat(rows("Excel", location("book.xlsx") + ", 'sheetIndex': 0", source("Excel")))
                .contains("\"7\"");
    }

    @Test
    void aCompressedAnswerIsUnpacked() throws IOException {
        server.on("/files/a.csv.gz", new Answer(200, Map.of(), packed(CSV)));

        assertThat(rows(
                        "DelimitedText",
                        location("a.csv.gz") + ", 'compressionCodec': 'gzip', " + HEADED,
                        source("DelimitedText")))
                .isEqualTo("[{\"id\":\"7\",\"name\":\"a\"},{\"id\":\"8\",\"name\":\"b\"}]");
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Copied to a file under the last name of the path, or that of the sink's dataset; byte for byte. */
    @ParameterizedTest
    @CsvSource({"'', b.bin", "'kept', kept"})
    void anAnswerIsCopiedAsItIs(String fileName, String expected) throws IOException {
        byte[] bytes = new byte[300_000];
        new java.util.Random(7).nextBytes(bytes);
        server.on("/files/a/b.bin", new Answer(200, Map.of(), bytes));
        share().dataset("In", "Binary", "Web", json("{" + location("a/b.bin?v=1") + "}"))
                .dataset(
                        "Out",
                        "Binary",
                        "Share",
                        json("{'location': {'type': 'FileServerLocation', 'folderPath': 'out', 'fileName': '" + fileName
                                + "'}}"))
                .pipeline("P", copy("C", "In", source("Binary"), "Out", json("{'type': 'BinarySink'}")));

        PipelineResult result = runs.run("P", RunOptions.NONE);

        assertThat(result.failures()).isEmpty();
        assertThat(Files.readAllBytes(directory.resolve("out").resolve(expected)))
                .isEqualTo(bytes);
        assertThat(server.requests()).containsExactly("GET /files/a/b.bin?v=1");
    }

    private FactoryFiles share() {
        return factory.linkedService("Share", "FileServer", json("{'host': '" + directory + "', 'userId': 'u'}"));
    }

    /** A copy without a mapping looks at the columns first, and asks once all the same; nothing stays behind. */
    @Test
    void aCopyAsksOnce() throws IOException {
        server.on("/files/a.csv", Answer.of(200, CSV));
        share().dataset("In", "DelimitedText", "Web", json("{" + location("a.csv") + ", " + HEADED + "}"))
                .dataset(
                        "Out",
                        "Json",
                        "Share",
                        json("{'location': {'type': 'FileServerLocation', 'folderPath': 'out', 'fileName': 'a.json'}}"))
                .pipeline("P", copy("C", "In", source("DelimitedText"), "Out", json("{'type': 'JsonSink'}")));

        PipelineResult result = runs.run("P", RunOptions.NONE);

        assertThat(result.failures()).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("out/a.json")))
                .containsExactly("{\"id\":\"7\",\"name\":\"a\"}", "{\"id\":\"8\",\"name\":\"b\"}");
        assertThat(server.requests()).containsExactly("GET /files/a.csv");
        JsonNode output = result.record().activity("C").orElseThrow().output();
        assertThat(output.get("rowsCopied").asInt()).isEqualTo(2);
        assertThat(output.get("dataRead").asInt()).isEqualTo(CSV.length());
    }

    /** "Get (default) and Post"; headers are lines in the page's sample. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'requestMethod': 'GET', 'requestBody': 'not sent' | GET ``  | - | -
            'requestMethod': 'Post', 'requestBody': 'a=b', 'additionalHeaders': 'x-one: 1\\nContent-Type: text/plain\\n' | POST `a=b` | 1 | text/plain
            'requestMethod': 'POST', 'requestBody': '{}', 'additionalHeaders': {'x-one': '2'} | POST `{}` | 2 | -
            """)
    void methodBodyAndHeadersArrive(String store, String expected, String header, String contentType) {
        server.on("/files/a.csv", Answer.of(200, CSV));

        rows("DelimitedText", location("/a.csv") + ", " + HEADED, source("DelimitedText", store));

        assertThat(asked().method() + " `" + asked().body() + "`").isEqualTo(expected);
        assertThat(asked().header("x-one").orElse("-")).isEqualTo(header);
        assertThat(asked().header("Content-Type").orElse("-")).isEqualTo(contentType);
    }

    /** RFC 7617: user:secret in Base64. The page calls the headers by both names. */
    @ParameterizedTest
    @ValueSource(strings = {"authHeaders", "authHeader"})
    void whoAsksIsTold(String headers) {
        server.on("/files/a.csv", Answer.of(200, CSV));
        service("'authenticationType': 'Basic', 'userName': 'user', 'password': {'type': 'SecureString', 'value':"
                + " 'secret'}, '" + headers + "': {'x-api-key': {'type': 'SecureString', 'value': 'k'}}");

        rows("DelimitedText", location("a.csv") + ", " + HEADED, source("DelimitedText"));

        assertThat(asked().header("Authorization")).contains("Basic dXNlcjpzZWNyZXQ=");
        assertThat(asked().header("x-api-key")).contains("k");
    }

    /** The server says how; the proof itself is that of RFC 7616, see {@code DigestTest}. */
    @Test
    void aDigestProvesWhoAsks() {
        String challenge = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
        server.on(
                "/files/a.csv",
                request -> request.header("Authorization")
                                .filter(proof -> proof.startsWith("Digest username=\"user\""))
                                .isPresent()
                        ? Answer.of(200, CSV)
                        : Answer.of(401, "").with("WWW-Authenticate", challenge));
        service("'authenticationType': 'Digest', 'userName': 'user', 'password': {'type': 'SecureString', 'value':"
                + " 'secret'}");

        assertThat(rows("DelimitedText", location("a.csv") + ", " + HEADED, source("DelimitedText")))
                .contains("\"8\"");
    }

    /** The dataset has the request, and the format of its time; without a quote in the answer both read the same. */
    @Test
    void theOlderDatasetHasTheRequest() {
        server.on("/files/a.csv", Answer.of(200, CSV));
        String dataset = "'relativeUrl': 'a.csv', 'requestMethod': 'Post', 'requestBody': 'q',"
                + " 'additionalHeaders': 'x-one: 1\\n', 'format': {'type': 'TextFormat', 'firstRowAsHeader': true}";

        assertThat(rows("HttpFile", dataset, json("{'type': 'HttpSource', 'httpRequestTimeout': '00:01:00'}")))
                .isEqualTo("[{\"id\":\"7\",\"name\":\"a\"},{\"id\":\"8\",\"name\":\"b\"}]");
        assertThat(asked().method() + asked().body() + asked().header("x-one").orElse(""))
                .isEqualTo("POSTq1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            404 | no such thing                | answered 404: no such thing
            401 | Bearer tokentoken is too old | answered 401: *** is too old
            302 | ``                           | answered 302, and nothing else.
            """)
    void aRefusalIsSaidWithoutSecrets(int status, String body, String message) {
        server.on("/files/a.csv", Answer.of(status, body));

        JobException failure =
                failure(location("a.csv?sig=hidden"), "'additionalHeaders': {'Authorization': 'Bearer tokentoken'}");

        assertThat(failure.code()).isEqualTo(ErrorCode.HttpCallFailed);
        assertThat(failure.getMessage())
                .contains("GET " + server.url("/files/a.csv?sig=*** ") + message)
                .contains("Web.json:1:")
                .doesNotContain("hidden")
                .doesNotContain("tokentoken");
    }

    @Test
    void aRefusalThatPassesIsOutlasted() {
        server.on("/files/a.csv", Answer.of(503, "").with("Retry-After", "0"), Answer.of(200, CSV));

        assertThat(rows("DelimitedText", location("a.csv") + ", " + HEADED, source("DelimitedText")))
                .contains("\"8\"");
    }

    /** The page calls the timeout by one name, the REST API by the other. */
    @ParameterizedTest
    @ValueSource(strings = {"httpRequestTimeout", "requestTimeout"})
    void whoDoesNotAnswerInTimeIsGivenUp(String name) {
        server.on("/files/a.csv", request -> {
            pause(Duration.ofMinutes(5));
            return Answer.of(200, "");
        });
        Instant start = Instant.now();

        assertThat(failure(location("a.csv"), "'" + name + "': '00:00:01'").getMessage())
                .contains("got no answer within 1 s");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(2));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In local mode nobody is asked, and needs a password. */
    @ParameterizedTest
    @CsvSource({
        "a/b.csv, a/b.csv",
        "a/b.csv?page=2, a/b@page=2.csv",
        "a/b.csv?page=2, a/b.csv",
        "export?x=y/z, export@x=y_z",
        "'', index"
    })
    void filesStandInForAnswers(String relativeUrl, String file) {
        runs = LocalRuns.in(directory);
        service("'authenticationType': 'Basic', 'userName': 'u'");
        runs.file("Web/" + file, CSV);

        assertThat(rows("DelimitedText", location(relativeUrl) + ", " + HEADED, source("DelimitedText")))
                .isEqualTo("[{\"id\":\"7\",\"name\":\"a\"},{\"id\":\"8\",\"name\":\"b\"}]");
        assertThat(server.requests()).isEmpty();
        assertThat(runs.local("Web/" + file)).exists();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        runs = LocalRuns.in(directory);

        assertThat(failure(location("a.csv")))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FileNotFound))
                .hasMessageContaining("In local mode it is the file " + runs.local("Web/a.csv") + ".");
    }
}
