package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One activity of a run.
 *
 * @param attempts how often it was started; 0 if it was skipped
 * @param output in Data Factory's shape; empty if there is none, {@link #secured} if it is not to be shown
 * @param feeds what it took of change feeds, or was about to take when it ended; one for each such source
 * @param checkpointKey {@code continuationSettings.customizedCheckpointKey}, if it has one and took feeds
 */
public record ActivityRecord(
        String name,
        String type,
        Course course,
        int attempts,
        ObjectNode output,
        List<FeedRange> feeds,
        Optional<String> checkpointKey)
        implements Course.Taken {

    private static final String SECURE = "secureOutput";
    private static final String MASK = "***";

    /** @param code name of the error code */
    public record Failure(String code, String message) {}

    public ActivityRecord {
        feeds = List.copyOf(feeds);
    }

    /** Without change feeds. */
    public ActivityRecord(String name, String type, Course course, int attempts, ObjectNode output) {
        this(name, type, course, attempts, output, List.of(), Optional.empty());
    }

    /**
     * Without its output, which is secure.
     *
     * <p>Source: Microsoft Learn, concepts-pipelines-activities: "output from the activity is considered as secure and
     * isn't logged for monitoring".
     */
    public ActivityRecord secured() {
        ObjectNode masked = JsonNodeFactory.instance.objectNode().put(SECURE, MASK);
        return new ActivityRecord(name, type, course, attempts, masked, feeds, checkpointKey);
    }

    public boolean isSecured() {
        return output.path(SECURE).asText().equals(MASK);
    }

    /** As that of an activity inside another, or of one that it has called. */
    public ActivityRecord withName(String path) {
        return new ActivityRecord(path, type, course, attempts, output, feeds, checkpointKey);
    }

    public ActivityRecord withCourse(Course other) {
        return new ActivityRecord(name, type, other, attempts, output, feeds, checkpointKey);
    }

    public ActivityRecord withFeeds(List<FeedRange> taken, Optional<String> key) {
        return new ActivityRecord(name, type, course, attempts, output, taken, key);
    }
}
