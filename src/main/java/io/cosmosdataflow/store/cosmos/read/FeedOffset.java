package io.cosmosdataflow.store.cosmos.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An offset of the connector: JSON with the state of the SDK, one sequence number for each range of the container, and
 * for the end of a read the partitions to read.
 *
 * <p>The connector makes such an end from numbers that it has cached, which may be older than the last change; the mark
 * of now is asked from the service. So the end of a read is the mark of now with partitions of ours. Measured with
 * version 4.11.1; the newest version has the same shape.
 */
final class FeedOffset {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DIGITS = 32;
    /** Above all hashes of version 2 of the partition key; those of version 1 may lie above. */
    private static final BigInteger USUAL_END = BigInteger.ONE.shiftLeft(126);

    private final ObjectNode offset;
    private final JsonNode state;

    private FeedOffset(ObjectNode offset, JsonNode state) {
        this.offset = offset;
        this.state = state;
    }

    /** @throws JobException {@link ErrorCode#StateUnavailable} if it is none, or the connector writes them otherwise */
    static FeedOffset parse(String json) {
        try {
            ObjectNode offset = (ObjectNode) MAPPER.readTree(json);
            byte[] state = Base64.getDecoder().decode(offset.required("state").textValue());
            return new FeedOffset(offset, MAPPER.readTree(state));
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

    /** Whether nothing is before it. */
    boolean isBeginning() {
        return state.path("StartFrom").path("Type").asText().equals("BEGINNING");
    }

    /** The numbers of the ranges; equal for offsets between which nothing has changed. */
    JsonNode position() {
        return state.path("Continuation").path("Continuation");
    }

    /**
     * The same as the end of a read. Ranges in which nothing has changed are not read.
     *
     * @param from where the read starts, another position
     * @param partitions to read, at least; a range of the container is never less than one
     */
    String asEnd(FeedOffset from, int partitions) {
        JsonNode ranges = position();
        Set<JsonNode> unchanged = new HashSet<>();
        from.position().forEach(unchanged::add);
        int each = Math.max(1, (partitions + ranges.size() - 1) / Math.max(1, ranges.size()));
        ObjectNode end = offset.deepCopy();
        ArrayNode parts = end.putArray("partitions");
        for (JsonNode range : ranges) {
            if (unchanged.contains(range)) {
                continue;
            }
            long number = Long.parseLong(range.required("token").textValue().replace("\"", ""));
            List<String> bounds = bounds(
                    range.required("range").required("min").textValue(),
                    range.required("range").required("max").textValue(),
                    each);
            for (int i = 1; i < bounds.size(); i++) {
                ObjectNode part = parts.addObject();
                part.putArray("range").add(bounds.get(i - 1)).add(bounds.get(i));
                part.put("endLsn", number);
            }
        }
        return end.toString();
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
