package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.store.local.LocalStores;
import java.util.List;
import java.util.Optional;

/**
 * What is the same for a check and for the run after it.
 *
 * @param outputs of activities that are not run
 * @param callers pipelines that call this one, each called by the one before it
 */
record CheckedDefinitions(
        Factory factory,
        Pipeline pipeline,
        Optional<LocalStores> local,
        ActivityOutputs outputs,
        List<Pipeline> callers) {}
