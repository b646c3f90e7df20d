package io.cosmosdataflow.definition.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonBoolean;
import io.cosmosdataflow.definition.json.JsonValue.JsonNull;
import io.cosmosdataflow.definition.json.JsonValue.JsonNumber;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.diagnostic.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON text into {@link JsonValue}s with positions. A byte order mark is passed over. */
public final class JsonReader {

    /** Deeper definitions are refused: no factory is, and a hostile file must not end in a stack overflow. */
    private static final int MOST_LEVELS = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    /** What Newtonsoft.Json, the service's reader, takes beyond the standard. */
    private static final JsonFactory LENIENT = FACTORY.rebuild()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final String file;
    private final JsonParser parser;

    private JsonReader(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * @param file name for positions and messages
     * @throws JobException {@link ErrorCode#JsonSyntax} at the position of the first fault
     */
    public static JsonValue read(String file, String text) {
        return read(FACTORY, file, text);
    }

    /**
     * As {@link #read}, but single quotes around texts and names, names without quotes, commas behind the last item,
     * and line ends in texts are taken, as by Newtonsoft.Json.
     */
    public static JsonValue readLenient(String file, String text) {
        return read(LENIENT, file, text);
    }

    private static JsonValue read(JsonFactory factory, String file, String text) {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = factory.createParser(json)) {
            JsonReader reader = new JsonReader(file, parser);
            if (parser.nextToken() == null) {
                throw fault(Span.startOf(file), "The file is empty; a JSON object is expected.");
            }
            JsonValue value = reader.value(0);
            if (parser.nextToken() != null) {
                throw fault(reader.here(), "There is text after the end of the JSON value.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw fault(
                    span(file, e.getLocation()), "This is not valid JSON: " + firstLine(e.getOriginalMessage()) + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonValue value(int level) throws IOException {
        Span span = here();
        if (level > MOST_LEVELS) {
            throw fault(span, "The JSON is nested deeper than " + MOST_LEVELS + " levels.");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(span, level);
            case START_ARRAY -> array(span, level);
            case VALUE_STRING -> new JsonText(span, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(span, number(token));
            case VALUE_TRUE, VALUE_FALSE -> new JsonBoolean(span, token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> new JsonNull(span);
            default -> throw new JsonParseException(parser, "Unexpected " + token);
        };
    }

    private NumericNode number(JsonToken token) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
        BigDecimal value = WrittenNumber.read(parser.getText())
                .orElseThrow(() -> fault(here(), "The number is too long, or too far from 1: " + WrittenNumber.LIMITS));
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return (NumericNode) nodes.numberNode(value);
        }
        return switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            default -> (NumericNode) nodes.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonObject object(Span span, int level) throws IOException {
        Map<String, Member> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Span nameSpan = here();
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, new Member(nameSpan, value(level + 1)));
        }
        return new JsonObject(span, members);
    }

    private JsonArray array(Span span, int level) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(level + 1));
        }
        return new JsonArray(span, items);
    }

    private Span here() {
        return span(file, parser.currentTokenLocation());
    }

    private static Span span(String file, JsonLocation location) {
        return location == null
                ? Span.startOf(file)
                : new Span(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static JobException fault(Span span, String message) {
        return JobException.of(
                new Issue(ErrorCode.JsonSyntax, Severity.ERROR, span, message, "Correct the file and check it again."));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").replaceFirst("\\.$", "");
    }
}
