package io.cosmosdataflow.store.cosmos.client;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an account for its properties, to tell a wrong key from an account that does not answer: the SDK gives
 * one message for both when it cannot start.
 *
 * <p>Source: Microsoft Learn, access-control-on-cosmosdb-resources.
 */
final class KeyProbe {

    private static final Logger LOG = LoggerFactory.getLogger(KeyProbe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private KeyProbe() {}

    /** The status of the answer; 0 if there is none. */
    static int status(CosmosAccount account) {
        String date = HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
        try {
            HttpRequest request = HttpRequest.newBuilder(account.endpoint().resolve("/"))
                    .timeout(PATIENCE)
                    .header("x-ms-date", date)
                    .header("x-ms-version", "2018-12-31")
                    .header("authorization", authorization(account, date))
                    .GET()
                    .build();
            return client().send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            LOG.debug("The account at {} does not answer", account.endpoint(), e);
            return 0;
        }
    }

    /** The trust of now; the JVM's default context keeps what it found first. */
    private static HttpClient client() throws GeneralSecurityException {
        SSLContext trust = SSLContext.getInstance("TLS");
        trust.init(null, null, null);
        return HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static String authorization(CosmosAccount account, String date) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(account.key().reveal()), "HmacSHA256"));
        byte[] signed =
                mac.doFinal(("get\n\n\n" + date.toLowerCase(Locale.ROOT) + "\n\n").getBytes(StandardCharsets.UTF_8));
        return URLEncoder.encode(
                "type=master&ver=1.0&sig=" + Base64.getEncoder().encodeToString(signed), StandardCharsets.UTF_8);
    }
}
