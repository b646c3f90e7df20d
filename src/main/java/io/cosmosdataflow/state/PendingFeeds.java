package io.cosmosdataflow.state;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run has begun to write and not committed: rows of these ranges may be in the sinks already.
 *
 * @param ranges one for each change feed source of the activity
 */
public record PendingFeeds(CheckpointKey key, String runId, List<FeedRange> ranges) {

    public PendingFeeds {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(runId, "runId");
        ranges = List.copyOf(ranges);
    }

    /** Where the run began to read a source; empty if it did not read it. */
    public Optional<FeedPosition> start(String source) {
        return ranges.stream()
                .filter(range -> range.source().equals(source))
                .findFirst()
                .map(FeedRange::from);
    }

    /** Whether the run came as far as the move, and no further. */
    boolean settledBy(Checkpoint checkpoint) {
        return checkpoint.cause() == Checkpoint.Cause.RUN
                && checkpoint.runId().equals(runId)
                && ranges.stream().allMatch(range -> checkpoint.positions().contains(range.to()));
    }
}
