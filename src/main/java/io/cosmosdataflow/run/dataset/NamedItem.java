package io.cosmosdataflow.run.dataset;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.DatasetStores;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.ItemStore;
import io.cosmosdataflow.store.kind.MetadataField;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.StoreKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The checked item of a dataset: a file, a folder or a table.
 *
 * @param fields that can be asked of it
 */
record NamedItem(
        Dataset dataset,
        LinkedService linkedService,
        Set<MetadataField> fields,
        Optional<Function<Opening, ItemStore>> opener) {

    /**
     * Reads {@code dataset}, {@code storeSettings} and {@code formatSettings} of an activity that looks at an item.
     *
     * @param asked what will be asked of it
     * @return empty if an issue says why, or it is known only in the run; without an opener if it is known in part
     */
    static Optional<NamedItem> of(
            Activity activity, Set<MetadataField> asked, Properties properties, RunScope scope, Issues issues) {
        Optional<ResolvedDataset> resolved =
                DatasetStores.named(activity, "Name the dataset whose item is looked at.", scope, issues);
        if (resolved.isEmpty()) {
            properties.ignore("storeSettings", "formatSettings");
        }
        return resolved.flatMap(dataset -> of(dataset, activity, asked, properties, scope));
    }

    private static Optional<NamedItem> of(
            ResolvedDataset resolved,
            Activity activity,
            Set<MetadataField> asked,
            Properties properties,
            RunScope scope) {
        Issues issues = properties.issues();
        Dataset dataset = resolved.dataset();
        Optional<StoreKind> kind = kind(dataset, scope, issues);
        if (kind.isEmpty() || !DatasetStores.fits(resolved, kind.get(), issues)) {
            properties.ignore("storeSettings", "formatSettings");
            return Optional.empty();
        }
        Set<MetadataField> fields = kind.get().metadata(resolved);
        if (fields.isEmpty()) {
            properties.ignore("storeSettings", "formatSettings");
            issues.error(
                    ErrorCode.InvalidProperty,
                    activity.references().dataset().orElseThrow().span(),
                    activity.shown() + " looks at dataset '" + dataset.name() + "' of type '" + dataset.type()
                            + "', of which Data Factory has no metadata.",
                    "Name a file, a folder, or a table of SQL Server; a Lookup reads from every store.");
            return Optional.empty();
        }
        Optional<Function<Opening, ItemStore>> opener = kind.get().item(resolved, asked, properties);
        return Optional.of(new NamedItem(dataset, resolved.linkedService(), fields, opener));
    }

    private static Optional<StoreKind> kind(Dataset dataset, RunScope scope, Issues issues) {
        List<StoreKind> all = scope.stores().all();
        Optional<StoreKind> kind =
                all.stream().filter(each -> each.hasItems(dataset)).findFirst();
        if (kind.isEmpty()) {
            List<String> known =
                    all.stream().flatMap(each -> each.itemDatasets().stream()).toList();
            DatasetStores.refuse(dataset, "look at", "looks at", known, issues);
        }
        return kind;
    }

    /** Opens the store for some work; what it fails with is reported where the linked service is defined. */
    <T> T with(ActivityContext context, Function<ItemStore, T> work) {
        return Located.at(linkedService, () -> {
            try (ItemStore store = opener.orElseThrow().apply(context.opening())) {
                return work.apply(store);
            }
        });
    }
}
