package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.project.Projection;
import java.util.Objects;
import java.util.Optional;

/**
 * A source of a data flow as its script and its bindings have it.
 *
 * @param dataset empty if the source is inline
 * @param settings those that a store may know; what nobody reads is reported
 * @param limit how many rows are read at most; 0 for all
 */
public record FlowSourceRequest(
        Optional<Dataset> dataset,
        LinkedService linkedService,
        Properties settings,
        Projection projection,
        long limit) {

    public FlowSourceRequest {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(linkedService, "linkedService");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(projection, "projection");
    }
}
