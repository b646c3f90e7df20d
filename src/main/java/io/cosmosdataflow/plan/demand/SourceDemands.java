package io.cosmosdataflow.plan.demand;

import io.cosmosdataflow.demand.SourceDemand;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.stream.StreamColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a data flow needs of each of its sources. */
public final class SourceDemands {

    private SourceDemands() {}

    /** @return by the name of the source, for a plan whose columns are all known */
    public static Map<String, SourceDemand> of(DataFlowPlan plan) {
        Map<String, SourceDemand> demands = new HashMap<>();
        Map<String, Set<String>> used = UsedColumns.of(plan);
        for (Node.Source source : plan.sources()) {
            Set<String> slots = used.getOrDefault(source.name(), Set.of());
            List<String> columns = new ArrayList<>();
            for (StreamColumn column : source.shape().schema().columns()) {
                if (slots.contains(column.slot())) {
                    columns.add(column.name());
                }
            }
            demands.put(source.name(), new SourceDemand(columns, NeededRows.of(source, plan)));
        }
        return demands;
    }
}
