package io.cosmosdataflow.store.cosmos.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Takes off what the service adds to a document: {@code _rid}, {@code _self}, {@code _etag}, {@code
 * _attachments}, {@code _ts} and {@code _lsn}, at the top level only. The rest of the text stays byte for
 * byte.
 *
 * <p>Only a text that has {@code _rid}, {@code _self} and {@code _etag} is taken for a whole document. What a
 * query selects by name, {@code SELECT c.id, c._ts FROM c}, stays.
 */
public final class SystemProperties {

    public static final Set<String> NAMES = Set.of("_rid", "_self", "_etag", "_attachments", "_ts", "_lsn");

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final byte[] FIRST = ascii(",\"_rid\":\"");
    /** What stands between the values of the properties, as the service writes them. */
    private static final byte[][] NEXT = {ascii(",\"_self\":\""), ascii(",\"_etag\":\""), ascii(",\"_attachments\":\"")
    };

    private static final byte[] TIME = ascii(",\"_ts\":");
    private static final byte[] LSN = ascii(",\"_lsn\":");

    private SystemProperties() {}

    /** @param json UTF-8, one JSON value */
    public static byte[] without(byte[] json) {
        int from = lastIndexOf(json, FIRST);
        if (from > 0 && endsWithThem(json, from)) {
            byte[] cut = new byte[from + 1];
            System.arraycopy(json, 0, cut, 0, from);
            cut[from] = '}';
            return cut;
        }
        return from < 0 && lastIndexOf(json, ascii("\"_rid\"")) < 0 ? json : scanned(json);
    }

    /** Whether from {@code from} on there is nothing but the properties in the service's order, and the end. */
    private static boolean endsWithThem(byte[] json, int from) {
        int at = text(json, from + FIRST.length);
        for (byte[] next : NEXT) {
            at = at < 0 || !startsWith(json, at, next) ? -1 : text(json, at + next.length);
        }
        if (at < 0 || !startsWith(json, at, TIME)) {
            return false;
        }
        at = digits(json, at + TIME.length);
        if (startsWith(json, at, LSN)) {
            at = digits(json, at + LSN.length);
        }
        return at == json.length - 1 && json[at] == '}';
    }

    /** The position after the quote that ends the text which starts at {@code from}; -1 if none does. */
    private static int text(byte[] json, int from) {
        for (int at = from; at < json.length; at++) {
            if (json[at] == '\\') {
                at++;
            } else if (json[at] == '"') {
                return at + 1;
            }
        }
        return -1;
    }

    private static int digits(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }

    private static byte[] scanned(byte[] json) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(json.length);
        int signs = 0;
        boolean other = false;
        kept.write('{');
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return json;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                int start = (int) parser.getTokenLocation().getByteOffset();
                parser.nextToken();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.getCurrentLocation().getByteOffset();
                if (name.equals("_rid") || name.equals("_self") || name.equals("_etag")) {
                    signs++;
                }
                if (!NAMES.contains(name)) {
                    if (other) {
                        kept.write(',');
                    }
                    kept.write(json, start, end - start);
                    other = true;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kept.write('}');
        return signs == 3 ? kept.toByteArray() : json;
    }

    private static int lastIndexOf(byte[] json, byte[] wanted) {
        for (int at = json.length - wanted.length; at >= 0; at--) {
            if (json[at] == wanted[0] && startsWith(json, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] json, int at, byte[] wanted) {
        if (at + wanted.length > json.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (json[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
