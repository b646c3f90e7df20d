package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One activity of a run.
 *
 * @param end while the activity is in progress, when this was written
 * @param attempts how often it was started; 0 if it was skipped
 * @param output in Data Factory's shape; empty if there is none
 * @param error why it failed
 * @param feeds what it took of change feeds, or was about to take when it ended; one for each such source
 * @param checkpointKey {@code continuationSettings.customizedCheckpointKey}, if it has one and took feeds
 */
public record ActivityRecord(
        String name,
        String type,
        RunStatus status,
        Instant start,
        Instant end,
        int attempts,
        ObjectNode output,
        Optional<Failure> error,
        List<FeedRange> feeds,
        Optional<String> checkpointKey) {

    /** @param code name of the error code */
    public record Failure(String code, String message) {}

    public ActivityRecord {
        feeds = List.copyOf(feeds);
    }

    /** Without change feeds. */
    public ActivityRecord(
            String name,
            String type,
            RunStatus status,
            Instant start,
            Instant end,
            int attempts,
            ObjectNode output,
            Optional<Failure> error) {
        this(name, type, status, start, end, attempts, output, error, List.of(), Optional.empty());
    }

    public ActivityRecord withFeeds(List<FeedRange> taken, Optional<String> key) {
        return new ActivityRecord(name, type, status, start, end, attempts, output, error, taken, key);
    }
}
