package io.cosmosdataflow.http;

import io.cosmosdataflow.endpoint.EndpointProbe;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * The client of this JVM, a new one each minute: connections that nobody has used for longer are often cut on their way
 * without a word, and a client for each request would leave a thread behind until memory is cleaned up.
 */
final class CurrentClient {

    private static final long LIFE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);

    private static HttpClient client;
    private static long madeNanos;

    private CurrentClient() {}

    static synchronized HttpClient get() throws IOException {
        if (client == null || System.nanoTime() - madeNanos > LIFE_NANOS) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(LONGEST_CONNECT)
                    .sslContext(EndpointProbe.context())
                    .build();
            madeNanos = System.nanoTime();
        }
        return client;
    }
}
