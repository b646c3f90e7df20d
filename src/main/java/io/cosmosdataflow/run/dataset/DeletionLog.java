package io.cosmosdataflow.run.dataset;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.run.activity.LogFolder;
import io.cosmosdataflow.store.kind.Deletion.Deleted;
import io.cosmosdataflow.store.lost.DelimitedItem;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The log of deleted files: a line for each, with its path below the container.
 *
 * <p>Source: Microsoft Learn, delete-activity, "Sample log file of the Delete activity": {@code Name, Category, Status,
 * Error}, in {@code <path>/<activity run>}.
 */
final class DeletionLog {

    private static final String HEADER = "Name,Category,Status,Error\n";

    private DeletionLog() {}

    /**
     * @return the folder of the log
     * @throws JobException {@link ErrorCode#FileStoreFailed}
     */
    static String write(List<Deleted> items, LogFolder place, ActivityContext context) {
        String folder = place.uri(place.with(List.of(context.activityRunId().toString())));
        return Located.at(place.linkedService(), () -> {
            Path file = new Path(folder + "/" + UUID.randomUUID() + ".csv");
            try (FileSystem files =
                            StorageAccess.of(context.spark(), place.root()).open(file);
                    Writer out = new OutputStreamWriter(files.create(file, false), StandardCharsets.UTF_8)) {
                out.write(HEADER);
                for (Deleted each : items) {
                    out.write(line(each));
                }
            } catch (IOException e) {
                throw JobException.of(
                        ErrorCode.FileStoreFailed,
                        "The log of deleted files in '" + folder + "' cannot be written: " + e.getMessage()
                                + ". The files are deleted. Check the linked service and the path of the log.",
                        e);
            }
            return folder;
        });
    }

    private static String line(Deleted item) {
        return DelimitedItem.plain(item.name())
                + ','
                + item.type().name()
                + ','
                + (item.error().isPresent() ? "Failed" : "Deleted")
                + ','
                + DelimitedItem.plain(item.error().orElse(""))
                + '\n';
    }
}
