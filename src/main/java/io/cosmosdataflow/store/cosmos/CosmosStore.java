package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.cosmos.CosmosDataset;
import io.cosmosdataflow.definition.cosmos.CosmosLinkedService;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.ThroughputState;
import io.cosmosdataflow.store.cosmos.flow.FlowContainers;
import io.cosmosdataflow.store.cosmos.reject.RejectedRun;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.replay.ReplayedContainer;
import io.cosmosdataflow.store.kind.CopySink;
import io.cosmosdataflow.store.kind.CopySource;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.kind.FlowSinkOpener;
import io.cosmosdataflow.store.kind.FlowSinkRequest;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import io.cosmosdataflow.store.kind.FlowSourceRequest;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.RaisedThroughput;
import io.cosmosdataflow.store.kind.StatedKey;
import io.cosmosdataflow.store.kind.StoreKind;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.local.SeedFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Containers of Azure Cosmos DB for NoSQL. */
public final class CosmosStore implements StoreKind {

    private static final List<String> SERVICES = List.of(CosmosLinkedService.TYPE);
    private static final String NAME = "CosmosDbSqlApi";
    private static final String LEGACY_NAME = "DocumentDbCollection";

    private final StoreScope scope;
    private final LocalContainers localContainers;
    private final ContainersOfFlows flows;

    /** @param seeds reads what containers of local mode begin with */
    public CosmosStore(StoreScope scope, SeedFiles seeds) {
        this.scope = scope;
        this.localContainers = new LocalContainers(scope.localDirectory(), seeds);
        this.flows = new ContainersOfFlows(scope, localContainers);
    }

    @Override
    public List<String> linkedServices() {
        return SERVICES;
    }

    @Override
    public boolean copies(Dataset dataset) {
        return CosmosDataset.is(dataset);
    }

    @Override
    public List<String> copiedDatasets() {
        return List.of(CosmosDataset.TYPE, CosmosDataset.LEGACY_TYPE);
    }

    @Override
    public List<String> linkedServices(Dataset dataset) {
        return SERVICES;
    }

    @Override
    public List<String> sourceTypes(ResolvedDataset dataset) {
        return types(dataset.dataset(), "Source");
    }

    @Override
    public List<String> sinkTypes(ResolvedDataset dataset) {
        return types(dataset.dataset(), "Sink");
    }

    /** The own name first; either goes with either dataset. */
    private static List<String> types(Dataset dataset, String role) {
        boolean legacy = dataset.type().equalsIgnoreCase(CosmosDataset.LEGACY_TYPE);
        return Stream.of(legacy ? LEGACY_NAME : NAME, legacy ? NAME : LEGACY_NAME)
                .map(name -> name + role)
                .toList();
    }

    @Override
    public Optional<CopySource> source(ResolvedDataset resolved, Properties source) {
        CosmosSourceSettings settings = CosmosSourceSettings.read(source);
        boolean metrics = !source.flag("disableMetricsCollection", false);
        source.finish();
        return place(resolved, source.issues())
                .map(container -> new CopySource(
                        sourceShape(resolved.dataset(), settings),
                        settings.detectDatetime(),
                        metrics,
                        (with, named) -> new CosmosSource(
                                container.openSource(scope, localContainers, with),
                                settings,
                                columns(resolved.dataset()),
                                named)));
    }

    @Override
    public Optional<CopySink> sink(ResolvedDataset resolved, Properties sink) {
        CosmosSinkSettings settings = CosmosSinkSettings.read(sink);
        sink.finish();
        return place(resolved, sink.issues())
                .map(container -> new CopySink(
                        DataShape.of(
                                resolved.dataset(),
                                DataShape.Kind.DOCUMENTS,
                                settings.nestingSeparator().orElse("")),
                        true,
                        !settings.disableMetricsCollection(),
                        with -> new CosmosSink(
                                container.openSink(scope, localContainers, with, List.of()),
                                settings,
                                rejecting(with),
                                with.remark()),
                        Optional.of(with ->
                                new ReplayedContainer(container.openSink(scope, localContainers, with, List.of())))));
    }

    /** A directory for rejects turns error handling on for copies that do not skip rows. */
    private Optional<Rejecting> rejecting(Opening with) {
        if (with.skipped().isEmpty() && with.rejects().directory().isEmpty()) {
            return Optional.empty();
        }
        Rejecting rejecting = ContainersOfFlows.rejecting(with, with.activity());
        return Optional.of(with.skipped().map(rejecting::withSkipped).orElse(rejecting));
    }

    /** The {@code schema} tells the columns of a whole container; a query has columns of its own. */
    private static DataShape sourceShape(Dataset dataset, CosmosSourceSettings settings) {
        DataShape all = DataShape.of(
                dataset, DataShape.Kind.DOCUMENTS, settings.nestingSeparator().orElse(""));
        boolean own = settings.query().isPresent() && !all.structured();
        return own ? all.withoutColumns() : all;
    }

    /**
     * Columns for a source without a query: those of the legacy {@code structure} only. The {@code schema} that
     * the authoring tool imports describes a sample and does not limit what is copied.
     */
    private static List<String> columns(Dataset dataset) {
        return dataset.declared().structure().isEmpty()
                ? List.of()
                : dataset.declared().columns().stream().map(DatasetColumn::name).toList();
    }

    private Optional<ContainerPlace> place(ResolvedDataset resolved, Issues issues) {
        Optional<CosmosDataset> dataset = CosmosDataset.read(resolved.dataset(), issues);
        Optional<ContainerPlace> place = ContainerPlace.of(
                resolved.linkedService(), dataset.map(CosmosDataset::container).orElse(""), scope, issues);
        return dataset.flatMap(each -> place);
    }

    @Override
    public Optional<Function<Opening, FlowSourceStore>> source(FlowSourceRequest asked) {
        return flows.source(asked);
    }

    @Override
    public Optional<FlowSinkOpener> sink(FlowSinkRequest asked) {
        return flows.sink(asked);
    }

    @Override
    public Optional<StatedKey> statedKey(Optional<Dataset> dataset, LinkedService service, Properties settings) {
        return flows.statedKey(dataset, service, settings);
    }

    @Override
    public RaisedThroughput raise(List<FlowSourceStore> sources, List<FlowSinkStore> sinks, ThroughputState state) {
        return FlowContainers.raise(sources, sinks, state);
    }

    @Override
    public List<SinkOfRun> rejecting(String directory, String runId, Configuration configuration) {
        return new RejectedRun(directory, runId, configuration).sinks();
    }
}
