package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.copy.CopyLog;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.published.DatasetServices;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.lost.LogForm;
import io.cosmosdataflow.store.lost.LogPlace;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.PathGuard;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The checked log of a copy.
 *
 * <p>Source: Microsoft Learn, copy-activity-log and copy-activity-fault-tolerance: {@code
 * <path>/copyactivity-logs/<activity>/<activity run>/<guid>.csv}, and in the oldest form {@code <path>/<activity
 * run>/<guid>.csv}. Without a path the container is the first of these folders.
 */
record SkipLog(CopyLog settings, LinkedService linkedService, FileRoot root) {

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<SkipLog> checked(CopyLog settings, RunScope scope, Issues issues) {
        PathGuard.check("The path of the log", settings.path(), settings.pathSpan(), issues);
        return scope.linkedService(settings.linkedService(), issues)
                .filter(service -> hasFiles(settings, service, issues))
                .flatMap(service -> FileRoot.of(service, scope.localDirectory(), issues)
                        .map(root -> new SkipLog(settings, service, root)));
    }

    private static boolean hasFiles(CopyLog settings, LinkedService service, Issues issues) {
        if (FileRoot.TYPES.contains(service.type())) {
            return true;
        }
        boolean elsewhere =
                DatasetServices.of("DelimitedText").orElseThrow().stream().anyMatch(service.type()::equalsIgnoreCase);
        issues.error(
                elsewhere ? ErrorCode.UnsupportedLinkedService : ErrorCode.InvalidProperty,
                settings.linkedService().span(),
                "Linked service '" + service.name() + "' is of type '" + service.type()
                        + (elsewhere
                                ? "', whose files this version cannot reach."
                                : "', and a log of skipped rows cannot be written to it."),
                "Use a store of files: " + String.join(", ", FileRoot.TYPES) + ".");
        return false;
    }

    LogPlace place(ActivityContext context) {
        return new LogPlace(StorageAccess.of(context.spark(), root), uri(context), settings.form());
    }

    /** As the output of the activity shows it: a folder, in the oldest form with the store before it. */
    String shown(ActivityContext context) {
        return (settings.form() == LogForm.REDIRECT ? uri(context) : String.join("/", folders(context))) + "/";
    }

    /** Name of the member of the output. */
    String member() {
        return settings.form() == LogForm.REDIRECT ? "redirectRowPath" : "logFilePath";
    }

    private String uri(ActivityContext context) {
        List<String> folders = folders(context);
        String below = String.join("/", folders.subList(1, folders.size()));
        PathGuard.of(root, folders.get(0)).require("The path of the log", below);
        return root.uri(folders.get(0)) + (below.isEmpty() ? "" : "/" + below);
    }

    private List<String> folders(ActivityContext context) {
        List<String> folders = new ArrayList<>(Arrays.stream(settings.path().split("[/\\\\]"))
                .filter(folder -> !folder.isBlank())
                .toList());
        if (settings.form() == LogForm.SESSION) {
            folders.add("copyactivity-logs");
            folders.add(context.activity().replaceAll("[/\\\\:?*]|^\\.+$", "_"));
        }
        folders.add(context.activityRunId().toString());
        return folders;
    }
}
