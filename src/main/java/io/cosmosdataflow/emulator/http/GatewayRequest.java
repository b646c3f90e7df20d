package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.storage.Offer.Throughput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/** One request: method, decoded path segments, headers and the whole body. */
public final class GatewayRequest {

    private final String method;
    private final String rawPath;
    private final List<String> segments;
    private final HttpFields headers;
    private final byte[] body;
    private final String authority;
    private final String query;
    private final String activityId;

    /**
     * @param query what stands behind the question mark, or null
     * @param authority host and port as the client wrote them
     */
    public GatewayRequest(
            String method,
            String rawPath,
            String query,
            HttpFields headers,
            byte[] body,
            String authority,
            String activityId) {
        this.method = method;
        this.rawPath = rawPath;
        this.headers = headers;
        this.body = body;
        this.authority = authority;
        this.query = query == null ? "" : query;
        this.activityId = activityId;
        List<String> names = new ArrayList<>(6);
        for (String segment : rawPath.split("/")) {
            if (!segment.isEmpty()) {
                names.add(percentDecoded(segment));
            }
        }
        this.segments = List.copyOf(names);
    }

    /** Decodes {@code %41} and leaves {@code +} alone, unlike the decoder of form fields. */
    static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            int high = i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
            int low = i + 2 < source.length ? Character.digit(source[i + 2], 16) : -1;
            if (source[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(source[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    String method() {
        return method;
    }

    String rawPath() {
        return rawPath;
    }

    List<String> segments() {
        return segments;
    }

    byte[] body() {
        return body;
    }

    String query() {
        return query;
    }

    String activityId() {
        return activityId;
    }

    /** Host and port as the client wrote them. */
    String authority() {
        return authority;
    }

    /** Null when the request has no such header. */
    String header(String name) {
        return headers.get(name);
    }

    boolean has(String name) {
        return headers.contains(name);
    }

    boolean isTrue(String name) {
        return "true".equalsIgnoreCase(headers.get(name));
    }

    ObjectNode json() {
        return Json.parseObject(body);
    }

    boolean isQuery() {
        String type = header("Content-Type");
        return method.equals("POST")
                && (isTrue("x-ms-documentdb-isquery") || type != null && type.startsWith("application/query+json"));
    }

    /** Whether the client wants no document back after a write. */
    boolean prefersMinimal() {
        String prefer = header("Prefer");
        return prefer != null && prefer.contains("return=minimal");
    }

    /** Null when the request names no partition key. */
    PartitionKeyValue partitionKey() {
        String header = header("x-ms-documentdb-partitionkey");
        return header == null ? null : PartitionKeyValue.parse(header);
    }

    /** The throughput that a create request asks for, or null. */
    Throughput throughput() {
        String manual = header("x-ms-offer-throughput");
        String autoscale = header("x-ms-cosmos-offer-autopilot-settings");
        if (autoscale != null) {
            ObjectNode settings = Json.parseObject(autoscale.getBytes(StandardCharsets.UTF_8));
            return new Throughput(settings.path("maxThroughput").asInt(), true);
        }
        if (manual == null) {
            return null;
        }
        return new Throughput((int) number("x-ms-offer-throughput", manual), false);
    }

    /** A page's largest number of documents: 100 unless told, 1,000 where the client leaves it to the service. */
    int maxItemCount() {
        String header = header("x-ms-max-item-count");
        if (header == null) {
            return 100;
        }
        long count = number("x-ms-max-item-count", header);
        return count <= 0 ? 1000 : (int) Math.min(count, 100_000);
    }

    static long number(String name, String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw ServiceError.badRequest("The value '" + text + "' specified for the header '" + name
                    + "' is invalid. A number is expected.");
        }
    }
}
