package io.cosmosdataflow.copy;

import io.cosmosdataflow.store.kind.DataShape;
import java.util.Objects;

/**
 * What the mapping must know of the two ends of a copy.
 *
 * @param detectDatetime ISO 8601 texts of documents become timestamps in a tabular sink
 * @param sinkIdIsText the sink takes only texts as {@code id}
 */
public record CopyShape(DataShape source, DataShape sink, boolean detectDatetime, boolean sinkIdIsText) {

    public CopyShape {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
    }
}
