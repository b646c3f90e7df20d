package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.CosmosDataset;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.function.RowPolicy;
import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.node.Node.UpdateMethods;
import io.cosmosdataflow.plan.stream.RowMark;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSink;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSinkSettings;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSource;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSourceSettings;
import io.cosmosdataflow.store.cosmos.flow.KeyColumns;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.flow.Projection;
import io.cosmosdataflow.store.flow.TypeHints;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Containers as sources and sinks of a data flow. */
final class CosmosFlowEnds {

    private final RunScope scope;
    private final Issues issues;

    CosmosFlowEnds(RunScope scope, Issues issues) {
        this.scope = scope;
        this.issues = issues;
    }

    /**
     * @param dataset empty if the source is inline
     * @return empty if something is wrong, which is reported, or known only in the run
     */
    Optional<FlowSource> source(Source node, Optional<Dataset> dataset, LinkedService service, Properties settings) {
        Projection projection = FlowSource.projection(node);
        CosmosFlowSourceSettings read = CosmosFlowSourceSettings.read(settings, projection, node.limit());
        TypeHints hints = TypeHints.of(settings);
        Optional<ContainerPlace> place = place(dataset, service, settings);
        settings.finish();
        return place.map(container -> new FlowSource(
                node, service, context -> new CosmosFlowSource(container.openSource(scope, context), read, hints)));
    }

    /**
     * @param dataset empty if the sink is inline
     * @return empty if something is wrong, which is reported, or known only in the run
     */
    Optional<FlowSink> sink(Sink node, Optional<Dataset> dataset, LinkedService service, Properties settings) {
        boolean altersRows = node.shape().schema().marks().contains(RowMark.POLICY);
        CosmosFlowSinkSettings read = CosmosFlowSinkSettings.read(
                settings,
                allowed(node.methods()),
                altersRows || node.shape().schema().open());
        Optional<ContainerPlace> place = place(dataset, service, settings);
        settings.finish();
        checkKeys(node, read);
        return place.map(container -> new FlowSink(
                node,
                Optional.of(service),
                Optional.of(context -> new CosmosFlowSink(
                        container.openSink(scope, context, read.partitionKey()),
                        read,
                        FlowEnds.partitionBy(node),
                        rejecting(node, read, context),
                        context.remark()))));
    }

    /**
     * What a sink says of the partition key of its container; empty if it says nothing.
     *
     * @param sink for messages
     */
    Optional<StatedPartitionKeys.Statement> statedKey(
            Optional<Dataset> dataset, LinkedService service, Properties settings, String sink) {
        List<String> paths = CosmosFlowSinkSettings.partitionKey(settings);
        return paths.isEmpty()
                ? Optional.empty()
                : place(dataset, service, settings)
                        .map(container -> new StatedPartitionKeys.Statement(container, paths, sink));
    }

    /** A directory for rejects turns error handling on for sinks that say nothing of it. */
    private Optional<Rejecting> rejecting(Sink node, CosmosFlowSinkSettings settings, ActivityContext context) {
        return settings.errorHandling().orElse(scope.options().rejects().isPresent())
                ? Optional.of(rejecting(scope, context, node.name()))
                : Optional.empty();
    }

    /** Keeps rejects in the directory of the run, if it has one. */
    static Rejecting rejecting(RunScope scope, ActivityContext context, String sinkName) {
        SinkOfRun sink = new SinkOfRun(scope.runId(), context.activity(), sinkName);
        Rejecting rejecting = scope.options()
                .rejects()
                .map(path -> Rejecting.into(
                        path, sink, context.spark().sessionState().newHadoopConf()))
                .orElseGet(() -> Rejecting.counted(sink));
        return rejecting.withMaxErrors(scope.options().maxErrors());
    }

    /** Columns that only the run knows are looked at again in the run. */
    private void checkKeys(Sink node, CosmosFlowSinkSettings settings) {
        FlowSink sink = new FlowSink(node, Optional.empty(), Optional.empty());
        KeyColumns.noId(sink.columns())
                .ifPresent(why -> issues.error(
                        ErrorCode.CosmosKeyInvalid,
                        node.shape().span(),
                        why + " in sink '" + node.name() + "'.",
                        "Make it one in a derived column: id = toString(id)."));
        if (!node.shape().schema().open()) {
            KeyColumns.missing(settings, sink.columns(), sink.marked())
                    .ifPresent(why -> issues.error(
                            ErrorCode.CosmosKeyInvalid,
                            node.shape().span(),
                            why + " in sink '" + node.name() + "'.",
                            "Map the column in the sink."));
        }
    }

    private Optional<ContainerPlace> place(Optional<Dataset> dataset, LinkedService service, Properties settings) {
        if (dataset.filter(each -> each.type().equalsIgnoreCase(CosmosDataset.LEGACY_TYPE))
                .isPresent()) {
            Dataset legacy = dataset.get();
            issues.error(
                    ErrorCode.UnsupportedDataset,
                    legacy.span(),
                    legacy.shown() + " is of type '" + CosmosDataset.LEGACY_TYPE
                            + "', which data flows cannot use; it is for Copy and Lookup activities.",
                    "Make a dataset of type '" + CosmosDataset.TYPE + "'.");
            return Optional.empty();
        }
        Optional<String> container = dataset.isPresent()
                ? CosmosDataset.read(dataset.get(), issues).map(CosmosDataset::container)
                : Optional.of(settings.requiredText("container")).filter(name -> !name.isBlank());
        if (dataset.isPresent()) {
            settings.ignore("container");
        }
        Optional<ContainerPlace> place = ContainerPlace.of(service, container.orElse(""), scope, issues);
        return container.flatMap(name -> place);
    }

    static Set<RowPolicy> allowed(UpdateMethods methods) {
        Set<RowPolicy> allowed = EnumSet.noneOf(RowPolicy.class);
        if (methods.insertable()) {
            allowed.add(RowPolicy.INSERT);
        }
        if (methods.updateable()) {
            allowed.add(RowPolicy.UPDATE);
        }
        if (methods.upsertable()) {
            allowed.add(RowPolicy.UPSERT);
        }
        if (methods.deletable()) {
            allowed.add(RowPolicy.DELETE);
        }
        return allowed;
    }
}
