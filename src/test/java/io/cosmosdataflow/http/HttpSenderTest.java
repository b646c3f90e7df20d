package io.cosmosdataflow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.UntrustedServer;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSenderTest {

    private static final SendingLimits LIMITS = SendingLimits.of(Duration.ofSeconds(5));
    private static final HttpAuthentication USER = new HttpAuthentication.Basic("u", Secret.of("p"));

    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static WebRequest request(String method, String url, String body) {
        return new WebRequest(method, WebAddress.of(url), Map.of("X-Own", "mine"), Optional.ofNullable(body), USER);
    }

    private static WebAnswer send(SendingLimits limits, WebRequest request) {
        return new HttpSender(limits).send(request);
    }

    /** dTpw is u:p in Base64 (RFC 7617). */
    @ParameterizedTest
    @CsvSource({"GET,", "DELETE,", "DELETE,{}", "POST,{\"a\":\"ä\"}", "PUT,{}", "PATCH,{}"})
    void aRequestArrivesAsItIsAndTheAnswerIsGivenWhateverItsStatus(String method, String body) {
        server.on("/a", Answer.of(404, "none").with("X-Answer", "yes"));

        WebAnswer answer = send(LIMITS, request(method, server.url("/a?b=c"), body));

        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method() + " " + asked.uri()).isEqualTo(method + " /a?b=c");
            assertThat(asked.body()).isEqualTo(body == null ? "" : body);
            assertThat(asked.header("X-Own")).contains("mine");
            assertThat(asked.header("Authorization")).contains("Basic dTpw");
        });
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.failed()).isTrue();
        assertThat(answer.header("x-answer")).contains("yes");
        assertThat(answer.text()).isEqualTo("none");
    }

    @Test
    void theCharacterSetOfTheAnswerCounts() {
        server.on(
                "/latin",
                new Answer(
                        200,
                        Map.of("Content-Type", "text/plain; charset=iso-8859-1"),
                        "ä".getBytes(StandardCharsets.ISO_8859_1)));
        server.on("/marked", Answer.of(200, "\uFEFF{}"));

        assertThat(send(LIMITS, request("GET", server.url("/latin"), null)).text())
                .isEqualTo("ä");
        assertThat(send(LIMITS, request("GET", server.url("/marked"), null)).text())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({"429,4,3,200", "503,4,3,200", "500,2,2,500", "503,1,1,503", "404,4,1,404", "400,4,1,400"})
    void whatPassesIsTriedAgain(int status, int attempts, int sent, int end) {
        server.on("/busy", Answer.of(status, ""), Answer.of(status, ""), Answer.of(200, ""));

        WebAnswer answer = send(LIMITS.withAttempts(attempts), request("POST", server.url("/busy"), "{}"));

        assertThat(answer.status()).isEqualTo(end);
        assertThat(answer.attempts()).isEqualTo(sent);
        assertThat(server.asked()).hasSize(sent);
    }

    @Test
    void theServerSaysWhenToComeAgain() {
        server.on("/busy", Answer.of(429, "").with("Retry-After", "1"), Answer.of(200, ""));

        long start = System.nanoTime();
        send(LIMITS.withAttempts(2), request("GET", server.url("/busy"), null));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1000));
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    @Test
    void retryAfterIsANumberOrADate() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(5));
        server.on("/a", Answer.of(503, "").with("Retry-After", "7"))
                .on("/b", Answer.of(503, "").with("Retry-After", date))
                .on("/c", Answer.of(503, "").with("Retry-After", "soon"));

        assertThat(retryAfter("/a")).contains(Duration.ofSeconds(7));
        assertThat(retryAfter("/b").orElseThrow()).isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
        assertThat(retryAfter("/c")).isEmpty();
    }

    private Optional<Duration> retryAfter(String path) {
        return send(LIMITS, request("GET", server.url(path), null)).retryAfter();
    }

    @Test
    void requestsKeepTheirPace() {
        server.on("/a", Answer.of(200, ""));
        HttpSender sender = new HttpSender(LIMITS.withInterval(Duration.ofMillis(300)));

        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            sender.send(request("GET", server.url("/a"), null));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(590));
    }

    /** RFC 9110, 15.4: a POST becomes a GET by 301, 302 and 303, and stays one by 307 and 308. */
    @ParameterizedTest
    @CsvSource({
        "POST,301,GET",
        "POST,302,GET",
        "POST,303,GET",
        "POST,307,POST",
        "POST,308,POST",
        "PUT,302,PUT",
        "PUT,303,GET"
    })
    void redirectionsAreFollowed(String method, int status, String then) {
        server.on("/a", Answer.of(status, "").with("Location", "/b?c=d")).on("/b", Answer.of(200, "there"));

        WebAnswer answer = send(LIMITS, request(method, server.url("/a"), "{}"));

        assertThat(answer.text()).isEqualTo("there");
        assertThat(server.requests()).containsExactly(method + " /a", then + " /b?c=d");
        assertThat(server.asked().get(1).body()).isEqualTo(then.equals("GET") ? "" : "{}");
        assertThat(server.asked().get(1).header("Authorization")).contains("Basic dTpw");
    }

    @Test
    void anotherServerDoesNotLearnWhoAsks() throws IOException {
        try (WebServer other = WebServer.start()) {
            other.on("/b", Answer.of(200, "there"));
            server.on("/a", Answer.of(307, "").with("Location", other.url("/b")));

            assertThat(send(LIMITS, request("GET", server.url("/a"), null)).text())
                    .isEqualTo("there");
            assertThat(other.asked().get(0).header("Authorization")).isEmpty();
            assertThat(other.asked().get(0).header("X-Own")).contains("mine");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-api-key, false",
        "Ocp-Apim-Subscription-Key, false",
        "x-functions-key, false",
        "Cookie, false",
        "authorization, false",
        "Accept, true"
    })
    void anotherServerGetsNoSecretHeader(String name, boolean told) throws IOException {
        try (WebServer other = WebServer.start()) {
            other.on("/b", Answer.of(200, "there"));
            server.on("/a", Answer.of(302, "").with("Location", other.url("/b")));

            send(
                    LIMITS,
                    WebRequest.get(
                            WebAddress.of(server.url("/a")), Map.of(name, "mine"), HttpAuthentication.ANONYMOUS));

            assertThat(server.asked().get(0).header(name)).contains("mine");
            assertThat(other.asked().get(0).header(name).filter("mine"::equals).isPresent())
                    .isEqualTo(told);
        }
    }

    /** RFC 6749, 4.4.2 and 2.3.1: the secret of a client is in the body. */
    @ParameterizedTest
    @CsvSource({
        "307, grant_type=client_credentials&client_secret=s, false",
        "308, grant_type=client_credentials&client_secret=s, false",
        "307, {}, true",
        "308, {}, true"
    })
    void anotherServerGetsNoSecretBody(int status, String body, boolean told) throws IOException {
        try (WebServer other = WebServer.start()) {
            other.on("/b", Answer.of(200, "there"));
            server.on("/a", Answer.of(status, "").with("Location", other.url("/b")))
                    .on("/c", Answer.of(status, "").with("Location", "/d"))
                    .on("/d", Answer.of(200, "here"));

            WebAnswer answer = send(LIMITS, request("POST", server.url("/a"), body));

            assertThat(answer.status()).isEqualTo(told ? 200 : status);
            assertThat(other.asked()).hasSize(told ? 1 : 0);
            assertThat(send(LIMITS, request("POST", server.url("/c"), body)).text())
                    .isEqualTo("here");
        }
    }

    @Test
    void aCircleOfRedirectionsEnds() {
        server.on("/a", Answer.of(302, "").with("Location", "/a"));

        assertFailure(LIMITS, server.url("/a"), "is redirected more than 10 times.");
    }

    private static void assertFailure(SendingLimits limits, String url, String message) {
        assertThatThrownBy(() -> send(limits, request("GET", url, null)))
                .isInstanceOfSatisfying(JobException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.HttpCallFailed);
                    assertThat(failure.getMessage()).endsWith(message);
                });
    }

    @Test
    void whoDoesNotAnswerIsGivenUp() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        server.on("/slow", asked -> {
            await(end);
            return Answer.of(200, "");
        });
        SendingLimits limits = SendingLimits.of(Duration.ofMillis(300)).withAttempts(4);

        assertFailure(limits, server.url("/slow?sig=K1"), "/slow?sig=*** got no answer within 300 ms.");
        assertThat(server.asked()).as("a time that is over is not spent again").hasSize(1);
        end.countDown();
    }

    /** The JDK's own timeout ends with the head of the answer. */
    @Test
    void aBodyThatDoesNotEndIsGivenUp() throws IOException {
        try (ServerSocket listening = new ServerSocket(0)) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
                    while (socket.getInputStream().read() >= 0) {
                        // until the client closes
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertFailure(
                    SendingLimits.of(Duration.ofMillis(300)),
                    "http://localhost:" + listening.getLocalPort() + "/",
                    "got no answer within 300 ms.");
            assertThat(serving).as("the connection is closed").succeedsWithin(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAnswerThatHasBegunMayHaveMoreTime() throws IOException {
        try (ServerSocket listening = new ServerSocket(0)) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
                try (Socket socket = listening.accept()) {
                    byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow".getBytes(StandardCharsets.UTF_8);
                    int half = answer.length - 2;
                    socket.getOutputStream().write(answer, 0, half);
                    socket.getOutputStream().flush();
                    TimeUnit.MILLISECONDS.sleep(1_500);
                    socket.getOutputStream().write(answer, half, 2);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            SendingLimits limits = SendingLimits.of(Duration.ofSeconds(1)).withReading(Duration.ofMinutes(1));

            WebAnswer answer = send(limits, request("GET", "http://localhost:" + listening.getLocalPort() + "/", null));
            assertThat(answer.text()).isEqualTo("slow");
            assertThat(serving).succeedsWithin(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAnswerThatIsTooLongIsGivenUp() {
        server.on("/long", Answer.of(200, "x".repeat(1001))).on("/fits", Answer.of(200, "x".repeat(1000)));

        assertFailure(
                LIMITS.withMostBytes(1000),
                server.url("/long"),
                "got an answer that is too long: it has more than 1000 bytes.");
        assertThat(send(LIMITS.withMostBytes(1000), request("GET", server.url("/fits"), null))
                        .body())
                .hasSize(1000);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/slow", any -> {
            asked.countDown();
            await(end);
            return Answer.of(200, "");
        });
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                send(SendingLimits.of(Duration.ofMinutes(5)), request("GET", server.url("/slow"), null));
            } catch (JobException e) {
                failure.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("no mark"));
            }
        });
        thread.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();

        assertThat(failure.get(5, TimeUnit.SECONDS)).hasMessageEndingWith("was interrupted.");
        end.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoCannotBeReachedIsSaid(@TempDir Path directory) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertFailure(
                LIMITS, "http://localhost:" + port + "/", "got no answer: no connection to localhost:" + port + ".");
        // No name ends so (RFC 2606).
        assertFailure(
                LIMITS,
                "http://nosuch.invalid/",
                "got no answer: the name 'nosuch.invalid' is not known to the name servers.");
        try (UntrustedServer untrusted = UntrustedServer.start(directory)) {
            assertFailure(
                    LIMITS.withAttempts(4),
                    "https://localhost:" + untrusted.port() + "/",
                    "add its authority to the trust store of the JVM.");
        }
    }

    /** RFC 9110, 8.4 and 12.5.3. */
    @ParameterizedTest
    @CsvSource({"gzip, x, true", "br, x, true", "identity, x, false", "gzip, '', false"})
    void anEncodingThatNobodyAskedForIsSaid(String encoding, String body, boolean fails) {
        server.on("/a", Answer.of(200, body).with("Content-Encoding", encoding));

        if (fails) {
            assertFailure(
                    LIMITS,
                    server.url("/a"),
                    "answered 200 in the encoding '" + encoding
                            + "', which nobody asked for and which is not read: it must be sent as it is.");
        } else {
            assertThat(send(LIMITS, request("GET", server.url("/a"), null)).text())
                    .isEqualTo(body);
        }
    }

    @ParameterizedTest
    @CsvSource({"Accept-Encoding, gzip", "Host, localhost", "host, LOCALHOST:PORT"})
    void theClientHasHeadersOfItsOwn(String name, String value) {
        server.on("/a", Answer.of(200, ""));
        String port = String.valueOf(server.port());

        send(
                LIMITS,
                WebRequest.get(
                        WebAddress.of(server.url("/a")),
                        Map.of(name, value.replace("PORT", port)),
                        HttpAuthentication.ANONYMOUS));

        assertThat(server.asked().get(0).header("Accept-Encoding")).isEmpty();
        assertThat(server.asked().get(0).header("Host")).contains("localhost:" + port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            A b  | K1     | the header 'A b' has characters that it cannot have
            A    | K1\\n2 | the header 'A' has characters that it cannot have
            Host | K1     | nobody but the client may set the header 'Host'
            """)
    void aHeaderThatCannotBeIsSaidWithoutItsValue(String name, String value, String message) {
        WebRequest request = WebRequest.get(
                WebAddress.of(server.url("/")), Map.of(name, value.replace("\\n", "\n")), HttpAuthentication.ANONYMOUS);

        assertThatThrownBy(() -> send(LIMITS, request))
                .hasMessageContaining(message)
                .hasMessageNotContaining("K1")
                .hasNoCause();
        assertThat(server.asked()).isEmpty();
    }
}
