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

/**
 * Versioned JSON of the state directory. A reader refuses versions that it does not know, and missing members,
 * and files that are not as they were written.
 */
final class StateJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StateJson() {}

    static ObjectNode object(int version) {
        return MAPPER.createObjectNode().put("version", version);
    }

    /** The file of an object, with its checksum. */
    static byte[] bytes(ObjectNode json) {
        try {
            return Checksum.sealed(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        } catch (IOException e) {
            throw JobException.of(ErrorCode.Internal, "A file of the state directory is no JSON.", e);
        }
    }

    /**
     * A kind of file.
     *
     * @param noun what the file should be: {@code a run record}
     * @param newest version that this release reads, and writes
     * @param sealedSince the first version with a checksum; files of earlier releases have none
     * @param wayOut what to do about a file that is damaged, as a sentence
     */
    record Kind(String noun, int newest, int sealedSince, String wayOut) {}

    /**
     * @param file for the message of an unreadable file
     * @param reader gets the object and its version, from 1 to the newest
     * @throws JobException {@link ErrorCode#StateUnavailable} for a file of a later version, one that is not what it
     *     should be, and one whose checksum does not fit
     */
    static <T> T read(String file, byte[] bytes, Kind kind, BiFunction<ObjectNode, Integer, T> reader) {
        int version;
        ObjectNode json;
        try {
            json = (ObjectNode) MAPPER.readTree(bytes);
            version = number(json, "version").intValue();
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, kind, "is not " + kind.noun(), e);
        }
        if (version < 1 || version > kind.newest()) {
            throw unreadable(
                    file,
                    kind,
                    "has version " + version + ", and this release reads "
                            + (kind.newest() == 1 ? "version 1" : "versions 1 to " + kind.newest())
                            + "; if it is of a later release, use that one",
                    null);
        }
        if (version >= kind.sealedSince() ? !Checksum.fits(bytes) : json.has(Checksum.MEMBER)) {
            throw unreadable(file, kind, "is damaged: its checksum does not fit the rest of it", null);
        }
        try {
            return reader.apply(json, version);
        } catch (RuntimeException e) {
            throw unreadable(file, kind, "is not " + kind.noun(), e);
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

    private static JobException unreadable(String file, Kind kind, String why, Throwable cause) {
        return JobException.of(
                ErrorCode.StateUnavailable, "The file " + file + " " + why + ". " + kind.wayOut(), cause);
    }
}
