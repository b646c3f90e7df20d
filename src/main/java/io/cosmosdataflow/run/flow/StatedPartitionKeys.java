package io.cosmosdataflow.run.flow;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.script.Argument.Property;
import io.cosmosdataflow.store.kind.ContainerName;
import io.cosmosdataflow.store.kind.KeyChoice;
import io.cosmosdataflow.store.kind.StatedKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a factory says of the partition keys of its containers, for those that local mode makes. Sinks of data flows say
 * it; nothing else in a definition can: neither a dataset nor a Copy has a setting for it.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db, "Dataset properties", "Copy activity properties" and
 * "Mapping data flow properties". Safe for several threads.
 */
public final class StatedPartitionKeys {

    /** Where nothing says more; every document has an id. */
    private static final List<String> UNSAID = List.of("/id");

    private final RunScope scope;
    private List<Statement> others;

    public StatedPartitionKeys(RunScope scope) {
        this.scope = scope;
    }

    /**
     * What one sink says.
     *
     * @param sink for messages: {@code sink 'Out' of data flow 'Flow'}
     */
    private record Statement(StatedKey key, String sink) {}

    /**
     * The partition key of a container for which the activity that makes it says none: that of the first data flow in
     * the pipeline that runs, else in the factory's other pipelines by name, else of the first data flow by name.
     */
    public synchronized KeyChoice of(ContainerName container) {
        if (others == null) {
            others = ofFactory();
        }
        // again each time: what activities have returned decides on names of containers, too
        List<Statement> stated = Stream.concat(ofPipeline(scope).stream(), others.stream())
                .filter(each -> each.key().container().equals(container))
                .toList();
        if (stated.isEmpty()) {
            return new KeyChoice(UNSAID, "");
        }
        Statement first = stated.get(0);
        String contrary = stated.stream()
                .filter(each -> !each.key().paths().equals(first.key().paths()))
                .map(each ->
                        each.sink() + " says " + String.join(", ", each.key().paths()))
                .distinct()
                .collect(Collectors.joining("; "));
        return new KeyChoice(
                first.key().paths(), "as " + first.sink() + " says" + (contrary.isEmpty() ? "" : "; but " + contrary));
    }

    private List<Statement> ofFactory() {
        List<Statement> all = new ArrayList<>();
        for (Pipeline pipeline : scope.factory().pipelines().all()) {
            if (!pipeline.equals(scope.pipeline())) {
                all.addAll(ofPipeline(RunScope.forCheck(scope.factory(), pipeline, scope.local())));
            }
        }
        for (DataFlow flow : scope.factory().dataFlows().all()) {
            RunScope alone = RunScope.forDataFlow(scope.factory(), flow, scope.local());
            all.addAll(ofFlow(flow, Map.of(), DatasetArguments.unknownBut(Map.of()), alone));
        }
        return all;
    }

    private static List<Statement> ofPipeline(RunScope of) {
        List<Statement> all = new ArrayList<>();
        RunScope anyItem = of.withItem(MissingNode.getInstance());
        of.pipeline()
                .allActivities()
                .filter(activity -> activity.type().equals(DataFlowActivity.TYPE))
                .forEach(activity -> all.addAll(ofActivity(activity, anyItem)));
        return all;
    }

    private static List<Statement> ofActivity(Activity activity, RunScope of) {
        Issues unheard = new Issues();
        Optional<DataFlowSettings> settings =
                DataFlowSettings.read(of.resolve(activity.typeProperties(), unheard), activity.shown(), unheard);
        return settings.flatMap(read -> of.factory()
                        .dataFlow(read.dataFlow(), unheard)
                        .map(flow -> ofFlow(flow, read.parameters(), read.datasetArguments(), of)))
                .orElse(List.of());
    }

    /** What is wrong with the data flow is no matter of the run that asks. */
    private static List<Statement> ofFlow(
            DataFlow flow, Map<String, String> parameters, DatasetArguments arguments, RunScope of) {
        Issues unheard = new Issues();
        if (!flow.type().equals("MappingDataFlow")) {
            return List.of();
        }
        return ParsedFlow.of(flow, of.factory(), unheard)
                .filter(StatedPartitionKeys::mayState)
                .map(parsed -> {
                    FlowStores stores = new FlowStores(of, arguments, unheard);
                    return DataFlowAnalysis.analyze(
                                    parsed, of.factory(), parameters, Facts.checking(), Instant.now(), unheard)
                            .sinks()
                            .stream()
                            .flatMap(sink -> stores.statedKey(sink).stream()
                                    .map(key -> new Statement(
                                            key, "sink '" + sink.name() + "' of data flow '" + flow.name() + "'")))
                            .toList();
                })
                .orElse(List.of());
    }

    private static boolean mayState(ParsedFlow parsed) {
        return parsed.script().statements().stream()
                .flatMap(statement -> statement.arguments().stream())
                .anyMatch(argument ->
                        argument instanceof Property property && property.name().equalsIgnoreCase("partitionKey"));
    }
}
