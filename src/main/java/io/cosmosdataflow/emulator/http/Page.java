package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.storage.Json;

/** The body of a list: {@code {"_rid": .., "<name>": [..], "_count": n}}, written while the items are found. */
final class Page {

    /** What the service puts into one answer at most. */
    static final long LARGEST = 4L * 1024 * 1024;

    /** The usual length of the system properties of a document. */
    static final int SYSTEM_PROPERTIES = 230;

    private final Bytes out;
    private int count;

    Page(String ownerRid, String name, int expectedBytes) {
        out = new Bytes(expectedBytes);
        out.ascii("{\"_rid\":\"").ascii(ownerRid).ascii("\",\"").ascii(name).ascii("\":[");
    }

    /** The place to write the next item to. */
    Bytes next() {
        if (count++ > 0) {
            out.write(',');
        }
        return out;
    }

    void add(JsonNode item) {
        next().add(Json.write(item));
    }

    int count() {
        return count;
    }

    int bytes() {
        return out.length();
    }

    GatewayResponse response() {
        out.ascii("],\"_count\":").number(count).write('}');
        return GatewayResponse.of(200, out).header("x-ms-item-count", String.valueOf(count));
    }
}
