package io.cosmosdataflow.store.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.demand.HttpCall;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.http.HttpSender;
import io.cosmosdataflow.http.SendingLimits;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.http.WebRequest;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.JavaConverters;

/** Sends the requests of one task, at one pace. */
final class RequestSender implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 4;

    private final String method;
    private final boolean hasBody;
    private final String address;
    private final LinkedHashMap<String, String> headers = new LinkedHashMap<>();
    private final HttpAuthentication authentication;
    private final boolean statusRead;
    private final HttpSender sender;

    RequestSender(HttpCall call, RestService service) {
        this.method = call.method().name();
        this.hasBody = call.method().hasBody();
        this.address = joined(service.url(), call.entity());
        if (hasBody) {
            headers.put("Content-Type", "application/json");
        }
        headers.put("Accept", "application/json");
        headers.putAll(call.headers());
        this.authentication = service.authentication();
        this.statusRead = call.answer().status().isPresent();
        this.sender = new HttpSender(SendingLimits.of(Duration.ofSeconds(call.timeoutSeconds()))
                .withAttempts(ATTEMPTS)
                .withInterval(Duration.ofMillis(call.intervalMillis())));
    }

    private static String joined(String url, String entity) {
        if (entity.isEmpty()) {
            return url;
        }
        return url.replaceFirst("/+$", "") + "/" + entity.replaceFirst("^/+", "");
    }

    /** @param members of the request, as the text of a JSON object */
    Row send(String members) {
        WebRequest request = request(members);
        WebAnswer answer = sender.send(request);
        if (answer.failed() && !statusRead) {
            throw JobException.of(
                    ErrorCode.HttpCallFailed,
                    request.shown() + " answered " + answer.status()
                            + (answer.attempts() > 1 ? " in " + answer.attempts() + " attempts" : "")
                            + ". To go on with such rows, take the status into the output of the call.");
        }
        return row(answer);
    }

    private WebRequest request(String members) {
        try {
            WebAddress to = WebAddress.of(address);
            return new WebRequest(
                    method,
                    hasBody ? to : to.with(query(members)),
                    headers,
                    hasBody ? Optional.of(members) : Optional.empty(),
                    authentication);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw JobException.of(
                    ErrorCode.HttpCallFailed, "There can be no request to " + address + ": " + e.getMessage(), e);
        }
    }

    private static String query(String members) throws JsonProcessingException {
        StringBuilder query = new StringBuilder();
        Iterator<Map.Entry<String, JsonNode>> fields = JSON.readTree(members).fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode value = field.getValue();
            query.append(query.length() == 0 ? "" : "&")
                    .append(encoded(field.getKey()))
                    .append('=')
                    .append(encoded(value.isValueNode() ? value.asText() : value.toString()));
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Row row(WebAnswer answer) {
        Map<String, String> headers = new HashMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return RowFactory.create(answer.status(), JavaConverters.mapAsScalaMap(headers), answer.text());
    }
}
