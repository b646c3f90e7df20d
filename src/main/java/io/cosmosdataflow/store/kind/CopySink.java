package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.Replayable;
import io.cosmosdataflow.store.SinkStore;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The checked sink of a copy, to be opened when the activity runs.
 *
 * @param shape what the mapping must know of it
 * @param idIsText the sink takes only texts as {@code id}
 * @param metrics whether request units may be shown
 * @param replayable where its rejects can be written again; empty if it keeps none
 */
public record CopySink(
        DataShape shape,
        boolean idIsText,
        boolean metrics,
        Function<Opening, SinkStore> opener,
        Optional<Function<Opening, Replayable>> replayable) {

    /** Of a sink that keeps no rejects. */
    public CopySink(DataShape shape, boolean idIsText, boolean metrics, Function<Opening, SinkStore> opener) {
        this(shape, idIsText, metrics, opener, Optional.empty());
    }

    public CopySink {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(opener, "opener");
        Objects.requireNonNull(replayable, "replayable");
    }
}
