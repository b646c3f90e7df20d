package io.cosmosdataflow.store.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.demand.HttpCall;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.JavaConverters;

/** Sends the requests of one task, with one client and one pace. */
final class RequestSender implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 4;
    private static final long FIRST_WAIT_MILLIS = 200;
    private static final long LONGEST_WAIT_MILLIS = 30_000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int FAILURES = 400;

    private final String method;
    private final boolean hasBody;
    private final String address;
    private final LinkedHashMap<String, String> headers;
    private final Secret authorization;
    private final int timeoutSeconds;
    private final int intervalMillis;
    private final boolean statusRead;

    private transient HttpClient client;
    private transient long nextNanos;

    RequestSender(HttpCall call, RestService service) {
        this.method = call.method().name();
        this.hasBody = call.method().hasBody();
        this.address = joined(service.url(), call.entity());
        this.headers = new LinkedHashMap<>(call.headers());
        this.authorization = service.user().map(RestService.User::authorization).orElse(null);
        this.timeoutSeconds = call.timeoutSeconds();
        this.intervalMillis = call.intervalMillis();
        this.statusRead = call.answer().status().isPresent();
    }

    private static String joined(String url, String entity) {
        if (entity.isEmpty()) {
            return url;
        }
        return url.replaceFirst("/+$", "") + "/" + entity.replaceFirst("^/+", "");
    }

    /** @param members of the request, as the text of a JSON object */
    Row send(String members) {
        HttpRequest request = request(members);
        for (int attempt = 1; ; attempt++) {
            HttpResponse<String> response = answer(request);
            int status = response.statusCode();
            boolean passing = status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
            if (passing && attempt < ATTEMPTS) {
                pause(wait(response, attempt));
            } else if (status >= FAILURES && !statusRead) {
                throw JobException.of(
                        ErrorCode.HttpCallFailed,
                        method + " " + address + " answered " + status
                                + (attempt > 1 ? " in " + attempt + " attempts" : "")
                                + ". To go on with such rows, take the status into the output of the call.");
            } else {
                return row(response);
            }
        }
    }

    private HttpRequest request(String members) {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(
                            URI.create(hasBody ? address : address + query(members)))
                    .timeout(Duration.ofSeconds(timeoutSeconds))
                    .method(method, hasBody ? BodyPublishers.ofString(members) : BodyPublishers.noBody());
            if (hasBody) {
                builder.setHeader("Content-Type", "application/json");
            }
            builder.setHeader("Accept", "application/json");
            headers.forEach(builder::setHeader);
            if (authorization != null) {
                builder.setHeader("Authorization", authorization.reveal());
            }
            return builder.build();
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw JobException.of(
                    ErrorCode.HttpCallFailed, "There can be no request to " + address + ": " + e.getMessage(), e);
        }
    }

    private String query(String members) throws JsonProcessingException {
        StringBuilder query = new StringBuilder();
        Iterator<Map.Entry<String, JsonNode>> fields = JSON.readTree(members).fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode value = field.getValue();
            query.append(query.length() == 0 && !address.contains("?") ? '?' : '&')
                    .append(encoded(field.getKey()))
                    .append('=')
                    .append(encoded(value.isValueNode() ? value.asText() : value.toString()));
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> answer(HttpRequest request) {
        keepPace();
        try {
            return client().send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.HttpCallFailed,
                    method + " " + address + " got no answer: "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.HttpCallFailed, method + " " + address + " was interrupted.", e);
        }
    }

    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(timeoutSeconds))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
        }
        return client;
    }

    private void keepPace() {
        long now = System.nanoTime();
        if (nextNanos != 0 && nextNanos > now) {
            pause(Duration.ofNanos(nextNanos - now).toMillis());
        }
        nextNanos = System.nanoTime() + Duration.ofMillis(intervalMillis).toNanos();
    }

    private static long wait(HttpResponse<String> response, int attempt) {
        long doubled = FIRST_WAIT_MILLIS << (attempt - 1);
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Math.min(LONGEST_WAIT_MILLIS, Long.parseLong(text) * 1000))
                .orElse(doubled);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.HttpCallFailed, "The wait between two requests was interrupted.", e);
        }
    }

    private static Row row(HttpResponse<String> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return RowFactory.create(response.statusCode(), JavaConverters.mapAsScalaMap(headers), response.body());
    }
}
