package io.cosmosdataflow.store.cosmos.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a change feed goes on, as the SDK writes it: for each range of partition key hashes the mark of the last page.
 *
 * <p>Source: ChangeFeedStateV1 and FeedRangeCompositeContinuationImpl of SDK 4.32; newer ones write the same.
 *
 * @param text JSON in Base64, as the SDK takes it
 */
record FeedState(String text) implements Serializable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LAST = "FF";

    /** A range of hashes, of which the end is not part. */
    record HashRange(String min, String max) implements Serializable {

        static final HashRange ALL = new HashRange("", LAST);

        /** The SDK writes a range as it writes a state. */
        static HashRange parse(String feedRange) {
            return of(read(feedRange).required("Range"));
        }

        static HashRange of(JsonNode range) {
            return new HashRange(
                    range.required("min").textValue(), range.required("max").textValue());
        }

        Optional<HashRange> common(HashRange other) {
            String from = min.compareTo(other.min) > 0 ? min : other.min;
            String to = max.equals(LAST) || !other.max.equals(LAST) && other.max.compareTo(max) < 0 ? other.max : max;
            return to.equals(LAST) || from.compareTo(to) < 0 ? Optional.of(new HashRange(from, to)) : Optional.empty();
        }

        private ObjectNode json() {
            return MAPPER.createObjectNode().put("min", min).put("max", max);
        }
    }

    /**
     * Where one range goes on.
     *
     * @param token JSON: a number in quotes, or null before the first page
     */
    record Mark(JsonNode token, HashRange range) {

        static Mark of(JsonNode entry) {
            JsonNode token = entry.path("token");
            return new Mark(token.isTextual() ? token : MAPPER.nullNode(), HashRange.of(entry.required("range")));
        }

        /** Of the whole container, before its first change. */
        static Mark first() {
            return new Mark(MAPPER.nullNode(), HashRange.ALL);
        }

        /** Whether each hash is in one of them, once, and has a number; in the order of the hashes. */
        static boolean coverAll(List<Mark> marks) {
            String reached = HashRange.ALL.min();
            for (Mark mark : marks) {
                if (!mark.range().min().equals(reached) || !mark.token().isTextual()) {
                    return false;
                }
                reached = mark.range().max();
            }
            return reached.equals(HashRange.ALL.max());
        }

        private ObjectNode json() {
            ObjectNode json = MAPPER.createObjectNode();
            json.set("token", token);
            json.set("range", range.json());
            return json;
        }
    }

    static FeedState of(JsonNode state) {
        return new FeedState(
                Base64.getUrlEncoder().encodeToString(state.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(Base64.getUrlDecoder().decode(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same cut along ranges: each part has one range, so that its numbers rise from page to page. After a split of
     * a partition its mark is good for each of the new ones.
     */
    List<FeedState> within(List<HashRange> ranges) {
        JsonNode state = read(text);
        List<FeedState> parts = new ArrayList<>();
        for (Mark mark : marks(state)) {
            for (HashRange range : ranges) {
                mark.range().common(range).ifPresent(common -> parts.add(single(state, mark.token(), common)));
            }
        }
        return parts;
    }

    /** Each range by itself. */
    List<FeedState> parts() {
        return within(marks().stream().map(Mark::range).toList());
    }

    List<Mark> marks() {
        return marks(read(text));
    }

    /** The number of the last change that has been given; empty before the first page. Of a state with one range. */
    OptionalLong number() {
        JsonNode token = marks().get(0).token();
        return token.isTextual() ? OptionalLong.of(number(token.textValue())) : OptionalLong.empty();
    }

    /** @param mark a number in quotes */
    static long number(String mark) {
        return Long.parseLong(mark.replace("\"", ""));
    }

    private static List<Mark> marks(JsonNode state) {
        List<Mark> marks = new ArrayList<>();
        state.required("Continuation").required("Continuation").forEach(entry -> marks.add(Mark.of(entry)));
        return marks;
    }

    private static FeedState single(JsonNode state, JsonNode token, HashRange range) {
        ObjectNode single = state.deepCopy();
        ObjectNode continuation = (ObjectNode) single.required("Continuation");
        continuation.putArray("Continuation").add(new Mark(token, range).json());
        continuation.set("Range", range.json());
        return of(single);
    }

    /** @param startFrom {@code BEGINNING} or {@code NOW}: what marks without a token mean */
    static FeedState of(String rid, String startFrom, List<Mark> marks) {
        ObjectNode state = MAPPER.createObjectNode().put("V", 1).put("Rid", rid).put("Mode", "INCREMENTAL");
        state.putObject("StartFrom").put("Type", startFrom);
        ObjectNode continuation = state.putObject("Continuation").put("V", 1).put("Rid", rid);
        ArrayNode entries = continuation.putArray("Continuation");
        marks.forEach(mark -> entries.add(mark.json()));
        continuation.set("Range", HashRange.ALL.json());
        return of(state);
    }
}
