package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import java.util.Objects;
import java.util.Optional;

/**
 * A sink of a data flow as its script and its bindings have it.
 *
 * @param name of the sink
 * @param dataset empty if the sink is inline
 * @param settings those that a store may know; what nobody reads is reported
 */
public record FlowSinkRequest(
        String name, Optional<Dataset> dataset, LinkedService linkedService, Properties settings, SinkRows rows) {

    public FlowSinkRequest {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(linkedService, "linkedService");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(rows, "rows");
    }
}
