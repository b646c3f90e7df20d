package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.CosmosDataset;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.cosmos.CosmosSink;
import io.cosmosdataflow.store.cosmos.CosmosSinkSettings;
import io.cosmosdataflow.store.cosmos.CosmosSource;
import io.cosmosdataflow.store.cosmos.CosmosSourceSettings;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.kind.DataShape;
import java.util.List;
import java.util.Optional;

/** Containers as ends of a copy. */
final class CosmosEnds {

    private CosmosEnds() {}

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<SourceEnd> source(ResolvedDataset resolved, Properties source, RunScope scope) {
        Issues issues = source.issues();
        CosmosSourceSettings settings = CosmosSourceSettings.read(source);
        boolean metrics = !source.flag("disableMetricsCollection", false);
        source.finish();
        LinkedService service = resolved.linkedService();
        return place(resolved, scope, issues)
                .map(container -> new SourceEnd(
                        source.text("type", ""),
                        service,
                        source(resolved, settings, issues),
                        settings.detectDatetime(),
                        metrics,
                        (context, named) -> new CosmosSource(
                                container.openSource(scope, context), settings, columns(resolved), named)));
    }

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<SinkEnd> sink(ResolvedDataset resolved, Properties sink, RunScope scope) {
        CosmosSinkSettings settings = CosmosSinkSettings.read(sink);
        sink.finish();
        return place(resolved, scope, sink.issues())
                .map(container -> new SinkEnd(
                        sink.text("type", ""),
                        resolved.linkedService(),
                        CopyEnds.mapped(
                                resolved.dataset(),
                                DataShape.Kind.DOCUMENTS,
                                settings.nestingSeparator().orElse(""),
                                sink.issues()),
                        true,
                        !settings.disableMetricsCollection(),
                        context -> new CosmosSink(
                                container.openSink(scope, context),
                                settings,
                                rejecting(scope, context),
                                context.remark())));
    }

    /** A directory for rejects turns error handling on for copies that do not skip rows. */
    private static Optional<Rejecting> rejecting(RunScope scope, ActivityContext context) {
        if (context.skipped().isEmpty() && scope.options().rejects().isEmpty()) {
            return Optional.empty();
        }
        Rejecting rejecting = CosmosFlowEnds.rejecting(scope, context, context.activity());
        return Optional.of(context.skipped().map(rejecting::withSkipped).orElse(rejecting));
    }

    /** The {@code schema} tells the columns of a whole container; a query has columns of its own. */
    private static DataShape source(ResolvedDataset resolved, CosmosSourceSettings settings, Issues issues) {
        DataShape all = CopyEnds.mapped(
                resolved.dataset(),
                DataShape.Kind.DOCUMENTS,
                settings.nestingSeparator().orElse(""),
                issues);
        boolean own = settings.query().isPresent() && !all.structured();
        return own ? all.withoutColumns() : all;
    }

    /**
     * Columns for a source without a query: those of the legacy {@code structure} only. The {@code schema} that
     * the authoring tool imports describes a sample and does not limit what is copied.
     */
    private static List<String> columns(ResolvedDataset resolved) {
        return resolved.dataset().structure().isEmpty()
                ? List.of()
                : resolved.dataset().columns().stream().map(DatasetColumn::name).toList();
    }

    private static Optional<ContainerPlace> place(ResolvedDataset resolved, RunScope scope, Issues issues) {
        Optional<CosmosDataset> dataset = CosmosDataset.read(resolved.dataset(), issues);
        Optional<ContainerPlace> place = ContainerPlace.of(
                resolved.linkedService(), dataset.map(CosmosDataset::container).orElse(""), scope, issues);
        return dataset.flatMap(each -> place);
    }
}
