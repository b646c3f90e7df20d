package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.SourceStore;
import java.util.Objects;
import java.util.Set;

/**
 * The checked source of a copy, to be opened when the activity runs.
 *
 * @param shape what the mapping must know of it
 * @param detectDatetime ISO 8601 texts of documents become timestamps in a tabular sink
 * @param metrics whether request units may be shown
 */
public record CopySource(DataShape shape, boolean detectDatetime, boolean metrics, Opener opener) {

    /** Opens the store in the run. */
    @FunctionalInterface
    public interface Opener {

        /** @param named the members of documents that the mapping names, which documents have to keep */
        SourceStore open(Opening with, Set<String> named);
    }

    public CopySource {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(opener, "opener");
    }
}
