package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.Replayable;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A checked sink of a data flow, to be opened when the activity runs.
 *
 * @param replayable where its rejects can be written again; empty if it keeps none
 */
public record FlowSinkOpener(
        Function<Opening, FlowSinkStore> store, Optional<Function<Opening, Replayable>> replayable) {

    public FlowSinkOpener {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(replayable, "replayable");
    }

    /** Of a sink that keeps no rejects. */
    public static FlowSinkOpener of(Function<Opening, FlowSinkStore> store) {
        return new FlowSinkOpener(store, Optional.empty());
    }
}
