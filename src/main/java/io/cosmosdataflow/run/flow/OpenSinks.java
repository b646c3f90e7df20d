package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sinks of one attempt of a data flow. */
final class OpenSinks {

    private final Map<String, OpenSink> byName = new LinkedHashMap<>();

    private OpenSinks() {}

    static OpenSinks open(List<FlowSink> definitions, ActivityContext context) {
        OpenSinks open = new OpenSinks();
        definitions.forEach(sink -> open.byName.put(sink.node().name(), OpenSink.open(sink, context)));
        return open;
    }

    Collection<OpenSink> all() {
        return byName.values();
    }

    List<FlowSinkStore> stores() {
        return byName.values().stream().flatMap(sink -> sink.store().stream()).toList();
    }

    boolean askForSourceKeys() {
        return byName.values().stream().anyMatch(OpenSink::asksForSourceKeys);
    }

    /** As the plan with all columns has them, in groups of the same order. */
    List<List<OpenSink>> groups(DataFlowPlan plan) {
        Map<Integer, List<OpenSink>> groups = new LinkedHashMap<>();
        plan.sinks().forEach(node -> groups.computeIfAbsent(node.order(), order -> new ArrayList<>())
                .add(byName.get(node.name()).with(node)));
        return List.copyOf(groups.values());
    }
}
