package io.cosmosdataflow.store.cosmos.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.read.FeedState.HashRange;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An offset of a stream of the connector: JSON with the {@link FeedState}, one sequence number for each range of the container.
 *
 * <p>Source: ChangeFeedOffset of connector 4.11.1; the newest version has the same shape.
 */
final class FeedOffset {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ID = "spark.cosmos.changeFeed.offset.v1";
    private static final int DIGITS = 32;
    /** Above all hashes of version 2 of the partition key; those of version 1 may lie above. */
    private static final BigInteger USUAL_END = BigInteger.ONE.shiftLeft(126);

    private final JsonNode state;

    private FeedOffset(JsonNode state) {
        this.state = state;
    }

    /** @throws JobException {@link ErrorCode#StateUnavailable} if it is none, or the connector writes them otherwise */
    static FeedOffset parse(String json) {
        try {
            JsonNode offset = MAPPER.readTree(json);
            byte[] state =
                    Base64.getUrlDecoder().decode(offset.required("state").textValue());
            return new FeedOffset(MAPPER.readTree(state));
        } catch (IOException | RuntimeException e) {
            throw JobException.of(
                    ErrorCode.StateUnavailable,
                    "The position of a change feed, as a checkpoint has it, is none of the Spark connector on the class"
                            + " path: it is damaged, or this version of the connector writes positions in a new way."
                            + " Start anew with 'checkpoint reset', go back with 'checkpoint rewind', or use the"
                            + " connector that was used before.",
                    e);
        }
    }

    /** As the Spark connector writes it. */
    static String write(String rid, String startFrom, List<FeedState.Mark> marks) {
        return MAPPER.createObjectNode()
                .put("id", ID)
                .put("state", FeedState.of(rid, startFrom, marks).text())
                .toString();
    }

    /** Whether nothing is before it. */
    boolean isBeginning() {
        return state.path("StartFrom").path("Type").asText().equals("BEGINNING");
    }

    /** The numbers of the ranges; equal for offsets between which nothing has changed. */
    JsonNode position() {
        return state.path("Continuation").path("Continuation");
    }

    /**
     * What there is to read up to here. Ranges in which nothing has changed are left out.
     *
     * @param from where the read starts, another position; its ranges may have been split since
     * @param tasks to have, at least; a range of the container is never less than one
     */
    List<FeedPart> partsFrom(FeedOffset from, int tasks) {
        JsonNode ranges = position();
        Set<JsonNode> unchanged = new HashSet<>();
        from.position().forEach(unchanged::add);
        int each = Math.max(1, (tasks + ranges.size() - 1) / Math.max(1, ranges.size()));
        FeedState start = FeedState.of(from.state);
        if (!from.isBeginning()
                && start.marks().stream().anyMatch(mark -> !mark.token().isTextual())) {
            throw JobException.of(
                    ErrorCode.StateUnavailable,
                    "The position of a change feed, as a checkpoint has it, has no number for a part of the container."
                            + " Start anew with 'checkpoint reset', or go back with 'checkpoint rewind'.");
        }
        List<FeedPart> parts = new ArrayList<>();
        for (JsonNode entry : ranges) {
            if (unchanged.contains(entry)) {
                continue;
            }
            long end = FeedState.number(entry.required("token").textValue());
            HashRange range = HashRange.of(entry.required("range"));
            List<String> bounds = bounds(range.min(), range.max(), each);
            for (int i = 1; i < bounds.size(); i++) {
                HashRange part = new HashRange(bounds.get(i - 1), bounds.get(i));
                start.within(List.of(part)).forEach(state -> parts.add(new FeedPart(state, end)));
            }
        }
        return parts;
    }

    /** A range of hashes in equal parts. */
    static List<String> bounds(String min, String max, int parts) {
        BigInteger from = number(min);
        BigInteger to = max.equals("FF") && from.compareTo(USUAL_END) < 0 ? USUAL_END : number(max);
        BigInteger length = to.subtract(from);
        List<String> bounds = new ArrayList<>(List.of(min));
        for (int i = 1; i < parts && length.compareTo(BigInteger.valueOf(parts)) > 0; i++) {
            BigInteger bound = from.add(length.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(parts)));
            bounds.add(String.format(Locale.ROOT, "%0" + DIGITS + "X", bound));
        }
        bounds.add(max);
        return bounds;
    }

    private static BigInteger number(String hash) {
        return new BigInteger("0" + hash + "0".repeat(Math.max(0, DIGITS - hash.length())), 16);
    }
}
