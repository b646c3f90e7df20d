package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.CallService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ExecuteDataFlow activity.
 *
 * <p>Source: Microsoft Learn, control-flow-execute-data-flow-activity.
 */
public final class DataFlowActivity implements ActivityType {

    public static final String TYPE = "ExecuteDataFlow";

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        JsonObject resolved = scope.resolve(activity.typeProperties(), issues);
        return DataFlowSettings.read(resolved, activity.shown(), issues).flatMap(settings -> scope.factory()
                .dataFlow(settings.dataFlow(), issues)
                .filter(flow -> isMapping(flow, activity, issues))
                .flatMap(flow -> checked(flow, settings, resolved, scope, issues)));
    }

    /** Source: Microsoft Learn, data-flow-sink: "Every data flow requires at least one sink transformation". */
    private static void requireSink(DataFlow flow, ParsedFlow parsed, Issues issues) {
        boolean sink = parsed.script().statements().stream()
                .anyMatch(statement -> statement.transformation().equals("sink"));
        if (!sink) {
            issues.error(
                    ErrorCode.InvalidTransformation,
                    flow.span(),
                    "Data flow '" + flow.name()
                            + "' has no sink, so that an activity that runs it would write nothing.",
                    "Give it at least one sink.");
        }
    }

    private static boolean isMapping(DataFlow flow, Activity activity, Issues issues) {
        if (!flow.type().equals("MappingDataFlow")) {
            issues.error(
                    ErrorCode.InvalidProperty,
                    activity.span(),
                    "'" + flow.name() + "' is of type '" + flow.type() + "'; " + activity.shown()
                            + " runs mapping data flows.",
                    "");
        }
        return flow.type().equals("MappingDataFlow");
    }

    private static Optional<CheckedActivity> checked(
            DataFlow flow, DataFlowSettings settings, JsonObject given, RunScope scope, Issues issues) {
        Issues syntax = new Issues();
        Optional<ParsedFlow> parsed = ParsedFlow.of(flow, scope.factory(), syntax);
        issues.addAll(syntax);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        if (!syntax.hasErrors()) {
            requireSink(flow, parsed.get(), issues);
        }
        if (parsed.get().mayAskClock(given)) {
            scope.noteClock();
        }
        DataFlowPlan plan = DataFlowAnalysis.analyze(
                parsed.get(),
                scope.factory(),
                settings.parameters(),
                settings.places(),
                Facts.checking(),
                Instant.now(),
                issues);
        FlowStores stores = new FlowStores(scope, settings.datasetArguments(), issues);
        List<FlowSource> sources = new ArrayList<>();
        List<FlowSink> sinks = new ArrayList<>();
        plan.sources().forEach(source -> stores.source(source).ifPresent(sources::add));
        plan.sinks().forEach(sink -> stores.sink(sink).ifPresent(sinks::add));
        Map<String, CallService> services = stores.services(plan);
        boolean complete = sources.size() == plan.sources().size()
                && sinks.size() == plan.sinks().size();
        return complete
                ? Optional.of(new CheckedFlow(parsed.get(), settings, sources, sinks, services, scope))
                : Optional.empty();
    }
}
