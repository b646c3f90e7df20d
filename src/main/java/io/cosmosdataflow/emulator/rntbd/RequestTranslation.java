package io.cosmosdataflow.emulator.rntbd;

import io.cosmosdataflow.emulator.http.GatewayRequest;
import io.cosmosdataflow.emulator.http.ReplicaPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** What a frame would be as a request to the gateway: method, path and headers out of kinds and tokens. */
final class RequestTranslation {

    private static final int DATABASE_RID_BYTES = 4;
    private static final int CONTAINER_RID_BYTES = 8;
    private static final int DOCUMENT_RID_BYTES = 16;
    private static final long ANY_PAGE_SIZE = 0xFFFFFFFFL;
    private static final int DOCUMENTS = 3;

    private static final Map<Integer, String> FEEDS = Map.of(1, "dbs", 2, "colls", DOCUMENTS, "docs");

    private static final List<String> READ_KEY_TYPES =
            List.of("", "ResourceId", "EffectivePartitionKey", "EffectivePartitionKeyRange");

    /** Headers that are told by the operation. */
    private static final Map<Operation, Map<String, String>> OF_OPERATION = Map.of(
            Operation.SQL_QUERY, Map.of("Content-Type", "application/query+json", "x-ms-documentdb-isquery", "True"),
            Operation.QUERY, Map.of("Content-Type", "application/query+json", "x-ms-documentdb-isquery", "True"),
            Operation.UPSERT, Map.of("x-ms-documentdb-is-upsert", "True"),
            Operation.BATCH, Map.of("x-ms-cosmos-is-batch-request", "True"));

    private static final Map<RequestToken, String> TEXTS = Map.ofEntries(
            Map.entry(RequestToken.AUTHORIZATION, "authorization"),
            Map.entry(RequestToken.DATE, "x-ms-date"),
            Map.entry(RequestToken.SESSION_TOKEN, "x-ms-session-token"),
            Map.entry(RequestToken.CONTINUATION, "x-ms-continuation"),
            Map.entry(RequestToken.PARTITION_KEY, "x-ms-documentdb-partitionkey"),
            Map.entry(RequestToken.PARTITION_KEY_RANGE_ID, "x-ms-documentdb-partitionkeyrangeid"),
            Map.entry(RequestToken.A_IM, "A-IM"),
            Map.entry(RequestToken.IF_MODIFIED_SINCE, "If-Modified-Since"),
            Map.entry(RequestToken.START_EPK, "x-ms-start-epk"),
            Map.entry(RequestToken.END_EPK, "x-ms-end-epk"),
            Map.entry(RequestToken.INTENDED_CONTAINER, "x-ms-cosmos-intended-collection-rid"));

    private static final Map<RequestToken, String> FLAGS = Map.of(
            RequestToken.ENABLE_SCAN, "x-ms-documentdb-query-enable-scan",
            RequestToken.POPULATE_QUOTA_INFO, "x-ms-documentdb-populatequotainfo",
            RequestToken.POPULATE_QUERY_METRICS, "x-ms-documentdb-populatequerymetrics",
            RequestToken.BATCH_ATOMIC, "x-ms-cosmos-batch-atomic",
            RequestToken.BATCH_CONTINUE, "x-ms-cosmos-batch-continue-on-error",
            RequestToken.BATCH_ORDERED, "x-ms-cosmos-batch-ordered");

    private RequestTranslation() {}

    /** Kinds of operations by their code on the wire. */
    enum Operation {
        CREATE(0x01, "POST", true),
        PATCH(0x02, "PATCH", false),
        READ(0x03, "GET", false),
        READ_FEED(0x04, "GET", true),
        DELETE(0x05, "DELETE", false),
        REPLACE(0x06, "PUT", false),
        EXECUTE(0x08, "POST", false),
        SQL_QUERY(0x09, "POST", true),
        QUERY(0x0F, "POST", true),
        HEAD(0x11, "HEAD", false),
        UPSERT(0x13, "POST", true),
        BATCH(0x25, "POST", true);

        private final int code;
        private final String method;
        private final boolean feed;

        Operation(int code, String method, boolean feed) {
            this.code = code;
            this.method = method;
            this.feed = feed;
        }

