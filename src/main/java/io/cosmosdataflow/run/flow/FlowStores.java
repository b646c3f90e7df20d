package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.compile.ExternalCalls;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.ServiceCheck;
import io.cosmosdataflow.definition.cosmos.CosmosLinkedService;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Binding;
import io.cosmosdataflow.plan.node.Node.ExternalCall;
import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.node.Node.UpdateMethods;
import io.cosmosdataflow.plan.node.Partitioning;
import io.cosmosdataflow.plan.node.SettingNames;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.CallService;
import io.cosmosdataflow.store.kind.FlowSinkRequest;
import io.cosmosdataflow.store.kind.FlowSourceRequest;
import io.cosmosdataflow.store.kind.PartitionBy;
import io.cosmosdataflow.store.kind.SinkRows;
import io.cosmosdataflow.store.kind.StatedKey;
import io.cosmosdataflow.store.kind.StoreKind;
import io.cosmosdataflow.store.storage.FileRoot;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stores behind the sources and sinks of a data flow. */
final class FlowStores {

    /** The analysis of the script has read these. */
    private static final String[] OF_ANY_SOURCE = {
        "allowSchemaDrift", "validateSchema", "inferDriftedColumnTypes", "limit"
    };

    private static final String[] OF_ANY_SINK = {
        "allowSchemaDrift",
        "validateSchema",
        "skipDuplicateMapInputs",
        "skipDuplicateMapOutputs",
        "saveOrder",
        "keys",
        "deletable",
        "insertable",
        "updateable",
        "upsertable"
    };

    private static final String STORES = "Data flows read and write through " + CosmosLinkedService.TYPE + ", "
            + String.join(", ", FileRoot.TYPES) + " and relational databases.";

    /** Words for {@code store} of inline sources and sinks that a linked service stands behind; others need none. */
    private static final Set<String> BOUND_STORES = Set.of(
            "cosmosdb",
            "sqlserver",
            "azuresqldb",
            "postgresql",
            "azurepostgresql",
            "mysql",
            "azuremysql",
            "oracle",
            "azureblob",
            "adlsgen1",
            "adlsgen2",
            "s3",
            "amazons3",
            "fileserver");

    private final RunScope scope;
    private final DatasetArguments arguments;
    private final Issues issues;

    FlowStores(RunScope scope, DatasetArguments arguments, Issues issues) {
        this.scope = scope;
        this.arguments = arguments;
        this.issues = issues;
    }

    /** A dataset with its linked service, or a linked service alone. */
    private record Place(Optional<Dataset> dataset, LinkedService linkedService) {}

    /** Empty if something is wrong or unsupported, which is reported. */
    Optional<FlowSource> source(Source node) {
        Properties settings = Properties.of(node.settings(), "source '" + node.name() + "'", issues)
                .strict(SettingNames.SOURCE)
                .ignore(OF_ANY_SOURCE);
        return place(node.name(), node.binding(), settings).flatMap(place -> source(node, place, settings));
    }

    private Optional<FlowSource> source(Source node, Place place, Properties settings) {
        return kind(place)
                .flatMap(kind -> kind.source(new FlowSourceRequest(
                        place.dataset(), place.linkedService(), settings, FlowSource.projection(node), node.limit())))
                .map(opener -> new FlowSource(node, place.linkedService(), opener));
    }

    /** Empty if something is wrong or unsupported, which is reported. */
    Optional<FlowSink> sink(Sink node) {
        Properties settings = Properties.of(node.settings(), "sink '" + node.name() + "'", issues)
                .strict(SettingNames.SINK)
                .ignore(OF_ANY_SINK);
        if (node.target().cached()) {
            settings.ignore("store", "format", "output").finish();
            return Optional.of(new FlowSink(node, Optional.empty(), Optional.empty()));
        }
        if (settings.flag("outputAssertFailedRows", false)) {
            settings.unsupported("outputAssertFailedRows", "rows that failed an assertion go to no file of their own");
        }
        return place(node.name(), node.binding(), settings).flatMap(place -> sink(node, place, settings));
    }

    /** What a sink says of the partition key of a container; empty if it says nothing, or is none. */
    Optional<StatedKey> statedKey(Sink node) {
        Properties settings = Properties.of(node.settings(), "sink '" + node.name() + "'", issues);
        return node.target().cached()
                ? Optional.empty()
                : place(node.name(), node.binding(), settings).flatMap(place -> scope.stores()
                        .behind(place.linkedService())
                        .flatMap(kind -> kind.statedKey(place.dataset(), place.linkedService(), settings)));
    }

