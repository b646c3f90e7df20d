package io.cosmosdataflow.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: RFC 7616, 3.9.1, and RFC 2617, 3.5, of which user, challenge, text of the client and responses are. */
class DigestTest {

    private static final String RFC_7616 = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\","
            + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private static WebRequest request(String url, String password) {
        return WebRequest.get(
                WebAddress.of(url), Map.of(), new HttpAuthentication.Digest("Mufasa", Secret.of(password)));
    }

    private static Optional<DigestChallenge> challenge(WebRequest request, String header) {
        HttpHeaders asked = HttpHeaders.of(Map.of("WWW-Authenticate", List.of(header)), (name, value) -> true);
        return DigestChallenge.of(new WebAnswer(request.address(), 401, asked, new byte[0], 1));
    }

    private static String proof(WebRequest request, String client, String header) {
        return challenge(request, header)
                .orElseThrow()
                .proof(request.authentication().digest().orElseThrow(), request, client)
                .reveal();
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void theProofIsThatOfTheRfc(String algorithm, String response) {
        WebRequest request = request("http://www.example.org/dir/index.html", "Circle of Life");

        assertThat(proof(
                        request,
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                        "Digest " + RFC_7616 + ", algorithm=" + algorithm))
                .contains("response=\"" + response + "\"", "algorithm=" + algorithm, "qop=auth, nc=00000001")
                .contains("uri=\"/dir/index.html\"", "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    }

    /** An older server names no algorithm. */
    @Test
    void theProofIsThatOfTheOlderRfc() {
        WebRequest request = request("http://www.nowhere.org/dir/index.html", "Circle Of Life");

        assertThat(proof(
                        request,
                        "0a4f113b",
                        "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                                + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""))
                .contains("response=\"6629fae49393a05397450978507c4ef1\"")
                .doesNotContain("algorithm");
    }

    /** Several challenges may stand in one header: RFC 9110, 11.6.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Digest realm="r", nonce="n", algorithm=MD5, Digest realm="r", nonce="n", algorithm=SHA-256 | SHA-256
            Basic realm="x", Digest realm="r", nonce="n", algorithm=MD5                                | MD5
            Digest realm="r", nonce="n", algorithm=TOKEN                                               | -
            Digest realm="r", nonce="n", algorithm=MD5, qop="auth-int"                                 | -
            Digest realm="r", algorithm=MD5                                                            | -
            Basic realm="Digest x"                                                                     | -
            """)
    void theBestThatIsKnownIsAnswered(String header, String algorithm) {
        assertThat(challenge(request("http://h/", "p"), header)
                        .map(each -> each.parameters().get("algorithm"))
                        .orElse("-"))
                .isEqualTo(algorithm);
    }

    /** Asked without a proof first; a wrong password is not tried for ever. */
    @Test
    void aServerThatAsksForAProofGetsItOnce() throws IOException {
        try (WebServer server = WebServer.start()) {
            server.on("/a", Answer.of(401, "who?").with("WWW-Authenticate", "Digest " + RFC_7616));

            WebAnswer answer = new HttpSender(SendingLimits.of(Duration.ofMinutes(1)))
                    .send(request(server.url("/a?b=c"), "secret"));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(server.requests()).containsExactly("GET /a?b=c", "GET /a?b=c");
            assertThat(server.asked().get(0).header("Authorization")).isEmpty();
            assertThat(server.asked().get(1).header("Authorization").orElseThrow())
                    .startsWith("Digest username=\"Mufasa\"")
                    .contains("uri=\"/a?b=c\"")
                    .doesNotContain("secret");
        }
    }
}
