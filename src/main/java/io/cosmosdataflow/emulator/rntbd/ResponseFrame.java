package io.cosmosdataflow.emulator.rntbd;

import io.cosmosdataflow.emulator.http.GatewayResponse;
import io.cosmosdataflow.emulator.protocol.Bytes;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** An answer on the wire: the length of its head, status, activity, tokens; and a body with its length, or none. */
final class ResponseFrame {

    private static final int HEAD_BYTES = 24;
    private static final int REPLICAS = 4;
    private static final int WRITE_QUORUM = 3;
    private static final int IDLE_SECONDS = 1_800;
    private static final int UNAUTHENTICATED_SECONDS = 60;
    private static final int PROTOCOL_VERSION = 1;
    private static final String CLIENT_VERSION = "2020-07-15";

    private static final Map<String, Integer> NUMBERS = Map.of(
            "x-ms-substatus", 0x1C,
            "x-ms-retry-after-ms", 0x0C,
            "x-ms-item-count", 0x14,
            "x-ms-documentdb-collection-index-transformation-progress", 0x1D);

    private static final Map<String, Integer> TEXTS = Map.of(
            "x-ms-continuation", 0x03,
            "etag", 0x04,
            "x-ms-alt-content-path", 0x17,
            "x-ms-content-path", 0x18,
            "x-ms-resource-quota", 0x0E,
            "x-ms-resource-usage", 0x0F,
            "x-ms-documentdb-query-metrics", 0x28,
            "x-ms-cosmos-index-utilization", 0x44);

    private ResponseFrame() {}

    /** What a connection is opened with. */
    static Bytes context(RequestFrame request) {
        TokenWriter tokens = new TokenWriter()
                .number(0x00, TokenType.ULONG, PROTOCOL_VERSION)
                .text(0x01, TokenType.SMALL_STRING, CLIENT_VERSION)
                .text(0x02, TokenType.SMALL_STRING, "embedded Cosmos DB")
                .text(0x03, TokenType.SMALL_STRING, "version=2.14.0.0")
                .number(0x04, TokenType.ULONG, IDLE_SECONDS)
                .number(0x05, TokenType.ULONG, UNAUTHENTICATED_SECONDS);
        return frame(200, request.activity(), tokens, null);
    }

    /**
     * Errors have numbers and session, too: without them clients take a replica for one that lags behind.
     *
     * @param partition index of the physical partition, "M" for databases and containers
     */
    static Bytes answer(RequestFrame request, GatewayResponse response, String partition) {
        Map<String, String> headers = response.headers();
        long lsn = Long.parseLong(headers.getOrDefault("lsn", "1"));
        Bytes body = response.body();
        TokenWriter tokens = new TokenWriter()
                .flag(0x00, body != null)
                .number(
                        0x35,
                        TokenType.ULONG,
                        request.tokens()
                                .number(RequestToken.TRANSPORT_REQUEST_ID)
                                .orElse(0L));
        for (int id : new int[] {0x13, 0x3A, 0x1A, 0x3B, 0x29, 0x32, 0x3C}) {
            tokens.number(id, TokenType.LONGLONG, lsn);
        }
        tokens.number(0x1E, TokenType.ULONG, WRITE_QUORUM)
                .number(0x1F, TokenType.ULONG, REPLICAS)
                .number(0x30, TokenType.ULONG, 0)
                .text(0x21, TokenType.STRING, partition)
                .real(0x15, Double.parseDouble(headers.getOrDefault("x-ms-request-charge", "0")))
                .text(0x10, TokenType.SMALL_STRING, "1.18")
                .text(
                        0x39,
                        TokenType.SMALL_STRING,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        String session = headers.get("x-ms-session-token");
        if (session != null) {
            // The client puts the partition before it.
            tokens.text(0x3E, TokenType.STRING, session.substring(session.indexOf(':') + 1));
        }
        NUMBERS.forEach((name, id) -> {
            if (headers.containsKey(name)) {
                tokens.number(id, TokenType.ULONG, Long.parseLong(headers.get(name)));
            }
        });
        TEXTS.forEach((name, id) -> {
            if (headers.containsKey(name)) {
                tokens.text(id, TokenType.STRING, headers.get(name));
            }
        });
        return frame(response.status(), request.activity(), tokens, body);
    }

    private static Bytes frame(int status, byte[] activity, TokenWriter tokens, Bytes body) {
        Bytes head = tokens.bytes();
        Bytes frame = new Bytes(HEAD_BYTES + head.length() + (body == null ? 0 : 4 + body.length()));
        frame.int32(Integer.reverseBytes(HEAD_BYTES + head.length()))
                .int32(Integer.reverseBytes(status))
                .add(activity);
        frame.write(head.array(), 0, head.length());
        if (body != null) {
            frame.int32(Integer.reverseBytes(body.length()));
            frame.write(body.array(), 0, body.length());
        }
        return frame;
    }
}
