package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.published.DatasetServices;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.List;

/** Whether a dataset stands on a linked service of the right type, supported here or not. */
public final class ServiceCheck {

    private ServiceCheck() {}

    /** {@link ErrorCode#InvalidProperty} for a type that does not exist. */
    public static boolean exists(LinkedService service, Issues issues) {
        if (PublishedTypes.LINKED_SERVICES.has(service.type())) {
            return true;
        }
        issues.error(
                ErrorCode.InvalidProperty,
                service.span(),
                "Linked service '" + service.name() + "' is of type '" + service.type() + "', which does not exist.",
                NearestNames.hint(service.type(), PublishedTypes.LINKED_SERVICES.names()));
        return false;
    }

    /** {@link ErrorCode#InvalidProperty} where the dataset names the linked service, or for a type that does not exist. */
    public static boolean fits(Dataset dataset, LinkedService service, Issues issues) {
        if (!exists(service, issues)) {
            return false;
        }
        List<String> allowed = DatasetServices.of(dataset.type()).orElse(List.of(service.type()));
        if (allowed.contains(service.type())) {
            return true;
        }
        issues.error(
                ErrorCode.InvalidProperty,
                dataset.linkedService().map(Reference::span).orElse(dataset.span()),
                "Dataset '" + dataset.name() + "' of type '" + dataset.type() + "' is on linked service '"
                        + service.name() + "' of type '" + service.type() + "', which has no such data.",
                "A dataset of that type goes with " + String.join(", ", allowed) + ".");
        return false;
    }
}
