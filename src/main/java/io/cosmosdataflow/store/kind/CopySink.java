package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.SinkStore;
import java.util.Objects;
import java.util.function.Function;

/**
 * The checked sink of a copy, to be opened when the activity runs.
 *
 * @param shape what the mapping must know of it
 * @param idIsText the sink takes only texts as {@code id}
 * @param metrics whether request units may be shown
 */
public record CopySink(DataShape shape, boolean idIsText, boolean metrics, Function<Opening, SinkStore> opener) {

    public CopySink {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(opener, "opener");
    }
}
