package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.project.ProjectedColumn;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.Opening;
import java.util.function.Function;

/**
 * A checked source of a data flow.
 *
 * @param opener makes the store, in the run
 */
record FlowSource(Source node, LinkedService linkedService, Function<Opening, FlowSourceStore> opener) {

    static Projection projection(Source node) {
        return new Projection(
                node.projection().stream()
                        .map(column -> new ProjectedColumn(column.name(), column.type(), column.formats()))
                        .toList(),
                node.allowSchemaDrift(),
                node.validateSchema(),
                node.inferDriftedColumnTypes());
    }
}
