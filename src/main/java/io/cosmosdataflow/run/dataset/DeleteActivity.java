package io.cosmosdataflow.run.dataset;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.DatasetStores;
import io.cosmosdataflow.run.activity.LogFolder;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.Deletion;
import io.cosmosdataflow.store.kind.StoreKind;
import java.util.List;
import java.util.Optional;

/**
 * The Delete activity: takes away files and folders.
 *
 * <p>Source: Microsoft Learn, delete-activity.
 */
public final class DeleteActivity implements ActivityType {

    private static final String LOG = "logStorageSettings";
    private static final String[] SETTINGS = {"storeSettings", "recursive", "maxConcurrentConnections"};

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties =
                Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
        Optional<ResolvedDataset> dataset =
                DatasetStores.named(activity, "Name the dataset whose files are deleted.", scope, issues);
        Optional<Deletion> deletion = dataset.flatMap(resolved ->
                kind(resolved, activity, scope, issues).flatMap(kind -> kind.deletion(resolved, properties)));
        properties.ignore(SETTINGS);
        boolean logging = properties.flag("enableLogging", false);
        properties.ignore(LOG);
        Optional<LogFolder> log = logging ? log(properties, scope, issues) : Optional.empty();
        boolean waits = properties.waits("enableLogging");
        properties.finish();
        return deletion.filter(each -> !waits && log.isPresent() == logging)
                .map(each -> new CheckedDeletion(dataset.orElseThrow(), each, log));
    }

    private static Optional<StoreKind> kind(
            ResolvedDataset resolved, Activity activity, RunScope scope, Issues issues) {
        Dataset dataset = resolved.dataset();
        List<StoreKind> all = scope.stores().all();
        Optional<StoreKind> kind =
                all.stream().filter(each -> each.hasItems(dataset)).findFirst();
        if (kind.isEmpty()) {
            List<String> known = all.stream()
                    .filter(StoreKind::deletes)
                    .flatMap(each -> each.itemDatasets().stream())
                    .toList();
            DatasetStores.refuse(dataset, "delete", "deletes", known, issues);
        } else if (!kind.get().deletes()) {
            issues.error(
                    ErrorCode.InvalidProperty,
                    activity.references().dataset().orElseThrow().span(),
                    activity.shown() + " deletes dataset '" + dataset.name() + "' of type '" + dataset.type()
                            + "', but Data Factory deletes files only.",
                    "Name a dataset of files; documents and rows are deleted by a data flow with an alter row.");
        }
        return kind.filter(each -> each.deletes() && DatasetStores.fits(resolved, each, issues));
    }

    private static Optional<LogFolder> log(Properties properties, RunScope scope, Issues issues) {
        if (!properties.present(LOG)) {
            properties.missing(LOG);
        }
        return properties.object(LOG).flatMap(settings -> {
            if (!settings.present("linkedServiceName")) {
                settings.missing("linkedServiceName");
            }
            String path = settings.text("path", "");
            boolean waits = settings.waits("path");
            settings.ignore("logLevel", "enableReliableLogging");
            Optional<Reference> service = settings.object("linkedServiceName")
                    .map(reference -> Reference.read(reference, Reference.LINKED_SERVICE));
            settings.finish();
            return service.flatMap(each -> LogFolder.checked(
                            each, path, settings.spanOf("path"), "a log of deleted files", scope, issues))
                    .filter(folder -> !waits);
        });
    }
}
