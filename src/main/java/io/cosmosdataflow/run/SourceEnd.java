package io.cosmosdataflow.run;

import io.cosmosdataflow.copy.translator.MappedEnd;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.store.SourceStore;
import java.util.function.Function;

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
        MappedEnd mapped,
        boolean detectDatetime,
        boolean metrics,
        Function<ActivityContext, SourceStore> opener) {}
