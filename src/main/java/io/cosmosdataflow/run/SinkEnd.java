package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.kind.DataShape;
import java.util.function.Function;

/**
 * The checked sink of a copy, to be opened when the activity runs.
 *
 * @param type as written: {@code CosmosDbSqlApiSink}, ...
 * @param mapped what the mapping must know of it
 * @param idIsText the sink takes only texts as {@code id}
 * @param metrics whether request units may be shown
 */
record SinkEnd(
        String type,
        LinkedService linkedService,
        DataShape mapped,
        boolean idIsText,
        boolean metrics,
        Function<ActivityContext, SinkStore> opener) {}
