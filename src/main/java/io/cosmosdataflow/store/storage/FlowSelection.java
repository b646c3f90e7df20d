package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.Properties;
import java.util.List;
import java.util.Objects;

/**
 * Which files a data flow's source reads. Source: Microsoft Learn, connector-azure-blob-storage, mapping data
 * flow properties.
 *
 * @param wildcards paths with wildcards, from the container; they take the place of folder and file
 * @param partitionRoot folder from which {@code name=value} folders are columns; empty for the dataset's folder
 * @param fileList whether what is selected are lists of the files to read
 * @param recursive whether files in folders of a folder count
 * @param emptyAllowed whether no file is no error
 */
public record FlowSelection(
        List<String> wildcards,
        String partitionRoot,
        boolean fileList,
        boolean recursive,
        boolean emptyAllowed,
        ModifiedTime modified) {

    public FlowSelection {
        wildcards = wildcards.stream().map(FileLocation::trimmed).toList();
        partitionRoot = FileLocation.trimmed(partitionRoot);
        Objects.requireNonNull(modified, "modified");
    }

    /** Reads the settings of a source; the caller finishes them. */
    public static FlowSelection of(Properties settings) {
        PathGuard.check(settings, "wildcardPaths");
        PathGuard.check(settings, "partitionRootPath");
        return new FlowSelection(
                settings.texts("wildcardPaths").stream()
                        .filter(path -> !path.isBlank())
                        .toList(),
                settings.text("partitionRootPath", ""),
                settings.flag("fileList", false),
                settings.flag("recursive", false),
                settings.flag("ignoreNoFilesFound", false),
                ModifiedTime.of(settings, "modifiedAfter", "modifiedBefore"));
    }
}
