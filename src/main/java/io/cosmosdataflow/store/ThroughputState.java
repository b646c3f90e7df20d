package io.cosmosdataflow.store;

import io.cosmosdataflow.state.PendingThroughputs;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Where a run writes down which throughput it has raised, and finds what dead runs have left raised.
 *
 * @param running whether the run of an id still goes on, and so puts its throughput back itself
 * @param remark takes what the user should see
 */
public record ThroughputState(
        PendingThroughputs pending, String runId, Predicate<String> running, Consumer<String> remark) {

    public ThroughputState {
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(running, "running");
        Objects.requireNonNull(remark, "remark");
    }
}
