package io.cosmosdataflow.store.cosmos.client;

import io.cosmosdataflow.endpoint.EndpointProbe;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * One request to an account without the SDK, which would try for minutes.
 *
 * <p>Source: Microsoft Learn, access control in the Azure Cosmos DB SQL API.
 */
final class SignedRequest {

    private SignedRequest() {}

    /**
     * @param resourceType {@code dbs} for databases; empty for the account itself
     * @param longest to connect, and for the answer
     * @throws IllegalArgumentException if the key is not base64
     */
    static <T> HttpResponse<T> get(
            CosmosAccount account, URI uri, String resourceType, HttpResponse.BodyHandler<T> body, Duration longest)
            throws IOException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        byte[] key = Base64.getDecoder().decode(account.key().reveal());
        byte[] signature = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key)
                .hmac("get\n" + resourceType + "\n\n" + date.toLowerCase(Locale.ROOT) + "\n\n");
        String token = "type=master&ver=1.0&sig=" + Base64.getEncoder().encodeToString(signature);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(longest)
                .header("Authorization", URLEncoder.encode(token, StandardCharsets.UTF_8))
                .header("x-ms-date", date)
                .header("x-ms-version", "2018-12-31")
                .GET()
                .build();
        HttpClient client = HttpClient.newBuilder()
                .sslContext(EndpointProbe.context())
                .connectTimeout(longest)
                .build();
        try {
            return client.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(e.getMessage());
        }
    }
}
