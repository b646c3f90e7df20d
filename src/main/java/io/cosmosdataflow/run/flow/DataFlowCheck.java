package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.local.LocalStores;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Finds all that is wrong or unsupported in a data flow by itself, with the defaults of its parameters; no
 * Spark session, no network. The activities that use it are checked with their pipelines.
 */
public final class DataFlowCheck {

    /** Power Query's own language, which is no data flow script. */
    public static final String POWER_QUERY = "WranglingDataFlow";

    private DataFlowCheck() {}

    /**
     * @param local local stores, which need no credentials; empty for the stores of the definitions
     * @param datasetParameters by {@code stream.parameter}; others are unknown, unless they have defaults
     */
    public static void check(
            Factory factory,
            DataFlow flow,
            Optional<LocalStores> local,
            Map<String, String> datasetParameters,
            Issues issues) {
        if (flow.type().equals(POWER_QUERY)) {
            return;
        }
        ParsedFlow.of(flow, factory, issues).ifPresent(parsed -> {
            DataFlowPlan plan =
                    DataFlowAnalysis.analyze(parsed, factory, Map.of(), Facts.checking(), Instant.now(), issues);
            FlowStores stores = new FlowStores(
                    RunScope.forDataFlow(factory, flow, local),
                    DatasetArguments.ofTexts(plan, factory, datasetParameters),
                    issues);
            plan.sources().stream()
                    .filter(source -> source.shape().transformation().equals("source"))
                    .forEach(stores::source);
            plan.sinks().forEach(stores::sink);
            stores.services(plan);
        });
    }
}
