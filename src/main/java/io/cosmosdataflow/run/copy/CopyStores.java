package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.copy.DeclaredTypes;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.run.activity.DatasetStores;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.activity.Stores;
import io.cosmosdataflow.store.kind.StoreKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds out which stores a copy is about, and whether dataset, linked service and settings fit together. */
final class CopyStores {

    private final Stores stores;

    CopyStores(RunScope scope) {
        this.stores = scope.stores();
    }

    Optional<BoundSource> source(ResolvedDataset dataset, Properties source) {
        return end(dataset, source, "source", kind -> kind.sourceTypes(dataset), kind -> kind.source(dataset, source)
                .map(each -> {
                    DeclaredTypes.reportUnknown(each.shape(), source.issues());
                    return new BoundSource(dataset.linkedService(), each);
                }));
    }

    Optional<BoundSink> sink(ResolvedDataset dataset, Properties sink) {
        return end(dataset, sink, "sink", kind -> kind.sinkTypes(dataset), kind -> kind.sink(dataset, sink)
                .map(each -> {
                    DeclaredTypes.reportUnknown(each.shape(), sink.issues());
                    return new BoundSink(dataset.linkedService(), each);
                }));
    }

    /** Goes on reading after a fault, so that everything is found at once. */
    private <E> Optional<E> end(
            ResolvedDataset resolved,
            Properties settings,
            String role,
            Function<StoreKind, List<String>> types,
            Function<StoreKind, Optional<E>> read) {
        Issues issues = settings.issues();
        Dataset dataset = resolved.dataset();
        Optional<StoreKind> kind = stores.copying(dataset);
        if (kind.isEmpty()) {
            List<String> copied = stores.all().stream()
                    .flatMap(each -> each.copiedDatasets().stream())
                    .toList();
            DatasetStores.refuse(dataset, "copy", "copies", copied, issues);
            return Optional.empty();
        }
        boolean fits = typeFits(dataset, settings, role, types.apply(kind.get()))
                & DatasetStores.fits(resolved, kind.get(), issues);
        return read.apply(kind.get()).filter(end -> fits);
    }

    /** @param allowed values of 'type' */
    private static boolean typeFits(Dataset dataset, Properties settings, String role, List<String> allowed) {
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
                                ? "Data Factory has no " + role + " for such a dataset."
                                : "A dataset of that type goes with " + String.join(" or ", allowed) + ".");
        return false;
    }
}
