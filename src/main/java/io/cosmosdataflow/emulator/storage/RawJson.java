package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as maps, lists and {@link Scalar}s that keep the text they were read from, so that a document can be
 * changed in one place without a change anywhere else.
 */
final class RawJson {

    /** A string, number, boolean or null as it stands in the source, quotes and escapes included. */
    record Scalar(String text) {

        boolean isNumber() {
            return Character.isDigit(text.charAt(0)) || text.charAt(0) == '-';
        }

        boolean isIntegral() {
            return isNumber() && text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        }
    }

    private RawJson() {}

    static Object parse(byte[] source, int offset, int length) {
        try (JsonParser parser = Json.FACTORY.createParser(source, offset, length)) {
            parser.nextToken();
            Object value = value(parser, source, offset);
            if (parser.nextToken() != null) {
                throw ServiceError.badRequest("The request payload is invalid: text follows the JSON value.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw Json.malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser parser, byte[] source, int offset) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw ServiceError.badRequest("The request payload is invalid: the body is empty.");
        }
        switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser, source, offset));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser, source, offset));
                }
                return array;
            }
            default -> {
                int start = (int) parser.getTokenLocation().getByteOffset();
                parser.finishToken();
                int end = (int) parser.getCurrentLocation().getByteOffset();
                return new Scalar(new String(source, offset + start, end - start, StandardCharsets.UTF_8));
            }
        }
    }

    static byte[] write(Object value) {
        Bytes out = new Bytes(1024);
        write(value, out);
        return out.copy();
    }

    private static void write(Object value, Bytes out) {
        if (value instanceof Map<?, ?> object) {
            out.write('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                out.ascii(separator).ascii("\"");
                out.add(JsonStringEncoder.getInstance().quoteAsUTF8((String) entry.getKey()));
                out.ascii("\":");
                write(entry.getValue(), out);
                separator = ",";
            }
            out.write('}');
        } else if (value instanceof List<?> array) {
            out.write('[');
            String separator = "";
            for (Object element : array) {
                out.ascii(separator);
                write(element, out);
                separator = ",";
            }
            out.write(']');
        } else {
            out.text(((Scalar) value).text());
        }
    }

    /** The decoded text of a string; null for anything else. */
    static String string(Object value) {
        if (value instanceof Scalar scalar && scalar.text().startsWith("\"")) {
            return Json.parse(scalar.text().getBytes(StandardCharsets.UTF_8)).textValue();
        }
        return null;
    }
}
