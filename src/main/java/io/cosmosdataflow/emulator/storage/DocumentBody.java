package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cosmosdataflow.emulator.partition.KeyDefinition;
import io.cosmosdataflow.emulator.partition.PartitionKeyPath;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * A document as a client sent it: its text up to the closing brace, without the system properties, and the few
 * values that the store itself needs.
 *
 * <p>The text of every other value is the client's, byte for byte; the parser only finds positions.
 *
 * @param open the text without the closing brace
 * @param timeToLive the document's own {@code ttl} in seconds, {@link #NO_TTL} where it has none
 */
public record DocumentBody(byte[] open, String id, PartitionKeyValue key, int timeToLive) {

    public static final int NO_TTL = Integer.MIN_VALUE;
    public static final int LARGEST = 2 * 1024 * 1024;

    private static final int LONGEST_ID = 1023;
    private static final Set<String> SYSTEM_PROPERTIES =
            Set.of("_rid", "_self", "_etag", "_attachments", "_ts", "_lsn");

    /** Reads one document; what makes it unacceptable is thrown as the service's own error. */
    public static DocumentBody parse(byte[] source, int offset, int length, KeyDefinition definition) {
        if (length > LARGEST) {
            throw ServiceError.tooLarge();
        }
        try (JsonParser parser = Json.FACTORY.createParser(source, offset, length)) {
            return new Reader(parser, source, offset, definition).read();
        } catch (JsonProcessingException e) {
            throw Json.malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void checkId(String id) {
        if (id.isEmpty()) {
            throw missingId();
        }
        if (id.length() * 3 > LONGEST_ID && id.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID) {
            throw ServiceError.badRequest("Id is too long: at most " + LONGEST_ID + " bytes are allowed.");
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == '/' || c == '\\' || c == '?' || c == '#') {
                throw ServiceError.badRequest("The input name '" + id
                        + "' is invalid. Ensure to provide a unique non-empty string less than '" + LONGEST_ID
                        + "' characters and without '/', '\\', '?' or '#'.");
            }
        }
    }

    private static ServiceError missingId() {
        return ServiceError.badRequest(
                "The input content is invalid because the required properties - 'id; ' - are missing");
    }

    /** One pass over the tokens of a document. */
    private static final class Reader {
        private final JsonParser parser;
        private final byte[] source;
        private final int offset;
        private final PartitionKeyPath[] paths;
        private final Object[] values;
        private int[] starts = new int[32];
        private int fields;
        private boolean drops;
        private String id;
        private int timeToLive = NO_TTL;

        Reader(JsonParser parser, byte[] source, int offset, KeyDefinition definition) {
            this.parser = parser;
            this.source = source;
            this.offset = offset;
            this.paths = definition.paths().toArray(PartitionKeyPath[]::new);
            this.values = new Object[paths.length];
            Arrays.fill(values, PartitionKeyValue.UNDEFINED);
        }

        DocumentBody read() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw ServiceError.badRequest("The input content is invalid: a document is a JSON object.");
            }
            int first = position();
            boolean[] isDropped = new boolean[8];
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (fields == starts.length) {
                    starts = Arrays.copyOf(starts, fields * 2);
                }
                starts[fields] = position();
                if (name.startsWith("_") && SYSTEM_PROPERTIES.contains(name)) {
                    if (fields >= isDropped.length) {
                        isDropped = Arrays.copyOf(isDropped, fields * 2);
                    }
                    isDropped[fields] = true;
                    drops = true;
                }
                fields++;
                parser.nextToken();
                topLevel(name);
            }
            int end = position();
            if (parser.nextToken() != null) {
                throw ServiceError.badRequest("The input content is invalid: text follows the document.");
            }
            if (id == null) {
                throw missingId();
            }
            checkId(id);
            byte[] open = drops ? kept(isDropped, end) : Arrays.copyOfRange(source, first, trimmed(first, end));
            return new DocumentBody(open, id, new PartitionKeyValue(Arrays.asList(values)), timeToLive);
        }

        private int position() {
            long at = parser.getTokenLocation().getByteOffset();
            if (at < 0) {
                throw ServiceError.badRequest("The input content is invalid: the body must be UTF-8.");
            }
            return offset + (int) at;
        }

        private void topLevel(String name) throws IOException {
            if (name.equals("id")) {
                if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                    throw missingId();
                }
                id = parser.getText();
            } else if (name.equals("ttl")) {
                timeToLive = readTimeToLive();
            }
            keyValue(name, 0, (1 << paths.length) - 1);
        }

        private int readTimeToLive() throws IOException {
            if (parser.hasToken(JsonToken.VALUE_NULL)) {
                return NO_TTL;
            }
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                    || parser.getNumberType() != JsonParser.NumberType.INT
                    || parser.getIntValue() == 0
                    || parser.getIntValue() < -1) {
                throw ServiceError.badRequest(
                        "The input ttl is invalid. Ensure to provide a nonzero positive integer less than or equal to"
                                + " '2147483647', or -1.");
            }
            return parser.getIntValue();
        }

        /** Takes the value under a name, or goes down into it, for those of the key's paths that lead there. */
        private void keyValue(String name, int depth, int candidates) throws IOException {
            int deeper = 0;
            for (int i = 0; i < paths.length; i++) {
                PartitionKeyPath path = paths[i];
                if ((candidates & (1 << i)) != 0 && path.names().get(depth).equals(name)) {
                    if (path.names().size() == depth + 1) {
                        values[i] = scalar();
                    } else {
                        deeper |= 1 << i;
                    }
                }
            }
            if (!parser.hasToken(JsonToken.START_OBJECT) || deeper == 0) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String inner = parser.currentName();
                parser.nextToken();
                keyValue(inner, depth + 1, deeper);
            }
        }

        private Object scalar() throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_STRING -> parser.getText();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                default -> throw ServiceError.badRequest(
                        "The partition key of a document must be a string, a number, a boolean or null.");
            };
        }

        private int trimmed(int start, int end) {
            int at = end;
            while (at > start
                    && (source[at - 1] == ' '
                            || source[at - 1] == '\n'
                            || source[at - 1] == '\r'
                            || source[at - 1] == '\t')) {
                at--;
            }
            return at;
        }

        private byte[] kept(boolean[] isDropped, int end) {
            Bytes out = new Bytes(end - starts[0] + 1);
            out.write('{');
            for (int i = 0; i < fields; i++) {
                if (i < isDropped.length && isDropped[i]) {
                    continue;
                }
                int stop = trimmed(starts[i], i + 1 < fields ? starts[i + 1] : end);
                if (i + 1 < fields) {
                    stop = trimmed(starts[i], stop - 1);
                }
                if (out.length() > 1) {
                    out.write(',');
                }
                out.write(source, starts[i], stop - starts[i]);
            }
            return out.copy();
        }
    }
}
