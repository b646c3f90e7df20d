package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.store.SourceStore;
import java.util.function.Function;

/**
 * The checked source of a copy, to be opened when the activity runs.
 *
 * @param type as written: {@code CosmosDbSqlApiSource}, ...
 * @param nestingSeparator empty if nested values stay whole in a tabular sink
 * @param detectDatetime see {@link io.cosmosdataflow.copy.CopyShape}
 * @param metrics whether request units may be shown
 */
record SourceEnd(
        String type,
        LinkedService linkedService,
        boolean hierarchical,
        String nestingSeparator,
        boolean detectDatetime,
        boolean metrics,
        Function<ActivityContext, SourceStore> opener) {}
