package io.cosmosdataflow.run;

import io.cosmosdataflow.copy.DeclaredTypes;
import io.cosmosdataflow.definition.CosmosDataset;
import io.cosmosdataflow.definition.CosmosLinkedService;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.ServiceCheck;
import io.cosmosdataflow.definition.SqlDataset;
import io.cosmosdataflow.definition.SqlKind;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.file.FileDataset;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.storage.FileRoot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds out which stores a copy is about, and whether dataset, linked service and settings fit together. */
final class CopyEnds {

    /** Dataset types to the first part of the type names of their sources and sinks. */
    private static final Map<String, List<String>> ENDS = Map.of(
            CosmosDataset.TYPE,
            List.of("CosmosDbSqlApi", "DocumentDbCollection"),
            CosmosDataset.LEGACY_TYPE,
            List.of("DocumentDbCollection", "CosmosDbSqlApi"),
            "Json",
            List.of("Json"),
            "DelimitedText",
            List.of("DelimitedText"),
            "Parquet",
            List.of("Parquet"),
            "Avro",
            List.of("Avro"),
            "Orc",
            List.of("Orc"));

    /** The stores that a copy may be about. */
    private enum Store {
        COSMOS,
        SQL,
        FILES;

        static Optional<Store> of(Dataset dataset) {
            if (CosmosDataset.is(dataset)) {
                return Optional.of(COSMOS);
            }
            if (SqlDataset.is(dataset)) {
                return Optional.of(SQL);
            }
            boolean files = FileDataset.TYPES.stream().anyMatch(dataset.type()::equalsIgnoreCase);
            return files ? Optional.of(FILES) : Optional.empty();
        }

        /** Types of linked services that go with the dataset. */
        List<String> services(Dataset dataset) {
            return switch (this) {
                case COSMOS -> List.of(CosmosLinkedService.TYPE);
                case FILES -> FileRoot.TYPES;
                case SQL -> SqlKind.ofDataset(dataset.type())
                        .map(SqlKind::linkedServices)
                        .orElseGet(() -> Arrays.stream(SqlKind.values())
                                .flatMap(kind -> kind.linkedServices().stream())
                                .toList());
            };
        }
    }

    private CopyEnds() {}

    static Optional<SourceEnd> source(ResolvedDataset dataset, Properties source, RunScope scope) {
        return end(dataset, source, "Source", store -> switch (store) {
            case COSMOS -> CosmosEnds.source(dataset, source, scope);
            case SQL -> SqlEnds.source(dataset, source, scope);
            case FILES -> FileEnds.source(dataset, source, scope);
        });
    }

    static Optional<SinkEnd> sink(ResolvedDataset dataset, Properties sink, RunScope scope) {
        return end(dataset, sink, "Sink", store -> switch (store) {
            case COSMOS -> CosmosEnds.sink(dataset, sink, scope);
            case SQL -> SqlEnds.sink(dataset, sink, scope);
            case FILES -> FileEnds.sink(dataset, sink, scope);
        });
    }

    /** What the mapping must know of a dataset; a type in its structure that is none is pointed out. */
    static DataShape mapped(Dataset dataset, DataShape.Kind kind, String nestingSeparator, Issues issues) {
        boolean structured =
                dataset.structure().isPresent() && !dataset.columns().isEmpty();
        DataShape end =
                new DataShape(dataset.name(), kind, nestingSeparator, dataset.columns(), structured, dataset.span());
        DeclaredTypes.reportUnknown(end, issues);
        return end;
    }

    /** Goes on reading after a fault, so that everything is found at once. */
    private static <E> Optional<E> end(
            ResolvedDataset resolved, Properties settings, String role, Function<Store, Optional<E>> read) {
        Issues issues = settings.issues();
        Dataset dataset = resolved.dataset();
        Optional<Store> store = Store.of(dataset);
        if (store.isEmpty()) {
            refuse(dataset, issues);
            return Optional.empty();
        }
        boolean fits = typeFits(resolved, settings, role)
                & (ServiceCheck.fits(dataset, resolved.linkedService(), issues)
                        && serviceReached(resolved, store.get(), issues));
        return read.apply(store.get()).filter(end -> fits);
    }

    private static void refuse(Dataset dataset, Issues issues) {
        boolean elsewhere = PublishedTypes.DATASETS.has(dataset.type());
        String here = "This version copies: "
                + String.join(", ", ENDS.keySet().stream().sorted().toList()) + ", and tables of relational databases.";
        issues.error(
                elsewhere ? ErrorCode.UnsupportedDataset : ErrorCode.InvalidProperty,
                dataset.span(),
                "Dataset '" + dataset.name() + "' is of type '" + dataset.type() + "', which "
                        + (elsewhere ? "this version cannot copy." : "does not exist."),
                elsewhere ? here : NearestNames.hint(dataset.type(), PublishedTypes.DATASETS.names(), here));
    }

    private static boolean typeFits(ResolvedDataset resolved, Properties settings, String role) {
        Dataset dataset = resolved.dataset();
        List<String> allowed = allowedTypes(resolved, role);
        String type = settings.requiredText("type");
        if (type.isBlank() || allowed.stream().anyMatch(type::equalsIgnoreCase)) {
            return !type.isBlank();
        }
        settings.issues()
                .error(
                        ErrorCode.InvalidProperty,
                        settings.spanOf("type"),
                        "'type' of " + settings.owner() + " is '" + type + "', but dataset '" + dataset.name()
                                + "' is of type '" + dataset.type() + "'.",
                        allowed.isEmpty()
                                ? "Data Factory has no " + role.toLowerCase(Locale.ROOT) + " for such a dataset."
                                : "A dataset of that type goes with " + String.join(" or ", allowed) + ".");
        return false;
    }

    private static List<String> allowedTypes(ResolvedDataset resolved, String role) {
        Dataset dataset = resolved.dataset();
        if (SqlDataset.is(dataset)) {
            boolean reading = role.equals("Source");
            return SqlKind.ofDataset(dataset.type())
                    .or(() -> SqlKind.ofLinkedService(resolved.linkedService().type()))
                    .map(kind -> reading ? kind.sources() : kind.sinks())
                    .orElse(List.of());
        }
        return ENDS.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(dataset.type()))
                .flatMap(entry -> entry.getValue().stream())
                .map(name -> name + role)
                .toList();
    }

    private static boolean serviceReached(ResolvedDataset resolved, Store store, Issues issues) {
        Dataset dataset = resolved.dataset();
        LinkedService service = resolved.linkedService();
        List<String> allowed = store.services(dataset);
        if (allowed.contains(service.type())) {
            return true;
        }
        issues.error(
                ErrorCode.UnsupportedLinkedService,
                service.span(),
                "Linked service '" + service.name() + "' is of type '" + service.type() + "', which is not supported.",
                "This version has for dataset '" + dataset.name() + "': " + String.join(", ", allowed) + ".");
        return false;
    }
}
