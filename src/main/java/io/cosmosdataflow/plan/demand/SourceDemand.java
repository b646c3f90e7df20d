package io.cosmosdataflow.plan.demand;

import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.stream.StreamColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a data flow needs of one source. Other columns may be NULL, and other rows missing, without any sink getting
 * another row for it.
 *
 * @param columns those that a transformation or a sink uses, in the order of the source
 * @param rows what is true for every row that matters; {@link RowCondition#ANYTHING} where all do
 */
public record SourceDemand(List<String> columns, RowCondition rows) {

    public SourceDemand {
        columns = List.copyOf(columns);
        Objects.requireNonNull(rows, "rows");
    }

    /** @return by the name of the source, for a plan whose columns are all known */
    public static Map<String, SourceDemand> of(DataFlowPlan plan) {
        Map<String, SourceDemand> demands = new HashMap<>();
        Map<String, Set<String>> used = UsedColumns.of(plan);
        for (Source source : plan.sources()) {
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
