package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.ServiceCheck;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.kind.StoreKind;
import java.util.List;
import java.util.Optional;

/** Whether a dataset, its linked service and a kind of store fit together. What does not is reported. */
public final class DatasetStores {

    private DatasetStores() {}

    /**
     * The dataset in the type properties of an activity.
     *
     * @param hint what to do where there is none
     */
    public static Optional<ResolvedDataset> named(Activity activity, String hint, RunScope scope, Issues issues) {
        if (activity.references().dataset().isEmpty()) {
            issues.error(
                    ErrorCode.MissingProperty,
                    activity.span(),
                    "'dataset' of " + activity.shown() + " is missing.",
                    hint);
        }
        return activity.references().dataset().flatMap(reference -> scope.dataset(reference, issues));
    }

    /**
     * Reports a dataset that no kind of store has.
     *
     * @param verb what is to be done with it: {@code copy}
     * @param verbOfOne the same with an s: {@code copies}
     * @param known types of datasets with which it can be done
     */
    public static void refuse(Dataset dataset, String verb, String verbOfOne, List<String> known, Issues issues) {
        boolean elsewhere = PublishedTypes.DATASETS.has(dataset.type());
        List<String> sorted = known.stream().sorted().toList();
        int last = sorted.size() - 1;
        String here = "This version " + verbOfOne + ": " + String.join(", ", sorted.subList(0, last)) + ", and "
                + sorted.get(last) + ".";
        issues.unsupported(
                elsewhere ? ErrorCode.UnsupportedDataset : ErrorCode.InvalidProperty,
                dataset.span(),
                "Dataset type " + dataset.type(),
                "Dataset '" + dataset.name() + "' is of type '" + dataset.type() + "', which "
                        + (elsewhere ? "this version cannot " + verb + "." : "does not exist."),
                elsewhere ? here : NearestNames.hint(dataset.type(), PublishedTypes.DATASETS.names(), here));
    }

    /** Whether the dataset stands on a linked service that it goes with, and that is reached. */
    public static boolean fits(ResolvedDataset resolved, StoreKind kind, Issues issues) {
        return ServiceCheck.fits(resolved.dataset(), resolved.linkedService(), issues)
                && serviceReached(resolved, kind, issues);
    }

    private static boolean serviceReached(ResolvedDataset resolved, StoreKind kind, Issues issues) {
        Dataset dataset = resolved.dataset();
        LinkedService service = resolved.linkedService();
        List<String> allowed = kind.linkedServices(dataset);
        if (allowed.contains(service.type())) {
            return true;
        }
        issues.unsupported(
                ErrorCode.UnsupportedLinkedService,
                service.span(),
                "Linked service type " + service.type(),
                "Linked service '" + service.name() + "' is of type '" + service.type() + "', which is not supported.",
                "This version has for dataset '" + dataset.name() + "': " + String.join(", ", allowed) + ".");
        return false;
    }
}
