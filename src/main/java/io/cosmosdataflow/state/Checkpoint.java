package io.cosmosdataflow.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the change feeds of an activity have been taken; those of all its sources, since they move together.
 *
 * @param number counts the moves of the key, from 1
 * @param runId the run that moved it; for a rewind the run before which it stands; empty text for a reset
 * @param at when it was moved
 * @param positions none after a reset, so that the next run starts as the first one did
 */
public record Checkpoint(
        CheckpointKey key, long number, String runId, Instant at, Cause cause, List<FeedPosition> positions) {

    /** What moved a checkpoint. */
    public enum Cause {
        RUN,
        REWIND,
        RESET
    }

    public Checkpoint {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cause, "cause");
        positions = List.copyOf(positions);
    }

    public Optional<FeedPosition> position(String source) {
        return positions.stream().filter(each -> each.source().equals(source)).findFirst();
    }
}