    private Optional<FlowSink> sink(Sink node, Place place, Properties settings) {
        FlowSink undecided = new FlowSink(node, Optional.empty(), Optional.empty());
        SinkRows rows = new SinkRows(
                allowed(node.methods()),
                node.keys(),
                undecided.marked(),
                undecided.columns(),
                node.shape().schema().open(),
                node.shape().partitioning().map(FlowStores::partitionBy),
                node.shape().span());
        return kind(place)
                .flatMap(kind -> kind.sink(
                        new FlowSinkRequest(node.name(), place.dataset(), place.linkedService(), settings, rows)))
                .map(opener -> new FlowSink(node, Optional.of(place.linkedService()), Optional.of(opener)));
    }

    /** What answers the external calls of the plan, by the names of their streams; what cannot be is reported. */
    /** The services of external calls, by the name of the transformation. */
    Map<String, CallService> services(DataFlowPlan plan) {
        Map<String, CallService> services = new HashMap<>();
        for (Node node : plan.nodes()) {
            if (node instanceof ExternalCall call) {
                Properties nothing = Properties.of(
                        new JsonObject(call.shape().span(), Map.of()), "call '" + call.name() + "'", issues);
                place(call.name(), call.binding(), nothing)
                        .flatMap(place -> scope.stores().calls(place.linkedService(), issues))
                        .ifPresent(service -> services.put(call.name(), service));
            }
        }
        return services;
    }

    /** Answers external calls through their services. */
    static ExternalCalls calls(Map<String, CallService> services) {
        return (node, rows) ->
                services.get(node.name()).call(rows, node.call(), ExternalCalls.REQUEST, ExternalCalls.RESPONSE);
    }

    private Optional<Place> place(String stream, Binding binding, Properties settings) {
        if (binding.dataset().isPresent()) {
            Reference named = binding.dataset().get();
            return scope.factory()
                    .dataset(named, issues)
                    .flatMap(dataset -> arguments.of(stream, named, dataset, issues))
                    .flatMap(reference -> scope.dataset(reference, issues))
                    .filter(resolved -> ServiceCheck.fits(resolved.dataset(), resolved.linkedService(), issues))
                    .map(resolved -> new Place(Optional.of(resolved.dataset()), resolved.linkedService()));
        }
        if (binding.linkedService().isPresent()) {
            return scope.linkedService(binding.linkedService().get(), issues)
                    .map(service -> new Place(Optional.empty(), service));
        }
        Optional<String> store =
                settings.text("store").filter(word -> !BOUND_STORES.contains(word.toLowerCase(Locale.ROOT)));
        if (store.isPresent()) {
            issues.unsupported(
                    ErrorCode.UnsupportedLinkedService,
                    settings.spanOf("store"),
                    "Store " + store.get() + " in data flows",
                    "'" + stream + "' is of store '" + store.get() + "', which data flows cannot use in this version.",
                    STORES);
            return Optional.empty();
        }
        issues.error(
                ErrorCode.MissingReference,
                settings.span(),
                "'" + stream + "' is bound to no store.",
                "Name its dataset or linked service in 'sources' or 'sinks' of the data flow.");
        return Optional.empty();
    }

    private Optional<StoreKind> kind(Place place) {
        LinkedService service = place.linkedService();
        Optional<StoreKind> kind = scope.stores().behind(service);
        if (kind.isEmpty()) {
            issues.unsupported(
                    ErrorCode.UnsupportedLinkedService,
                    service.span(),
                    "Linked service type " + service.type(),
                    "Linked service '" + service.name() + "' is of type '" + service.type()
                            + "', which data flows cannot use in this version.",
                    STORES);
        }
        return kind;
    }

    private static Set<RowPolicy> allowed(UpdateMethods methods) {
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

    private static PartitionBy partitionBy(Partitioning partitioning) {
        return new PartitionBy(
                partitioning.kind().name(),
                partitioning.count(),
                partitioning.values().stream()
                        .filter(ColumnValue.class::isInstance)
                        .map(value -> ((ColumnValue) value).column().name())
                        .toList());
    }
}