        static Operation of(int code) throws MalformedFrameException {
            return Arrays.stream(values())
                    .filter(each -> each.code == code)
                    .findFirst()
                    .orElseThrow(() -> new MalformedFrameException("no operation has the code " + code));
        }
    }

    static GatewayRequest request(RequestFrame frame, ReplicaPath replica) throws MalformedFrameException {
        Operation operation = Operation.of(frame.operation());
        return new GatewayRequest(
                operation.method,
                path(frame, operation),
                null,
                headers(frame, operation, replica),
                frame.body(),
                "",
                frame.activityId());
    }

    private static String path(RequestFrame frame, Operation operation) throws MalformedFrameException {
        StringBuilder path = new StringBuilder();
        FrameTokens tokens = frame.tokens();
        if (tokens.text(RequestToken.DATABASE).isPresent()) {
            name(path, "dbs", tokens, RequestToken.DATABASE);
            name(path, "colls", tokens, RequestToken.CONTAINER);
            name(path, "docs", tokens, RequestToken.DOCUMENT);
            name(path, "sprocs", tokens, RequestToken.STORED_PROCEDURE);
        } else {
            tokens.bytes(RequestToken.RESOURCE_ID).ifPresent(id -> {
                rid(path, "dbs", id, DATABASE_RID_BYTES);
                rid(path, "colls", id, CONTAINER_RID_BYTES);
                rid(path, "docs", id, DOCUMENT_RID_BYTES);
            });
        }
        if (operation.feed) {
            String feed = FEEDS.get(frame.resource());
            if (feed == null) {
                throw new MalformedFrameException("no feed has resources of kind " + frame.resource());
            }
            path.append('/').append(feed);
        }
        return path.toString();
    }

    private static void name(StringBuilder path, String kind, FrameTokens tokens, RequestToken token) {
        tokens.text(token)
                .ifPresent(name -> path.append('/').append(kind).append('/').append(escaped(name)));
    }

    private static void rid(StringBuilder path, String kind, byte[] id, int bytes) {
        if (id.length >= bytes) {
            String text = Base64.getEncoder().encodeToString(Arrays.copyOf(id, bytes));
            path.append('/').append(kind).append('/').append(escaped(text.replace('/', '-')));
        }
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static HttpFields headers(RequestFrame frame, Operation operation, ReplicaPath replica) {
        HttpFields.Mutable headers = HttpFields.build();
        FrameTokens tokens = frame.tokens();
        OF_OPERATION.getOrDefault(operation, Map.of()).forEach(headers::put);
        TEXTS.forEach((token, name) -> tokens.text(token).ifPresent(text -> headers.put(name, text)));
        FLAGS.forEach((token, name) ->
                tokens.number(token).ifPresent(flag -> headers.put(name, flag != 0 ? "True" : "False")));
        tokens.number(RequestToken.PAGE_SIZE)
                .ifPresent(size ->
                        headers.put("x-ms-max-item-count", size == ANY_PAGE_SIZE ? "-1" : String.valueOf(size)));
        tokens.number(RequestToken.CONTINUATION_LIMIT)
                .ifPresent(kilobytes ->
                        headers.put("x-ms-documentdb-responsecontinuationtokenlimitinkb", String.valueOf(kilobytes)));
        tokens.number(RequestToken.READ_KEY_TYPE)
                .filter(type -> type < READ_KEY_TYPES.size())
                .ifPresent(type -> headers.put("x-ms-read-key-type", READ_KEY_TYPES.get(type.intValue())));
        boolean reads = operation == Operation.READ || operation == Operation.READ_FEED;
        tokens.text(RequestToken.MATCH).ifPresent(etag -> headers.put(reads ? "If-None-Match" : "If-Match", etag));
        if (tokens.isSet(RequestToken.MINIMAL)) {
            headers.put("Prefer", "return=minimal");
        }
        // A replica has one partition, and a feed or query of it is over that.
        if (frame.resource() == DOCUMENTS && replica.container().isPresent()) {
            headers.put("x-ms-documentdb-partitionkeyrangeid", String.valueOf(replica.partition()));
        }
        return headers;
    }
}
