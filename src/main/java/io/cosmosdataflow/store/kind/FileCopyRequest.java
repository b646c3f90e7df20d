package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.expression.ResolvedDataset;
import java.util.Objects;

/**
 * A copy of files as an activity asks for it.
 *
 * @param source, sink of the activity; what nobody reads is reported
 */
public record FileCopyRequest(ResolvedDataset from, Properties source, ResolvedDataset to, Properties sink) {

    public FileCopyRequest {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(sink, "sink");
    }
}
