package io.cosmosdataflow.run.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.run.activity.LogFolder;
import io.cosmosdataflow.store.kind.Deletion;
import io.cosmosdataflow.store.kind.Deletion.Deleted;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Delete activity whose files are known as far as definitions tell them.
 *
 * <p>Source: Microsoft Learn, delete-activity, "Sample output of the Delete activity".
 *
 * @param log of what was deleted; empty if none is wanted
 */
record CheckedDeletion(ResolvedDataset dataset, Deletion deletion, Optional<LogFolder> log) implements CheckedActivity {

    @Override
    public ObjectNode run(ActivityContext context) {
        Instant start = Instant.now();
        List<Deleted> items =
                Located.at(dataset.linkedService(), () -> deletion.work().apply(context.opening()));
        Optional<String> logPath = log.map(folder -> DeletionLog.write(items, folder, context));
        requireAll(items);
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("datasetName", dataset.dataset().name());
        output.put("type", dataset.dataset().type());
        if (!deletion.prefix().isEmpty()) {
            output.put("prefix", deletion.prefix());
        }
        output.put("recursive", deletion.recursive());
        output.put("isWildcardUsed", deletion.wildcard());
        output.put("maxConcurrentConnections", deletion.connections());
        output.put(
                "filesDeleted",
                items.stream().filter(each -> each.type() == ItemType.File).count());
        logPath.ifPresent(path -> output.put("logPath", path));
        ItemOutput.finish(output, start);
        return output;
    }

    /** @throws JobException {@link ErrorCode#FileStoreFailed} */
    private void requireAll(List<Deleted> items) {
        List<Deleted> left =
                items.stream().filter(each -> each.error().isPresent()).toList();
        if (!left.isEmpty()) {
            throw Located.failure(
                    dataset.linkedService(),
                    JobException.of(
                            ErrorCode.FileStoreFailed,
                            left.size() + " of " + items.size() + " files and folders of dataset '"
                                    + dataset.dataset().name() + "' could not be deleted, '"
                                    + left.get(0).name() + "' among them: "
                                    + left.get(0).error().orElseThrow()
                                    + " The others are deleted; another attempt takes what is left."));
        }
    }
}
