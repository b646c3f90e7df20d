package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.kind.DataShape;
import java.util.Set;

/**
 * The checked source of a copy, to be opened when the activity runs.
 *
 * @param type as written: {@code CosmosDbSqlApiSource}, ...
 * @param mapped what the mapping must know of it
 * @param detectDatetime see {@link io.cosmosdataflow.copy.CopyShape}
 * @param metrics whether request units may be shown
 */
record SourceEnd(
        String type,
        LinkedService linkedService,
        DataShape mapped,
        boolean detectDatetime,
        boolean metrics,
        Opener opener) {

    /** Opens the store in the run. */
    @FunctionalInterface
    interface Opener {

        /** @param named the members of documents that the mapping names, which documents have to keep */
        SourceStore open(ActivityContext context, Set<String> named);
    }
}
