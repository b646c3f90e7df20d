package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.copy.CopyLog;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.LogFolder;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.lost.LogForm;
import io.cosmosdataflow.store.lost.LogPlace;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.util.List;
import java.util.Optional;

/**
 * The checked log of a copy.
 *
 * <p>Source: Microsoft Learn, copy-activity-log and copy-activity-fault-tolerance: {@code
 * <path>/copyactivity-logs/<activity>/<activity run>/<guid>.csv}, and in the oldest form {@code <path>/<activity
 * run>/<guid>.csv}.
 */
record SkipLog(CopyLog settings, LogFolder folder) {

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<SkipLog> checked(CopyLog settings, RunScope scope, Issues issues) {
        return LogFolder.checked(
                        settings.linkedService(),
                        settings.path(),
                        settings.pathSpan(),
                        "a log of skipped rows",
                        scope,
                        issues)
                .map(folder -> new SkipLog(settings, folder));
    }

    LinkedService linkedService() {
        return folder.linkedService();
    }

    LogPlace place(ActivityContext context) {
        return new LogPlace(
                StorageAccess.of(context.spark(), folder.root()), folder.uri(folders(context)), settings.form());
    }

    /** As the output of the activity shows it: a folder, in the oldest form with the store before it. */
    String shown(ActivityContext context) {
        List<String> folders = folders(context);
        return (settings.form() == LogForm.REDIRECT ? folder.uri(folders) : String.join("/", folders)) + "/";
    }

    /** Name of the member of the output. */
    String member() {
        return settings.form() == LogForm.REDIRECT ? "redirectRowPath" : "logFilePath";
    }

    private List<String> folders(ActivityContext context) {
        String run = context.activityRunId().toString();
        return folder.with(
                settings.form() == LogForm.SESSION
                        ? List.of("copyactivity-logs", context.activity().replaceAll("[/\\\\:?*]|^\\.+$", "_"), run)
                        : List.of(run));
    }
}
