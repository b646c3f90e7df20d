package io.cosmosdataflow.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.emulator.tls.TrustStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Speaks the protocol itself: signs requests and gives back what came over the wire. */
final class SignedClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final URI endpoint;
    private final String key;
    private ZonedDateTime date;

    SignedClient(EmbeddedCosmos emulator) {
        this(emulator, emulator.key());
    }

    SignedClient(EmbeddedCosmos emulator, String key) {
        this(emulator, emulator.endpoint(), key);
    }

    /** Asks one region. */
    SignedClient(EmbeddedCosmos emulator, URI endpoint) {
        this(emulator, endpoint, emulator.key());
    }

    private SignedClient(EmbeddedCosmos emulator, URI endpoint, String key) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context(emulator))
                .build();
        this.endpoint = endpoint;
        this.key = key;
    }

    /** The JVM's default context is fixed at its first use, and tests start several emulators. */
    private static SSLContext context(EmbeddedCosmos emulator) {
        try (InputStream in = Files.newInputStream(emulator.trustStore().file())) {
            KeyStore store = KeyStore.getInstance(TrustStore.TYPE);
            store.load(in, TrustStore.PASSWORD.toCharArray());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with this date in place of the present. */
    SignedClient at(ZonedDateTime newDate) {
        date = newDate;
        return this;
    }

    record Answer(int status, String text, HttpResponse<String> response) {

        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        int substatus() {
            return Integer.parseInt(header("x-ms-substatus"));
        }

        String message() {
            return json().get("message").asText();
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, (byte[]) null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, (byte[]) null, headers);
    }

    Answer query(String path, String text, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("x-ms-documentdb-isquery", "true", "Content-Type", "application/query+json"));
        return send("POST", path, MAPPER.createObjectNode().put("query", text).toString(), all.toArray(String[]::new));
    }

    Answer send(String method, String path, String body, String... headers) {
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        return send(method, path, bytes, headers);
    }

    Answer send(String method, String path, byte[] body, String... headers) {
        String now =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(date == null ? ZonedDateTime.now(ZoneOffset.UTC) : date);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/" + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .header("x-ms-date", now)
                .header("x-ms-version", "2018-12-31")
                .header("Authorization", signature(method, path, now));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String signature(String method, String path, String now) {
        // A resource id may have a plus sign, which is itself in a path.
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        String[] segments = decoded.isEmpty() ? new String[0] : decoded.split("/");
        boolean isFeed = segments.length % 2 == 1;
        String type = segments.length == 0 ? "" : segments[segments.length - (isFeed ? 1 : 2)];
        String link = isFeed ? String.join("/", List.of(segments).subList(0, segments.length - 1)) : decoded;
        String payload = method.toLowerCase(Locale.ROOT) + "\n" + type + "\n" + link + "\n"
                + now.toLowerCase(Locale.ROOT) + "\n\n";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            String sign = Base64.getEncoder().encodeToString(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
            return URLEncoder.encode("type=master&ver=1.0&sig=" + sign, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
