package io.cosmosdataflow.run.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.Replayable;
import io.cosmosdataflow.store.kind.CallService;
import io.cosmosdataflow.store.kind.FlowSinkOpener;
import io.cosmosdataflow.store.kind.Opening;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A data flow whose stores are known, and nothing of whose data is.
 *
 * @param services what answers external calls, by their streams
 */
record CheckedFlow(
        ParsedFlow flow,
        DataFlowSettings settings,
        List<FlowSource> sources,
        List<FlowSink> sinks,
        Map<String, CallService> services,
        RunScope scope)
        implements CheckedActivity {

    @Override
    public ObjectNode run(ActivityContext context) {
        return new DataFlowRun(this, context).run();
    }

    @Override
    public Optional<Function<Opening, Replayable>> replayable(String sink) {
        return sinks.stream()
                .filter(each -> each.node().name().equals(sink))
                .findFirst()
                .flatMap(FlowSink::opener)
                .flatMap(FlowSinkOpener::replayable);
    }
}
