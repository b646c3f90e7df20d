package io.cosmosdataflow.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Versioned JSON of the state directory. A reader refuses versions that it does not know, and missing members. */
final class StateJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StateJson() {}

    static ObjectNode object(int version) {
        return MAPPER.createObjectNode().put("version", version);
    }

    static byte[] bytes(ObjectNode json) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (IOException e) {
            throw JobException.of(ErrorCode.Internal, "A file of the state directory is no JSON.", e);
        }
    }

    /**
     * @param file for the message of an unreadable file
     * @param noun what the file should be: {@code a run record}
     * @param reader gets the object and its version, from 1 to {@code newest}
     */
    static <T> T read(String file, byte[] bytes, String noun, int newest, BiFunction<ObjectNode, Integer, T> reader) {
        int version;
        ObjectNode json;
        try {
            json = (ObjectNode) MAPPER.readTree(bytes);
            version = number(json, "version").intValue();
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, "is not " + noun, e);
        }
        if (version < 1 || version > newest) {
            throw unreadable(
                    file,
                    "has version " + version + ", and this release reads "
                            + (newest == 1 ? "version 1" : "versions 1 to " + newest),
                    null);
        }
        try {
            return reader.apply(json, version);
        } catch (RuntimeException e) {
            throw unreadable(file, "is not " + noun, e);
        }
    }

    static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + name + "' is no text");
        }
        return value.textValue();
    }

    static Optional<String> optionalText(JsonNode json, String name) {
        return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
    }

    static Instant instant(JsonNode json, String name) {
        return Instant.parse(text(json, name));
    }

    static Number number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("'" + name + "' is no whole number");
        }
        return value.numberValue();
    }

    static ObjectNode object(JsonNode json, String name) {
        return (ObjectNode) json.path(name);
    }

    static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> item) {
        List<T> items = new ArrayList<>();
        ((ArrayNode) json.path(name)).forEach(each -> items.add(item.apply(each)));
        return items;
    }

    static void put(ObjectNode json, String name, FeedPosition position) {
        fill(json.putObject(name), position);
    }

    static void put(ArrayNode json, FeedPosition position) {
        fill(json.addObject(), position);
    }

    private static void fill(ObjectNode json, FeedPosition position) {
        json.put("source", position.source())
                .put("container", position.container())
                .put("containerRid", position.containerRid())
                .put("offset", position.offset());
    }

    static FeedPosition position(JsonNode json) {
        return new FeedPosition(
                text(json, "source"), text(json, "container"), text(json, "containerRid"), text(json, "offset"));
    }

    static void put(ArrayNode json, FeedRange range) {
        ObjectNode object = json.addObject();
        put(object, "from", range.from());
        put(object, "to", range.to());
    }

    static FeedRange range(JsonNode json) {
        return new FeedRange(position(json.path("from")), position(json.path("to")));
    }

    static void put(ObjectNode json, CheckpointKey key) {
        json.put("pipeline", key.pipeline()).put("activity", key.activity());
        key.custom().ifPresent(custom -> json.put("key", custom));
        key.debugSession().ifPresent(session -> json.put("debugSession", session));
    }

    static CheckpointKey key(JsonNode json) {
        return new CheckpointKey(
                text(json, "pipeline"),
                text(json, "activity"),
                optionalText(json, "key"),
                optionalText(json, "debugSession"));
    }

    private static JobException unreadable(String file, String why, Throwable cause) {
        return JobException.of(
                ErrorCode.StateUnavailable,
                "The file " + file + " " + why + ". Move it away, or use the release that wrote it.",
                cause);
    }
}
