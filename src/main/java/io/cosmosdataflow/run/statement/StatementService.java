package io.cosmosdataflow.run.statement;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.ServiceCheck;
import io.cosmosdataflow.definition.json.JsonValue.JsonNull;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.statement.StatementSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The checked linked service of an activity that runs statements there. */
record StatementService(LinkedService linkedService, Function<Opening, StatementSession> opener) {

    /**
     * Empty if something is wrong, which is reported, or known only in the run.
     *
     * @param place the property that names the linked service
     * @param allowed types of linked services on which Data Factory runs the activity
     */
    static Optional<StatementService> of(
            Activity activity, String place, List<String> allowed, RunScope scope, Issues issues) {
        Optional<Reference> reference = activity.references().linkedService();
        boolean named = activity.raw()
                .find(place)
                .filter(member -> !(member.value() instanceof JsonNull))
                .isPresent();
        if (!named) {
            issues.error(
                    ErrorCode.MissingProperty,
                    activity.span(),
                    "'" + place + "' of " + activity.shown() + " is missing.",
                    "Name the linked service of the database.");
        }
        return reference
                .flatMap(each -> scope.linkedService(each, issues))
                .filter(service -> ServiceCheck.exists(service, issues))
                .filter(service -> isAllowed(activity, reference.get(), service, allowed, issues))
                .flatMap(service -> opener(service, allowed, scope, issues));
    }

    private static boolean isAllowed(
            Activity activity, Reference reference, LinkedService service, List<String> allowed, Issues issues) {
        if (allowed.stream().anyMatch(service.type()::equalsIgnoreCase)) {
            return true;
        }
        issues.error(
                ErrorCode.InvalidProperty,
                reference.span(),
                activity.shown() + " of type '" + activity.type() + "' is on linked service '" + service.name()
                        + "' of type '" + service.type() + "', where Data Factory does not run it.",
                "It runs on " + String.join(", ", allowed) + ".");
        return false;
    }

    private static Optional<StatementService> opener(
            LinkedService service, List<String> allowed, RunScope scope, Issues issues) {
        Optional<Function<Opening, StatementSession>> opener =
                scope.stores().behind(service).flatMap(kind -> kind.statements(service, issues));
        if (scope.stores().behind(service).isEmpty()) {
            List<String> here = scope.stores().all().stream()
                    .flatMap(kind -> kind.linkedServices().stream())
                    .filter(type -> allowed.stream().anyMatch(type::equalsIgnoreCase))
                    .toList();
            issues.error(
                    ErrorCode.UnsupportedLinkedService,
                    service.span(),
                    "Linked service '" + service.name() + "' is of type '" + service.type()
                            + "', which is not supported.",
                    "This version runs statements on " + String.join(", ", here) + ".");
        }
        return opener.map(each -> new StatementService(service, each));
    }

    /** Opens the store for the time of the work. */
    void during(ActivityContext context, Consumer<StatementSession> work) {
        Located.at(linkedService, () -> {
            try (StatementSession session = opener.apply(context.opening())) {
                work.accept(session);
            }
            return null;
        });
    }
}
