package io.cosmosdataflow.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.UntrustedServer;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointProbeTest {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** No name ends so (RFC 2606). */
    @Test
    void aNameThatNobodyKnowsIsSaid() {
        assertUnreachable(() -> EndpointProbe.reach("nosuch.invalid", 443, true, LONGEST), "'nosuch.invalid'");
    }

    @Test
    void aPortWithoutAServerIsSaid() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertUnreachable(
                () -> EndpointProbe.reach("127.0.0.1", port, true, LONGEST), "no connection to 127.0.0.1:" + port);
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        try (UntrustedServer silent = UntrustedServer.silent()) {
            assertUnreachable(
                    () -> EndpointProbe.reach("127.0.0.1", silent.port(), true, LONGEST),
                    "nothing answers at 127.0.0.1:" + silent.port() + " within 2 s");
            assertThatCode(() -> EndpointProbe.reach("127.0.0.1", silent.port(), false, LONGEST))
                    .as("without TLS nothing more is asked")
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsSaid(@TempDir Path directory) throws Exception {
        try (UntrustedServer server = UntrustedServer.start(directory)) {
            assertUnreachable(
                    () -> EndpointProbe.reach("localhost", server.port(), true, LONGEST),
                    "the certificate of localhost:" + server.port() + " is not trusted by this JVM");
        }
    }

    @Test
    void aServerOfPlainTextIsSaid() throws Exception {
        try (ServerSocket plain = new ServerSocket(0)) {
            Thread thread = new Thread(() -> {
                try (var socket = plain.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    socket.getInputStream().readAllBytes();
                } catch (java.io.IOException e) {
                    // The client is gone.
                }
            });
            thread.setDaemon(true);
            thread.start();
            assertUnreachable(
                    () -> EndpointProbe.reach("127.0.0.1", plain.getLocalPort(), true, LONGEST), "does not speak TLS");
        }
    }

    @Test
    void aServerThatIsTrustedIsReached() {
        URI endpoint = SharedEmulator.instance().endpoint();

        assertThatCode(() -> EndpointProbe.reach(endpoint.getHost(), endpoint.getPort(), true, Duration.ofSeconds(20)))
                .doesNotThrowAnyException();
    }

    private static void assertUnreachable(ThrowingCallable work, String text) {
        long start = System.nanoTime();
        assertThatThrownBy(work)
                .isInstanceOf(EndpointProbe.UnreachableException.class)
                .hasMessageContaining(text);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
}
