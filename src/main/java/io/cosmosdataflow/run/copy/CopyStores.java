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
import io.cosmosdataflow.store.kind.FileCopy;
import io.cosmosdataflow.store.kind.FileCopyRequest;
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

    /** Whether the files of a dataset are copied as they are, and have no rows. */
    boolean copiesFiles(ResolvedDataset dataset) {
        return stores.copying(dataset.dataset())
                .filter(kind -> kind.copiesFiles(dataset.dataset()))
                .isPresent();
    }

    /** A copy of files as they are. */
    Optional<FileCopy> files(FileCopyRequest asked) {
        Optional<StoreKind> from =
                end(asked.from(), asked.source(), "source", kind -> kind.sourceTypes(asked.from()), Optional::of);
        Optional<StoreKind> to =
                end(asked.to(), asked.sink(), "sink", kind -> kind.sinkTypes(asked.to()), Optional::of);
        if (!copiesFiles(asked.from()) || !copiesFiles(asked.to())) {
            refuseMixed(asked);
            return Optional.empty();
        }
        Optional<FileCopy> copy = stores.copying(asked.from().dataset()).flatMap(kind -> kind.fileCopy(asked));
        return copy.filter(each -> from.isPresent() && to.isPresent());
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

    private void refuseMixed(FileCopyRequest asked) {
        boolean first = copiesFiles(asked.from());
        Dataset files = (first ? asked.from() : asked.to()).dataset();
        Dataset rows = (first ? asked.to() : asked.from()).dataset();
        asked.source()
                .issues()
                .error(
                        ErrorCode.InvalidProperty,
                        rows.span(),
                        "Dataset '" + rows.name() + "' is of type '" + rows.type() + "', but '" + files.name()
                                + "' at the other end of the copy is of type '" + files.type()
                                + "', whose files are copied as they are.",
                        "Use a " + files.type() + " dataset at both ends, or at neither.");
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
