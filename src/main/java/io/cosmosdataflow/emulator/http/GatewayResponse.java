package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.storage.Partition;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One answer: status, headers, and a body or none. */
public final class GatewayResponse {

    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Bytes body;

    private GatewayResponse(int status, Bytes body) {
        this.status = status;
        this.body = body;
    }

    static GatewayResponse of(int status, Bytes body) {
        return new GatewayResponse(status, body);
    }

    static GatewayResponse empty(int status) {
        return new GatewayResponse(status, null);
    }

    static GatewayResponse json(int status, JsonNode json) {
        return new GatewayResponse(status, new Bytes(512).add(Json.write(json)));
    }

    /** An error in the service's form: a message that holds JSON, the activity and the path. */
    public static GatewayResponse error(ServiceError error, String activityId, String path) {
        // The query engine's messages are JSON of this form already.
        String errors = error.getMessage().startsWith("{\"errors\"")
                ? error.getMessage()
                : Json.object()
                        .set("Errors", Json.MAPPER.createArrayNode().add(error.getMessage()))
                        .toString();
        GatewayResponse response = json(
                error.status(),
                Json.object()
                        .put("code", error.code())
                        .put(
                                "message",
                                "Message: " + errors + "\r\nActivityId: " + activityId + ", Request URI: " + path));
        response.header("x-ms-substatus", String.valueOf(error.substatus()));
        if (error.retryAfterMillis() > 0) {
            response.header("x-ms-retry-after-ms", String.valueOf(error.retryAfterMillis()));
        }
        return response;
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** Null for an answer without a body. */
    public Bytes body() {
        return body;
    }

    GatewayResponse header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    GatewayResponse etag(String etag) {
        return header("etag", etag);
    }

    GatewayResponse charge(double units) {
        return header("x-ms-request-charge", String.format(Locale.ROOT, "%.2f", units));
    }

    /** The path by names and the resource id of what owns the resource; clients key their sessions by it. */
    GatewayResponse owner(String link, String rid) {
        header("x-ms-alt-content-path", ascii(link));
        return header("x-ms-content-path", rid);
    }

    GatewayResponse session(Partition partition) {
        String lsn = String.valueOf(partition.lsn());
        header("x-ms-session-token", partition.index() + ":-1#" + lsn);
        header("lsn", lsn);
        return header("x-ms-documentdb-partitionkeyrangeid", String.valueOf(partition.index()));
    }

    private static String ascii(String link) {
        for (int i = 0; i < link.length(); i++) {
            if (link.charAt(i) > '~' || link.charAt(i) < ' ') {
                try {
                    return new URI(null, null, link, null).toASCIIString();
                } catch (URISyntaxException e) {
                    throw new IllegalStateException("not a path: " + link, e);
                }
            }
        }
        return link;
    }
}
