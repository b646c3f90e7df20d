package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.cosmos.CosmosDataset;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.spark.SessionFiles;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSink;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSinkSettings;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSource;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSourceSettings;
import io.cosmosdataflow.store.cosmos.flow.KeyColumns;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.replay.ReplayedContainer;
import io.cosmosdataflow.store.kind.FlowSinkOpener;
import io.cosmosdataflow.store.kind.FlowSinkRequest;
import io.cosmosdataflow.store.kind.FlowSourceRequest;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.SinkRows;
import io.cosmosdataflow.store.kind.StatedKey;
import io.cosmosdataflow.store.kind.StoreScope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Containers as sources and sinks of data flows. */
final class ContainersOfFlows {

    private final StoreScope scope;
    private final LocalContainers localContainers;

    ContainersOfFlows(StoreScope scope, LocalContainers localContainers) {
        this.scope = scope;
        this.localContainers = localContainers;
    }

    Optional<Function<Opening, FlowSourceStore>> source(FlowSourceRequest asked) {
        Properties settings = asked.settings();
        CosmosFlowSourceSettings read = CosmosFlowSourceSettings.read(settings, asked.projection(), asked.limit());
        TypeHints hints = TypeHints.of(settings);
        Optional<ContainerPlace> place = place(asked.dataset(), asked.linkedService(), settings);
        settings.finish();
        return place.map(container ->
                with -> new CosmosFlowSource(container.openSource(scope, localContainers, with), read, hints));
    }

    Optional<FlowSinkOpener> sink(FlowSinkRequest asked) {
        Properties settings = asked.settings();
        SinkRows rows = asked.rows();
        CosmosFlowSinkSettings read =
                CosmosFlowSinkSettings.read(settings, rows.allowed(), rows.marked() || rows.open());
        Optional<ContainerPlace> place = place(asked.dataset(), asked.linkedService(), settings);
        settings.finish();
        checkKeys(asked, read);
        return place.map(container -> new FlowSinkOpener(
                with -> new CosmosFlowSink(
                        address(container, read, with),
                        read,
                        rows.partitionBy(),
                        rejecting(asked.name(), read, with),
                        with.remark()),
                Optional.of(with -> new ReplayedContainer(address(container, read, with)))));
    }

    private ContainerAddress address(ContainerPlace container, CosmosFlowSinkSettings settings, Opening with) {
        return container.openSink(scope, localContainers, with, settings.partitionKey());
    }

    Optional<StatedKey> statedKey(Optional<Dataset> dataset, LinkedService service, Properties settings) {
        List<String> paths = CosmosFlowSinkSettings.partitionKey(settings);
        return paths.isEmpty()
                ? Optional.empty()
                : place(dataset, service, settings).map(container -> new StatedKey(container.localName(), paths));
    }

    /** A directory for rejects turns error handling on for sinks that say nothing of it. */
    private Optional<Rejecting> rejecting(String sink, CosmosFlowSinkSettings settings, Opening with) {
        return settings.refused().rejected().orElse(with.rejects().directory().isPresent())
                ? Optional.of(rejecting(with, sink))
                : Optional.empty();
    }

    /** Keeps rejects in the directory of the run, if it has one. */
    static Rejecting rejecting(Opening with, String sinkName) {
        SinkOfRun sink = new SinkOfRun(with.rejects().runId(), with.activity(), sinkName);
        Rejecting rejecting = with.rejects()
                .directory()
                .map(path -> Rejecting.into(path, sink, SessionFiles.configuration(with.spark())))
                .orElseGet(() -> Rejecting.counted(sink));
        return rejecting.withMaxErrors(with.rejects().maxErrors());
    }

    /** Columns that only the run knows are looked at again in the run. */
    private static void checkKeys(FlowSinkRequest asked, CosmosFlowSinkSettings settings) {
        SinkRows rows = asked.rows();
        KeyColumns.noId(rows.columns()).ifPresent(why -> asked.settings()
                .issues()
                .error(
                        ErrorCode.CosmosKeyInvalid,
                        rows.span(),
                        why + " in sink '" + asked.name() + "'.",
                        "Make it one in a derived column: id = toString(id)."));
        if (!rows.open()) {
            KeyColumns.missing(settings, rows.columns(), rows.marked()).ifPresent(why -> asked.settings()
                    .issues()
                    .error(
                            ErrorCode.CosmosKeyInvalid,
                            rows.span(),
                            why + " in sink '" + asked.name() + "'.",
                            "Map the column in the sink."));
        }
    }

    private Optional<ContainerPlace> place(Optional<Dataset> dataset, LinkedService service, Properties settings) {
        Issues issues = settings.issues();
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
}
