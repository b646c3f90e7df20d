package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One activity of a run.
 *
 * @param attempts how often it was started; 0 if it was skipped
 * @param output in Data Factory's shape; empty if there is none
 * @param error why it failed
 */
public record ActivityRecord(
        String name,
        String type,
        RunStatus status,
        Instant start,
        Instant end,
        int attempts,
        ObjectNode output,
        Optional<Failure> error) {

    /** @param code name of the error code */
    public record Failure(String code, String message) {}
}
