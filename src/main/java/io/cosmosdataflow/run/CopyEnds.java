package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.CosmosDataset;
import io.cosmosdataflow.definition.CosmosLinkedService;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.file.FileDataset;
import io.cosmosdataflow.store.file.storage.FileRoot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

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

    private CopyEnds() {}

    static Optional<SourceEnd> source(ResolvedDataset dataset, Properties source, RunScope scope) {
        return end(
                dataset,
                source,
                "Source",
                (cosmos, settings) -> cosmos
                        ? CosmosEnds.source(dataset, settings, scope)
                        : FileEnds.source(dataset, settings, scope));
    }

    static Optional<SinkEnd> sink(ResolvedDataset dataset, Properties sink, RunScope scope) {
        return end(
                dataset,
                sink,
                "Sink",
                (cosmos, settings) ->
                        cosmos ? CosmosEnds.sink(dataset, settings, scope) : FileEnds.sink(dataset, settings, scope));
    }

    /** Goes on reading after a fault, so that everything is found at once. */
    private static <E> Optional<E> end(
            ResolvedDataset resolved,
            Properties settings,
            String role,
            BiFunction<Boolean, Properties, Optional<E>> read) {
        Issues issues = settings.issues();
        Dataset dataset = resolved.dataset();
        boolean cosmos = CosmosDataset.is(dataset);
        if (!cosmos && FileDataset.TYPES.stream().noneMatch(dataset.type()::equalsIgnoreCase)) {
            issues.error(
                    ErrorCode.UnsupportedDataset,
                    dataset.span(),
                    "Dataset '" + dataset.name() + "' is of type '" + dataset.type()
                            + "', which this version cannot copy.",
                    "This version copies: "
                            + String.join(", ", ENDS.keySet().stream().sorted().toList()) + ".");
            return Optional.empty();
        }
        boolean fits =
                typeFits(dataset, settings, role) & serviceFits(dataset, resolved.linkedService(), cosmos, issues);
        return read.apply(cosmos, settings).filter(end -> fits);
    }

    private static boolean typeFits(Dataset dataset, Properties settings, String role) {
        List<String> allowed = ENDS.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(dataset.type()))
                .flatMap(entry -> entry.getValue().stream())
                .map(name -> name + role)
                .toList();
        String type = settings.requiredText("type");
        if (type.isBlank() || allowed.contains(type)) {
            return !type.isBlank();
        }
        settings.issues()
                .error(
                        ErrorCode.InvalidProperty,
                        settings.spanOf("type"),
                        "'type' of " + settings.owner() + " is '" + type + "', but dataset '" + dataset.name()
                                + "' is of type '" + dataset.type() + "'.",
                        "A dataset of that type goes with " + String.join(" or ", allowed) + ".");
        return false;
    }

    private static boolean serviceFits(Dataset dataset, LinkedService service, boolean cosmos, Issues issues) {
        List<String> allowed = cosmos ? List.of(CosmosLinkedService.TYPE) : FileRoot.TYPES;
        if (allowed.contains(service.type())) {
            return true;
        }
        boolean known = service.type().equals(CosmosLinkedService.TYPE) || FileRoot.TYPES.contains(service.type());
        issues.error(
                known ? ErrorCode.InvalidProperty : ErrorCode.UnsupportedLinkedService,
                service.span(),
                "Linked service '" + service.name() + "' is of type '" + service.type() + "', and dataset '"
                        + dataset.name() + "' of type '" + dataset.type() + "' cannot be read through it here.",
                "It goes with linked services of type " + String.join(", ", allowed) + ".");
        return false;
    }
}
